"""A language server and linter for AWS IAM policies.

The Python API is `check`: a text in, findings out. It reads no files and no configuration. Everything is loaded when it
is first used, so that importing a part of the package loads no more than that part.
"""

from __future__ import annotations

TYPE_CHECKING = False  # importing typing for it would be most of the cost of this module
if TYPE_CHECKING:
    from collections.abc import Iterable

    from iamsight.analysis import Finding

__version__ = "0.1.0"
__all__ = ["Finding", "__version__", "check"]


def check(
    text: str,
    *,
    kind: str | None = None,
    resource_type: str | None = None,
    ignore: Iterable[str] = (),
    fixes: bool = False,
) -> list[Finding]:
    """What is wrong with the policies in `text`, a policy or any JSON document that holds some, in order of place.

    `kind` is identity, boundary, resource, trust, scp or rcp, where the text does not tell; `resource_type` what a
    resource policy is attached to, such as `AWS::S3::Bucket`. `ignore` are rules to leave out. `fixes` asks for the
    fixes of each finding. Findings are plain data that pickles; their spans are offsets in `text`, in code points.

    Never raises for what is in `text`.

    Raises:
        ValueError: `kind` is no kind.
    """
    from iamsight import analysis
    from iamsight.policy.find import Given
    from iamsight.policy.model import Kind

    given = Given(Kind(kind) if kind else None, resource_type, "the caller says so", is_policy=kind is not None)
    settings = analysis.Settings(given, dict.fromkeys(ignore))
    return analysis.check(text, settings=settings, fixes=fixes)


def __getattr__(name: str) -> object:
    if name != "Finding":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from iamsight.analysis import Finding

    return Finding
