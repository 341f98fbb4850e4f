"""Runs the server that comes with the extension. It and all that it needs lie in the folder `libs` beside this file."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "libs"))

from iamsight.cli import main

sys.exit(main())
