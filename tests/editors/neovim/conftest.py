import shutil
from pathlib import Path

import pytest

from tests.editors.neovim.editor import Editor
from tests.editors.page import ROOT, blocks


@pytest.fixture(scope="module")
def home(home):
    """A home with the configuration that docs/editors.md says, and nothing else."""
    configuration = Path(home["XDG_CONFIG_HOME"]) / "nvim"
    (configuration / "lsp").mkdir(parents=True)
    shutil.copy(ROOT / "editors/neovim/lsp/iamsight.lua", configuration / "lsp")
    enable, help_while_typing, fix_on_save, _settings = blocks("Neovim", "lua")
    (configuration / "init.lua").write_text(enable + help_while_typing + fix_on_save, "utf-8")
    return home


@pytest.fixture(scope="module")
def neovim(home):
    """Neovim of that home."""
    editor = Editor(home)
    yield editor
    assert editor.quit() == []


@pytest.fixture
def editor(neovim, tmp_path):
    """The same Neovim for all tests; what one of them set is taken back."""
    yield neovim
    neovim.keys("<C-\\><C-n>")
    neovim.lua("vim.cmd('silent! %bwipeout!')")
