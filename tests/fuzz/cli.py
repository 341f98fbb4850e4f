"""Arguments and files for the command line: it must end with 0, 1 or 2, and a sentence where it could not run."""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from iamsight.cli import main
from iamsight.cli.arguments import commands_of, options_of, parser
from tests.fuzz.configuration import CONFIGURATIONS
from tests.support.samples import samples
from tests.support.tinkering import UNUSUAL

COMMANDS = commands_of(parser())
_TEXTS = [one.text for one in samples(1_500)]
CONTENTS = (
    st.sampled_from(_TEXTS).map(str.encode)
    | st.binary(max_size=60)
    | st.builds(
        lambda text, at, bad: text.encode()[:at] + bad,
        st.sampled_from(_TEXTS),
        st.integers(0, 1_500),
        st.binary(max_size=4),
    )
    | st.sampled_from([text.encode("utf-16") for text in _TEXTS[:3]])
)
NAMES = st.sampled_from(
    ["a.json", "b.json", "c.jsonc", "d.template", "e", "sub/f.json", "sub/g.json", "über/h.json", "-i.json"]
)
FILES = st.dictionaries(NAMES, CONTENTS, max_size=4)
WORDS = st.sampled_from(
    [
        *(
            "",
            ".",
            "-",
            "--",
            "a.json",
            "sub",
            "*.json",
            "sub/**",
            "[",
            "[a",
            "none.json",
            "iamsight.toml",
            "/dev/null",
        ),
        *("out.txt", "no/such/folder/out.txt", "sub/out.txt", "/dev/full", "a\x00b", "\udcff", "/dev/null"),
        *("text", "json", "sarif", "github", "gitlab", "junit", "concise", "identity", "scp", "trust", "error", "hint"),
        *("AWS::S3::Bucket", "unknown-action", "unknown-action,wrong-type", ",", "no-such-rule", "1", "0", "-1", "1e9"),
        *(
            "s3:*",
            "rekognition:Detect*",
            "*",
            "?:*",
            "s3",
            "s3:GetObject",
            "../../x:*",
            "bash",
            "zsh",
            "always",
            "never",
        ),
        *UNUSUAL,
    ]
)
_SENTENCE = re.compile(r"^iamsight: .+ .+\n\Z", re.MULTILINE)
_ANY = st.text(max_size=8) | WORDS


@st.composite
def _arguments(draw: st.DrawFn) -> list[str]:
    """A command with some of its options, most of them with something behind them; sometimes it is all nonsense."""
    command = draw(st.sampled_from([*COMMANDS]) | _ANY)
    found = [command]
    options = options_of(COMMANDS[command]) if command in COMMANDS else {}
    for _ in range(draw(st.integers(0, 6))):
        found += draw(st.lists(WORDS, max_size=2))
        if options and draw(st.booleans()):
            name = draw(st.sampled_from([*options]))
            choices = options[name].choices
            value = draw(st.sampled_from([*choices]) if choices and draw(st.booleans()) else _ANY)
            takes = options[name].nargs != 0
            found += draw(st.sampled_from([[name, value], [f"{name}={value}"], [name]] if takes else [[name]]))
    return found


def _is_harmless(arguments: list[str]) -> bool:
    """No server, which would wait for a client, and no process for each core."""
    return "server" not in arguments[:1] and not any(one.startswith("--jobs") for one in arguments)


@given(_arguments().filter(_is_harmless), FILES, CONFIGURATIONS | st.none(), CONTENTS)
def the_command_ends_with_a_sentence(
    arguments: list[str], files: dict[str, bytes], configuration: bytes | None, stdin: bytes
) -> None:
    folder = Path(tempfile.mkdtemp())
    before = Path.cwd()
    try:
        _write(folder, files, configuration)
        os.chdir(folder)
        code, said = _run(arguments, stdin, folder)
    finally:
        os.chdir(before)
        shutil.rmtree(folder)
    assert code in (0, 1, 2), (code, said)
    assert "Traceback" not in said, said
    assert code != 2 or _SENTENCE.search(said), said


def _write(folder: Path, files: dict[str, bytes], configuration: bytes | None) -> None:
    for name, content in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    if configuration is not None:
        (folder / "iamsight.toml").write_bytes(configuration)


def _run(arguments: list[str], stdin: bytes, folder: Path) -> tuple[object, str]:
    """The exit code, and what was written to stderr."""
    given_streams = sys.stdin, sys.stdout, sys.stderr
    (folder / ".stdin").write_bytes(stdin)
    with (
        (folder / ".stdin").open(encoding="utf-8") as source,
        (folder / ".stdout").open("w", encoding="utf-8") as output,
        (folder / ".stderr").open("w+", encoding="utf-8") as errors,
    ):
        sys.stdin, sys.stdout, sys.stderr = source, output, errors
        try:
            code: object = main(arguments)
        except SystemExit as ended:
            code = 0 if ended.code is None else ended.code
        finally:
            sys.stdin, sys.stdout, sys.stderr = given_streams
        errors.flush()
        errors.seek(0)
        return code, errors.read()
