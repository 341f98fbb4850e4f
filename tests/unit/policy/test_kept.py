"""Facts of statements are read once, and again only for a statement that changes."""

from __future__ import annotations

import json

from iamsight.analysis import Document
from iamsight.catalogue import default_catalogue
from iamsight.policy.kept import kept
from iamsight.policy.model import Statement
from iamsight.text import Edit

READ: list[str] = []


def sid(statement: Statement) -> str:
    found = statement.sid.value if statement.sid else ""
    READ.append(found)
    return found


def test_a_fact_is_read_once_for_each_statement():
    READ.clear()
    statements = [{"Sid": name, "Effect": "Allow", "Action": "s3:*", "Resource": "*"} for name in "ABC"]
    document = Document(json.dumps({"Version": "2012-10-17", "Statement": statements}), default_catalogue())

    assert kept(document.policies[0], sid) == ["A", "B", "C"]
    at = document.text.index('B"')
    document.edit(Edit(at, at, "x"))
    assert kept(document.policies[0], sid) == ["A", "xB", "C"]
    assert READ == ["A", "B", "C", "xB"]


def test_statements_inside_a_string_have_facts_too():
    policy = json.dumps({"Version": "2012-10-17", "Statement": {"Sid": "A", "Effect": "Allow"}})
    document = Document(json.dumps({"Document": policy}), default_catalogue())

    assert kept(document.policies[0], sid) == ["A"]
