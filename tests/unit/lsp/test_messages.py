"""Where messages begin and end, however the bytes come and whatever stands between them."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iamsight.lsp.messages import LARGEST, Message, Messages, Nonsense, decoded

HELLO = {"method": "hello", "params": ["é😀\u2028", "Content-Length: 3\r\n\r\n"]}


def framed(value, size=None):
    body = json.dumps(value, ensure_ascii=False).encode()
    return b"Content-Length: %d\r\n\r\n%s" % (len(body) if size is None else size, body)


def read(stream, *, at_once=1 << 30):
    """What is found in a stream that comes in pieces: values, and a sentence for each piece of nonsense."""
    messages = Messages()
    pieces = [stream[start : start + at_once] for start in range(0, len(stream), at_once)]
    found = [one for piece in pieces for one in messages.feed(piece)]
    return [one.value if isinstance(one, Message) else one.sentence.split(":")[0] for one in found]


NO_HEADER, NO_JSON = "What was sent has no header that says its length", "A message is not JSON"
STREAMS = {
    "one": (framed(HELLO), [HELLO]),
    "two": (framed(1) + framed(HELLO), [1, HELLO]),
    "fields": (b"Content-Type: x\r\nX-y: z\r\nContent-Length: 1\r\nX: y\r\n\r\n1" + framed(2), [1, 2]),
    "line feeds": (b"content-length:1\n\n1" + framed(2), [1, 2]),
    "too short": (framed(HELLO, 9) + framed(2), [NO_JSON, 2]),
    "too long": (framed(HELLO, 1000) + framed(2) + framed(3), [HELLO, 2, 3]),
    "long by a part of the next header": (framed(1, 8) + framed(2), [1, 2]),
    "long by the whole next header": (framed(1, 1 + len(b"Content-Length: 1\r\n\r\n")) + framed(2), [1, 2]),
    "no header": (b'{"a": 1}' + framed(2), [NO_HEADER, 2]),
    "nothing": (framed(1) + b"\r\n\r\n" + framed(2), [1, NO_HEADER, 2]),
    "no number": (b"Content-Length: x\r\n\r\n1" + framed(2), [NO_HEADER, 2]),
    "negative": (framed(1, -1) + framed(2), [NO_HEADER, 2]),
    "too large": (
        framed(1, LARGEST + 1) + framed(2),
        [f"A message of {LARGEST + 1} bytes is too large; {LARGEST} are the most", 2],
    ),
    "empty": (framed(1, 0) + framed(2), [NO_JSON, 2]),
    "cut off": (b"Content-Length: 9\r\n\r\n{" + framed(2), [NO_JSON, 2]),
    "no UTF-8": (b"Content-Length: 1\r\n\r\n\xff" + framed(2), ["A message is not UTF-8", 2]),
    "deep": (b"Content-Length: 99999\r\n\r\n" + b"[" * 99_999 + framed(2), ["A message is nested too deeply", 2]),
}


@pytest.mark.parametrize("at_once", [1, 7, 1 << 30])
@pytest.mark.parametrize("stream, expected", STREAMS.values(), ids=STREAMS)
def test_what_is_found_in_a_stream(stream, expected, at_once):
    assert read(stream, at_once=at_once) == expected


@given(st.lists(st.binary(max_size=40) | st.sampled_from([one for one, _ in STREAMS.values()][:-1]), max_size=6))
def test_whatever_is_sent_the_message_after_the_next_is_found(pieces):
    """Nonsense may look like a header, and so take one message with it."""
    stream = b"".join(pieces) + framed("first") + framed("second")
    assert read(stream)[-1] == "second"


def test_an_endless_line_is_not_kept():
    messages = Messages()
    found = [one for _ in range(1000) for one in messages.feed(b"x" * 1000)]
    assert found == [Nonsense(NO_HEADER)]
    assert len(messages._buffer) < 10_000


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"[" * 100_000, b"9" * 10_000, b"\xef\xbb\xbf1"])
def test_what_is_no_json_has_a_sentence(body):
    assert isinstance(decoded(body), Nonsense)
