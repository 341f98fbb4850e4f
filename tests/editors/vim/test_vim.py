"""Vim and ALE with the lines that docs/editors.md prints."""

import json
import os
import select
import subprocess
from pathlib import Path

from tests.editors.page import blocks

SCRIPT = Path(__file__).with_name("test.vim")
SECONDS = 60
WRONG = """{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "rekognition:DeleteLabels",
      "Resource": "*"
    }
  ]
}"""


def test_vim(home, tmp_path):
    """All of test.vim, in one Vim."""
    snippets, file, answers = (tmp_path / name for name in ("snippets.vim", "policy.json", "answers.json"))
    snippets.write_text("\n".join(blocks("Vim", "vim")), "utf-8")
    file.write_text(WRONG + "\n", "utf-8")
    own = {"IAMSIGHT_SNIPPETS": snippets, "IAMSIGHT_FILE": file, "IAMSIGHT_ANSWERS": answers}
    environment = {**home, **{name: str(path) for name, path in own.items()}, "LC_ALL": "C.UTF-8"}
    command = ["vim", "--clean", "--not-a-term", "-T", "dumb", "-S", str(SCRIPT)]
    done = subprocess.run(command, check=False, env=environment, timeout=SECONDS, capture_output=True)
    assert done.returncode == 0, done
    shown = json.loads(answers.read_text("utf-8"))
    assert "error" not in shown, shown["error"]
    (found,) = shown["found"]
    assert (found["code"], found["line"], found["under"]) == ("unknown-action", 6, "DeleteLabels")
    assert found["type"] == "W"  # as the settings say
    assert shown["fixed"] == WRONG.replace("DeleteLabels", "DetectLabels")
    assert "Amazon Rekognition Developer Guide" in shown["hover"]
    (server,) = shown["processes"]
    assert gone(server)


def gone(process):
    """Whether a process ends."""
    try:
        handle = os.pidfd_open(process)
    except ProcessLookupError:
        return True
    ended = select.select([handle], [], [], SECONDS)[0]
    os.close(handle)
    return bool(ended)
