"""What a terminal or GitHub would obey never gets there, be it in a value, a file name or a configuration."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO, StringIO
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest

from iamsight.cli import main
from iamsight.report import FORMATS
from iamsight.showing import visible

EVIL = "a\x1b[31m\x1b]0;x\x07\x9b2J\x7f\u202eb\u2066c\r\n::error::x"
POLICY = {
    "Version": EVIL,
    EVIL: EVIL,
    "Statement": [
        {
            "Sid": EVIL,
            "Effect": EVIL,
            "Principal": {EVIL: EVIL, "AWS": EVIL, "Service": EVIL},
            "Action": [EVIL, f"s3:{EVIL}", f"{EVIL}:Get"],
            "Resource": [EVIL, f"arn:aws:s3:::{EVIL}", f"arn:aws:{EVIL}:::x"],
            "Condition": {EVIL: {EVIL: EVIL}, "StringLike": {EVIL: EVIL, f"aws:{EVIL}": f"${{{EVIL}}}"}},
            EVIL: EVIL,
        },
        {"Sid": EVIL, "Effect": "Allow", "Action": ["s3:GetObject", "s3:GetObject"], "Resource": "*"},
    ],
}
NAME = "p\x1b[31m\u202e\x9b \n.json"
OWN = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[^;]*;(?:https://docs\.aws\.amazon\.com/[^\x1b]*)?\x1b\\")
"""The colours and links that we write ourselves."""

SUPPRESSION = '[[suppress]]\nrule = "invalid-sid"\nreason = "{}"\npointer = "/{}"'
CONFIGURATIONS = ['select = ["{}"]', 'exclude = ["{}"]', '"{}" = 1', "account = '{}'", "{}", SUPPRESSION]


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


Shown = Callable[..., str]


@pytest.fixture
def shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shown:
    """What a command writes to a terminal, in a folder with a policy and a name that are full of escape codes."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    # raw control characters where JSON takes them, and escapes elsewhere
    text = json.dumps(POLICY, ensure_ascii=False, indent=1).replace("\\u001b", "\\u001B").replace("\\r", "\\u000d")
    Path(NAME).write_text(text, encoding="utf-8")

    def run(*arguments: str) -> str:
        screen = Terminal()
        monkeypatch.setattr(sys, "stdout", screen)
        monkeypatch.setattr(sys, "stderr", screen)
        monkeypatch.setattr(sys, "stdin", type("In", (), {"buffer": BytesIO(Path(NAME).read_bytes())}))
        with suppress(SystemExit):
            main(arguments)
        return screen.getvalue()

    return run


COMMANDS = [
    *(["check", "--format", name, NAME] for name in FORMATS),
    *(["check", "--format", name, "."] for name in FORMATS),
    ["check", "--color", "always", "--kind", "resource", NAME],
    ["check", "--statistics", NAME],
    ["check", "--diff", "--unsafe-fixes", NAME],
    ["check", "--fix", "--unsafe-fixes", "-"],
    ["check", "--stdin-filename", NAME, "-"],
    ["check", f"missing{NAME}"],
    ["check", f"[{EVIL}]*"],
    ["check", "--config", f"missing{NAME}", NAME],
    ["check", "--baseline", f"missing{NAME}", NAME],
    ["check", "--baseline", NAME, NAME],
    ["check", "--update-baseline", "--baseline", f"new{NAME}", NAME],
    ["check", "--output", f"no/{NAME}", NAME],
    ["check", "--select", EVIL, NAME],
    ["check", f"--{EVIL}", NAME],
    ["check", "--format", EVIL, NAME],
    ["explain", NAME],
    ["explain", NAME, NAME],
    ["explain", "--format", "json", NAME],
    ["explain", f"missing{NAME}"],
    ["expand", EVIL],
    ["catalogue", EVIL],
    ["catalogue", f"s3:{EVIL}"],
    ["rule", EVIL],
    ["config", NAME],
    ["config", "--config", f"missing{NAME}"],
    ["completion", EVIL],
    [EVIL],
]


def assert_obeyed_by_nobody(written: str) -> None:
    written = OWN.sub("", written)
    assert written
    for line in written.split("\n"):
        assert visible(line) == line
        assert not re.match(r"::error::x", line)


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda one: " ".join(one).encode("unicode_escape").decode()[:60])
def test_no_escape_code_reaches_the_terminal(arguments: list[str], shown: Shown) -> None:
    assert_obeyed_by_nobody(shown(*arguments))


@pytest.mark.parametrize("line", CONFIGURATIONS)
@pytest.mark.parametrize("command", [["config"], ["config", NAME], ["check", NAME], ["explain", NAME]])
def test_nor_does_one_of_a_configuration(command: list[str], line: str, shown: Shown) -> None:
    written = "".join(f"\\u{ord(one):04x}" for one in EVIL)
    for value in (written, "a\u009b2J\u202eb"):
        Path("iamsight.toml").write_text(line.replace("{}", value), encoding="utf-8")
        assert_obeyed_by_nobody(shown(*command))


def test_a_file_or_a_pipe_gets_the_fixed_text_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    text = '{"Version": "2012-10-17", "Statement": {"Effect": "allow", "Action": "s3:x\x9b", "Resource": "*"}}'
    Path("a.json").write_text(text, encoding="utf-8")
    assert main(["check", "--diff", "--unsafe-fixes", "a.json"]) == 1
    assert "s3:x\x9b" in capsys.readouterr().out


def test_junit_stays_xml_and_sarif_stays_without_links(shown: Shown) -> None:
    link = "[x](https://evil.example)"
    value = json.dumps({"Statement": [{"Sid": link, "Effect": f"<b>{link}", "Action": [link, link], "Resource": "*"}]})
    Path("b.json").write_text(value)
    assert len(list(fromstring(shown("check", "--format", "junit", "b.json")).iter("testcase"))) > 3
    (run,) = json.loads(shown("check", "--format", "sarif", "b.json"))["runs"]
    texts = [result["message"]["text"] for result in run["results"]]
    texts += [place["message"]["text"] for result in run["results"] for place in result.get("relatedLocations", ())]
    texts += [fix["description"]["text"] for result in run["results"] for fix in result.get("fixes", ())]
    assert any("evil.example" in text for text in texts)
    assert not any(re.search(r"(?<!\\)\]\(", text) for text in texts)
