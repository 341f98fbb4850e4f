"""Emacs with the lines that docs/editors.md prints."""

import subprocess
from pathlib import Path

from tests.editors.page import blocks

TESTS = Path(__file__).with_name("iamsight-test.el")
SECONDS = 120


def test_emacs(home, tmp_path):
    """All of iamsight-test.el, in one Emacs."""
    snippets = tmp_path / "snippets.el"
    snippets.write_text("\n".join(blocks("Emacs", "elisp")), "utf-8")
    environment = {**home, "IAMSIGHT_SNIPPETS": str(snippets), "IAMSIGHT_FOLDER": str(tmp_path), "LC_ALL": "C.UTF-8"}
    command = ["emacs", "--batch", "-l", str(TESTS), "-f", "ert-run-tests-batch-and-exit"]
    done = subprocess.run(
        command, check=False, env=environment, timeout=SECONDS, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    output = done.stdout.decode(errors="replace")
    assert done.returncode == 0, output
    assert f"Ran {TESTS.read_text('utf-8').count('(ert-deftest ')} tests" in output
    assert "0 unexpected" in output
