"""What is offered for a field of a complete ARN edits that field alone, so that editors keep its tab stops."""

import pytest

from iamsight.analysis import Document
from iamsight.catalogue import default_catalogue
from iamsight.ide.completion import complete

POLICY = (
    '{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "rekognition:ListFaces", "Resource": %s}}'
)


def offered(resource, label):
    """The item with a label at the cursor, and the text that it replaces."""
    text = POLICY % resource
    offset = text.index("|")
    text = text.replace("|", "")
    items, _ = complete(Document(text, default_catalogue()), offset)
    item = next(one for one in items if one.label == label)
    return item, text[slice(*item.replace)]


@pytest.mark.parametrize(
    "resource, label, replaced",
    [
        ('"arn:aws:rekognition:eu-w|:Account:collection/CollectionId"', "eu-west-1", "eu-w"),
        ('"arn:aws:rekognition:|:Account:collection/CollectionId"', "eu-west-1", ""),
        ('"arn:aws:rekognition:eu-west-1:Acc|:collection/staff"', "*", "Acc"),
    ],
)
def test_a_field_is_edited_alone(resource, label, replaced):
    item, old = offered(resource, label)
    assert (item.insert_text, old) == (label, replaced)


@pytest.mark.parametrize(
    "resource",
    ['"arn:aws:rekognition:eu-w|"', '"arn:aws:rekognition:eu-w|'],
)
def test_an_unfinished_arn_is_edited_as_a_whole(resource):
    item, old = offered(resource, "eu-west-1")
    assert old.startswith('"arn:aws:rekognition:eu-w')
    assert item.insert_text.startswith('"arn:aws:rekognition:eu-west-1')
