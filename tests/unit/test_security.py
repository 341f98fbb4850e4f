"""What SECURITY.md says of files, network and processes, as Python's audit events tell it."""

import json
import os
import subprocess
import sys
import sysconfig
import threading
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
OURS = tuple(
    {
        sys.prefix,
        sys.base_prefix,
        *sysconfig.get_paths().values(),
        *(str(CHECKOUT / one) for one in ("server", "schemas")),
    }
)
POLICY = '{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "S3:getobject", "Resource": "*"}}'
FILES = {
    "policy.json": POLICY,
    "notes.txt": POLICY,
    "jsonschema.py": "raise SystemExit('code of the project was run')",
    "pyproject.toml": "[tool.other]\n",
    ".gitignore": "x\n",
}
HOOKED = """
import json, os, sys
FORBIDDEN = {
    "socket.bind", "socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "urllib.Request",
    "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.startfile", "os.system", "subprocess.Popen",
    "webbrowser.open",
}
CHANGES = {"os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.symlink", "os.truncate", "os.chmod"}
events = []
def hook(event, arguments):
    if event in FORBIDDEN:
        events.append(["forbidden", event])
    elif event == "open" and isinstance(arguments[0], (str, bytes)) and not os.path.isdir(arguments[0]):
        writes = arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        events.append(["written" if writes else "read", os.path.abspath(os.fsdecode(arguments[0]))])
    elif event in CHANGES and isinstance(arguments[0], (str, bytes)):
        events.append(["written", os.path.abspath(os.fsdecode(arguments[event == "os.rename"]))])
sys.addaudithook(hook)
from iamsight.cli import main
code = main(sys.argv[2:])
seen = json.dumps(events)
with open(sys.argv[1], "w") as file:
    file.write(seen)
"""


@pytest.fixture
def project(tmp_path):
    """A project in a folder of a folder, where not all is ours to read, and some tries to be run."""
    folder = tmp_path / "outer" / "project"
    (folder / ".git").mkdir(parents=True)
    for name, content in FILES.items():
        (folder / name).write_text(content, "utf-8")
    (folder.parent / "iamsight.toml").write_text("[severity]\n", "utf-8")
    (folder.parent.parent / "pyproject.toml").write_text("[tool.iamsight]\n", "utf-8")
    return folder


def events(project, *arguments, sent=b"", last=b""):
    """What iamsight did in a project: the names of the files that it read and wrote there, and what it must not do.

    Its input is ended when it has said what is to come `last`.
    """
    told = project.parent.parent / "events"
    command = [sys.executable, "-I", "-B", "-c", HOOKED, str(told), *arguments]
    with subprocess.Popen(command, cwd=project, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        watchdog = threading.Timer(120, process.kill)
        watchdog.start()
        process.stdin.write(sent)
        process.stdin.flush()
        said = b""
        while last not in said and (piece := process.stdout.read1()):
            said += piece
        process.communicate()
        watchdog.cancel()
    assert last in said
    found = {"forbidden": set(), "read": set(), "written": set()}
    for kind, path in json.loads(told.read_text("utf-8")):
        if kind == "forbidden":
            found[kind].add(path)
        elif not path.startswith(OURS):
            found[kind].add(os.path.relpath(path, project))
    return found


def framed(**message):
    body = json.dumps({"jsonrpc": "2.0", **message}).encode()
    return b"Content-Length: %d\r\n\r\n%s" % (len(body), body)


def session(project):
    uri = (project / "unsaved.json").as_uri()
    params = {"processId": None, "rootUri": project.as_uri(), "capabilities": {"workspace": {"symbol": {}}}}
    document = {"uri": uri, "languageId": "json", "version": 1, "text": POLICY}
    at = {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 72}}
    return b"".join(
        [
            framed(id=1, method="initialize", params=params),
            framed(method="initialized", params={}),
            framed(method="textDocument/didOpen", params={"textDocument": document}),
            framed(id=2, method="textDocument/hover", params=at),
            framed(id=3, method="textDocument/completion", params=at),
            framed(id=4, method="workspace/symbol", params={"query": ""}),
        ]
    )


CONFIGURATION = {"pyproject.toml", "../iamsight.toml"}
WALKED = {*CONFIGURATION, ".gitignore", "policy.json"}


READERS = {
    "check .": WALKED,
    "check --format sarif policy.json": {*CONFIGURATION, "policy.json"},
    "check --diff --unsafe-fixes .": WALKED,
    "check --isolated --no-gitignore .": {"policy.json"},
    "explain policy.json": {*CONFIGURATION, "policy.json"},
    "config": CONFIGURATION,
    "rule --all": set(),
    "expand s3:*": set(),
    "catalogue s3": set(),
    "completion bash": set(),
}


@pytest.mark.parametrize("arguments", READERS)
def test_what_is_read_where_nothing_is_written(project, arguments):
    found = events(project, *arguments.split())
    assert found == {"forbidden": set(), "read": READERS[arguments], "written": set()}


WRITERS = {
    "--fix": "policy.json",
    "--output report.txt": "report.txt",
    "--baseline known.json --update-baseline": "known.json",
}


@pytest.mark.parametrize("arguments, replaced", WRITERS.items(), ids=WRITERS)
def test_what_is_written_is_what_was_asked_for_and_at_once(project, arguments, replaced):
    """All goes to a draft beside the file, which then takes its place."""
    found = events(project, "check", *arguments.split(), "policy.json")
    (draft,) = found["written"] - {replaced}
    assert draft.startswith(f".{replaced}.")
    assert found["forbidden"] == set()
    assert {path.name for path in project.iterdir()} == {*FILES, ".git", replaced}


def test_the_server_reads_configuration_and_policies_and_writes_nothing(project):
    found = events(project, "server", sent=session(project), last=b'"id": 4')
    assert found == {"forbidden": set(), "read": WALKED, "written": set()}
