"""The policies on the page "How Amazon Rekognition works with IAM" of its Developer Guide, as it stood when this began.

Its own mistakes included: the operation that does not exist, and the policy that lacks its last brace.
"""

from __future__ import annotations

import pytest

from iamsight.analysis import Document, Finding
from iamsight.catalogue import default_catalogue
from iamsight.ide.completion import complete
from iamsight.ide.hover import hover

S3 = """{
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": "s3:GetObject",
            "Resource": [
                "arn:aws:s3:::Tests3bucket/*"
            ]
        }
    ]
}"""
VERSIONED = """{
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": [
                "s3:GetObject",
                "s3:GetObjectVersion"
            ],
            "Resource": [
                "arn:aws:s3:::Tests3bucket/*"
            ]
        }
    ]
"""
ONE = """{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "%s", "Resource": "%s"}]}"""
COLLECTION = "arn:aws:rekognition:us-east-1:123456789012:collection/%s"


def opened(text: str) -> Document:
    return Document(text, default_catalogue())


def found(text: str) -> list[Finding]:
    return opened(text).findings(fixes=True)


def hovered(text: str, word: str) -> str:
    explained = hover(opened(text), text.index(word) + 1, markdown=True)
    assert explained is not None
    return explained.text


@pytest.mark.parametrize(
    "text",
    [
        S3,
        VERSIONED + "}",
        ONE % ("rekognition:DetectLabels", "*"),
        ONE % ("rekognition:Describe*", "*"),
        ONE % ("rekognition:SearchFaces", COLLECTION % "MyCollection"),
        ONE % ("rekognition:SearchFaces", COLLECTION % "*"),
    ],
)
def test_what_the_page_shows_is_clean(text: str) -> None:
    assert found(text) == []


def test_the_brace_that_is_missing_is_all_that_is_wrong() -> None:
    (finding,) = found(VERSIONED)
    assert (finding.rule, tuple(finding.span)) == ("json-syntax", (0, 1))
    assert finding.message == 'This "{" is never closed; the text ends without }'
    (repair,) = finding.fixes
    (edit,) = repair.edits
    assert found(edit.apply(VERSIONED)) == []


def test_without_its_last_brace_a_policy_is_still_explained_and_completed() -> None:
    assert "GetObjectVersion" in hovered(VERSIONED, "s3:GetObjectVersion")
    assert "Tests3bucket" in hovered(VERSIONED, "Tests3bucket/")
    at = VERSIONED.index("Version", VERSIONED.index("s3:GetObjectVersion"))
    labels = [item.label for item in complete(opened(VERSIONED), at).items]
    assert {"s3:GetObjectVersion", "s3:GetObjectAcl", "s3:Get*"} <= {*labels}
    closing = VERSIONED.rindex("}") + 1
    typed = VERSIONED[:closing].rstrip("}") + ', "'
    assert "Condition" in [item.label for item in complete(opened(typed), len(typed)).items]


def test_the_operation_that_does_not_exist_is_named_and_the_nearest_offered() -> None:
    (finding,) = found(ONE % ("rekognition:DeleteLabels", "*"))
    assert (finding.rule, finding.code) == ("unknown-action", "invalid-action")
    assert any("rekognition:DetectLabels" in repair.title for repair in finding.fixes)


def test_describe_is_explained_with_its_actions() -> None:
    page = hovered(ONE % ("rekognition:Describe*", "*"), "rekognition:")
    actions = ("Collection", "Dataset", "ProjectVersions", "Projects", "StreamProcessor")
    assert all(f"`Describe{name}`" in page for name in actions)
    assert page.count("`Describe") == len(actions)


@pytest.mark.parametrize("name, said", [("MyCollection", "one `collection`"), ("*", "of the type `collection`")])
def test_collections_are_explained(name: str, said: str) -> None:
    assert said in hovered(ONE % ("rekognition:SearchFaces", COLLECTION % name), "collection/")
