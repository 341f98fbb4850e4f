"""What a policy allows anywhere, before and after an edit."""

from __future__ import annotations

import json

from iamsight.analysis import Document
from iamsight.catalogue import default_catalogue
from iamsight.policy.grants import grants
from iamsight.text import Edit

TEXT = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Action": ["s3:GetObject", "SNS:pub*"], "Resource": "*"},
            {"Effect": "Deny", "Action": "iam:PassRole", "Resource": "*"},
            {"Effect": "Allow", "Action": "rekognition:DetectLabels", "Resource": "*"},
        ],
    }
)


def test_what_is_allowed_by_name_by_pattern_and_not_by_deny() -> None:
    (policy,) = Document(TEXT, default_catalogue()).policies
    granted = grants(policy)

    allowed = {one: granted.allows(one) for one in ("S3:getobject", "sns:Publish", "iam:PassRole", "s3:PutObject")}
    assert allowed == {"S3:getobject": True, "sns:Publish": True, "iam:PassRole": False, "s3:PutObject": False}
    assert [placed.index for placed in granted.allowing()] == [0, 2]
    assert [placed.index for placed in granted.allowing("rekognition")] == [2]
    assert [placed.index for placed in granted.reaching("sns:Publish")] == [0]
    assert [placed.index for placed in granted.naming(frozenset(["rekognition:detectlabels"]))] == [2]
    assert (granted.mentions("sns"), granted.mentions("iam")) == (True, False)


def test_not_action_allows_what_it_does_not_name() -> None:
    text = TEXT.replace('"Action": "rekognition:DetectLabels"', '"NotAction": "rekognition:*"')
    (policy,) = Document(text, default_catalogue()).policies

    assert grants(policy).allows("iam:PassRole")
    assert not grants(policy).allows("rekognition:DetectLabels")


def test_an_edit_is_followed_and_what_did_not_change_is_kept() -> None:
    document = Document(TEXT, default_catalogue())
    before = grants(document.policies[0])
    assert grants(document.policies[0]) is before

    at = TEXT.index("GetObject")
    document.edit(Edit(at, at + 3, "Put"))
    after = grants(document.policies[0])
    assert (after.allows("s3:GetObject"), after.allows("s3:PutObject")) == (False, True)
