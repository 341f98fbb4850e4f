"""What an editor shows about what stands at a place of a policy, and about an item of a completion list.

`hover` goes by a place of a document, `documentation` by a key alone. Pages end with the section of the AWS
documentation that they rest on. Nothing here checks anything: it works in documents however broken.
"""

from __future__ import annotations

from iamsight.ide.hover.at import Hover, hover
from iamsight.ide.hover.keys import documentation

__all__ = ["Hover", "documentation", "hover"]
