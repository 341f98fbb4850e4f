"""The rule `invalid-version`."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.policy.model import VERSIONS, Policy
from iamsight.policy.structure import What, document_faults
from iamsight.rule import Context, Found, mends, rule
from iamsight.syntax.node import String


@rule("invalid-version", since="0.1", cites="Version", checks=["invalid-version"])
def invalid_version(policy: Policy, ctx: Context) -> Iterator[Found]:
    """The Version is no version of the policy language.

    ## Why is this bad?
    AWS refuses the policy. `Version` is not a date of the author's: it names the version of the policy language, and
    there are two, `2012-10-17` and the older `2008-10-17`, which knows no policy variables.

    ## Example
    ```json
    {
      "Version": "2024-06-01",
      "Statement": {"Effect": "Allow", "Action": "rekognition:DetectLabels", "Resource": "*"}
    }
    ```

    ## Use instead
    ```json
    {
      "Version": "2012-10-17",
      "Statement": {"Effect": "Allow", "Action": "rekognition:DetectLabels", "Resource": "*"}
    }
    ```

    ## References
    - [IAM User Guide: Version](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html)
    """
    for fault in document_faults(policy):
        if fault.what is What.VALUE and fault.name == "Version" and isinstance(fault.node, String):
            message = f'"{fault.node.value}" is no version of the policy language; write "{VERSIONS[0]}"'
            fixes = mends(f'Write "{VERSIONS[0]}"', [(fault.node.span, f'"{VERSIONS[0]}"')])
            yield Found(fault.node.span, message, "invalid-version", fixes=fixes)
