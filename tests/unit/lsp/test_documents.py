import json
from itertools import count
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from iamsight.config import FileSettings
from iamsight.lsp import documents
from iamsight.lsp.documents import Change, OpenDocument, difference
from iamsight.lsp.preferences import Wanted
from iamsight.text import Encoding, Position

TEXTS = st.text('ab{}[]":,é😀\u2028\r\n', max_size=30)
WANTED = Wanted(FileSettings(), frozenset())
POLICY = '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}'


def opened(text):
    return OpenDocument("file:///a.json", 1, text, WANTED, 0)


def test_only_a_first_check_is_shown_underway_and_ever_more_rarely():
    text = json.dumps({"Version": "2012-10-17", "Statement": [json.loads(POLICY)["Statement"][0]] * 20})
    looks = []
    with patch.object(documents, "_LONG", 0), patch.object(documents, "perf_counter", count(0, 0.5).__next__):
        document = opened(text)
        while not document.check_for(0.1):
            looks.append(document.is_long_underway())
        assert True in looks
        assert not document.is_long_underway()

        document.change([Change(None, None, text.replace("s3", "ec2"))], 2, Encoding.UTF16, 1)
        while not document.check_for(0.1):
            assert not document.is_long_underway()


def test_looks_at_a_long_check_grow_apart():
    document = opened(POLICY)
    assert not document.is_long_underway()
    document._look = (1.0, 0.05)
    assert [document.is_long_underway() for _ in range(4)] == [True, True, True, False]


@given(TEXTS, TEXTS)
def test_the_difference_of_two_texts_makes_one_of_the_other(old, new):
    edit = difference(old, new)
    assert edit.apply(old) == new
    assert 0 <= edit.start <= edit.end <= len(old)


def test_the_difference_is_no_longer_than_it_must_be():
    assert difference('{"a": 1}', '{"a": 12}') == (7, 7, "2")
    assert difference("same", "same") == (4, 4, "")
    assert difference("aa", "aaa") == (2, 2, "a")


@given(st.data(), TEXTS, st.sampled_from(Encoding))
def test_text_and_engine_follow_any_changes(data, text, encoding):
    document = opened(text)
    assert document.document.text == text
    for size in data.draw(st.lists(st.integers(1, 12), max_size=4)):
        changes = []
        mirror = opened(text)
        for _ in range(size):
            ends = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
            start, end = (mirror.lines.position(offset, encoding) for offset in ends)
            change = Change(start, end, data.draw(st.text('a"😀\r\n', max_size=3)))
            if data.draw(st.integers(0, 9)) == 9:
                change = Change(None, None, data.draw(TEXTS))
            changes.append(change)
            mirror.change([change], 1, encoding, 0)
            text = mirror.lines.text
        document.change(changes, 2, encoding, 1)
        assert document.lines.text == text
        if data.draw(st.booleans()):
            assert document.document.text == text
    assert document.document.text == document.lines.text == text


def test_lines_end_as_the_protocol_says():
    document = opened("a\u2028b\u0085c\r\nd\re")
    document.change([Change(Position(1, 0), Position(1, 1), "D")], 2, Encoding.UTF16, 1)
    assert document.lines.text == "a\u2028b\u0085c\r\nD\re"


def test_a_range_that_ends_before_it_starts_or_lies_outside_is_taken_for_what_it_can_mean():
    document = opened("abc\ndef")
    document.change([Change(Position(0, 2), Position(0, 1), "X")], 2, Encoding.UTF16, 1)
    assert document.lines.text == "aXc\ndef"
    document.change([Change(Position(0, 99), Position(99, 0), "!")], 3, Encoding.UTF16, 2)
    assert document.lines.text == "aXc!"


def test_a_check_can_be_stopped_and_continued_and_starts_anew_after_a_change():
    document = opened(POLICY)
    assert document.check_for(0) is False
    assert document.check_for(60) is True
    at = Position(0, POLICY.index("s3:"))
    document.change([Change(at, at, "x")], 2, Encoding.UTF16, 1)
    assert document.check_for(0) is False
    assert document.check_for(60) is True
