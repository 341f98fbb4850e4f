"""Neovim as its user has it, driven by keys. Every wait is bounded."""

from __future__ import annotations

import os
import select
import signal
import sys
import threading
from pathlib import Path
from time import monotonic
from typing import Any

import pynvim

NVIM = Path(sys.executable).with_name("nvim")
PATIENCE = 20
"""Seconds after which what is waited for is taken for missing."""
_SECONDS_TO_LIVE = 60


class Editor:
    """One Neovim, and the server that it started. It is killed after a minute, so that no test waits for ever."""

    def __init__(self, environment: dict[str, str]) -> None:
        variables = [f"{name}={value}" for name, value in environment.items()]
        self.nvim = pynvim.attach("child", argv=["env", *variables, str(NVIM), "--embed", "--headless", "-n"])
        self.process: int = self.lua("return vim.fn.getpid()")
        self._watchdog = threading.Timer(_SECONDS_TO_LIVE, os.kill, [self.process, signal.SIGKILL])
        self._watchdog.start()

    def lua(self, code: str, *arguments: Any) -> Any:
        """What a function of this body returns."""
        return self.nvim.exec_lua(code, *arguments)

    def keys(self, typed: str) -> None:
        """Type keys, as in `<C-x><C-o>`."""
        assert self.nvim.input(typed)

    def until(self, condition: str, *arguments: Any) -> Any:
        """What a function of this body returns, as soon as that is true. Keys that wait are typed meanwhile."""
        deadline = monotonic() + PATIENCE
        while monotonic() < deadline:
            self.lua("vim.wait(20, function() return false end)")
            if answer := self.lua(condition, *arguments):
                return answer
        screen = self.lua("return {vim.api.nvim_get_mode().mode, vim.fn.execute('messages'), vim.bo.modified}")
        raise AssertionError(f"not within {PATIENCE} seconds: {condition}\n{self.text}\n{screen}")

    def choose(self, answer: str) -> None:
        """Answer a question, as soon as there is one."""
        self._wait_for_mode("c")
        self.keys(answer)
        self._wait_for_mode("n")

    def _wait_for_mode(self, mode: str) -> None:
        """As `until`, in which Neovim itself would wait for the answer to a question."""
        deadline = monotonic() + PATIENCE
        while self.nvim.api.get_mode()["mode"] != mode:
            assert monotonic() < deadline, f"Neovim is not in mode {mode}"

    @property
    def text(self) -> str:
        """The text of the file, as it is in the editor."""
        return "\n".join(self.nvim.current.buffer[:])

    def open(self, path: Path, text: str) -> None:
        """Write a file, open it instead of all others, and wait for the server."""
        path.write_text(text, "utf-8")
        self.keys("<C-\\><C-n>")
        self.lua("vim.cmd('silent! %bwipeout!'); vim.cmd.edit(vim.fn.fnameescape(...))", str(path))
        self.until("local c = vim.lsp.get_clients({ bufnr = 0 })[1]; return c and c.initialized")

    def at(self, marked: str) -> None:
        """Put the cursor on the last character of a text that is in the file."""
        before, found, _ = self.text.partition(marked)
        assert found, marked
        lines = (before + marked).split("\n")
        column = len(lines[-1][:-1].encode())
        self.lua("vim.api.nvim_win_set_cursor(0, { ... })", len(lines), column)

    def diagnostics(self, count: int) -> list[dict[str, Any]]:
        """The diagnostics of the file, as soon as there are so many."""
        self.until("return #vim.diagnostic.get(0) == ...", count)
        found: list[dict[str, Any]] = self.lua("return vim.diagnostic.get(0)")
        return found

    def children(self) -> list[int]:
        """The processes that Neovim has started."""
        found: list[int] = self.lua("return vim.api.nvim_get_proc_children(vim.fn.getpid())")
        return found

    def under(self, diagnostic: dict[str, Any]) -> str:
        """What a diagnostic is drawn under."""
        line = self.nvim.current.buffer[diagnostic["lnum"]].encode()
        return line[diagnostic["col"] : diagnostic["end_col"]].decode()

    def quit(self) -> list[int]:
        """Leave as users do; the processes that are still there."""
        watched = {process: os.pidfd_open(process) for process in [self.process, *self.children()]}
        self.keys("<C-\\><C-n>:qall!<CR>")
        alive = [process for process, handle in watched.items() if not select.select([handle], [], [], PATIENCE)[0]]
        for handle in watched.values():
            os.close(handle)
        self._watchdog.cancel()
        for _ in range(5):  # pynvim closes its loop before the pipes are closed, unless these have seen their end
            self.nvim.loop.call_soon(self.nvim.loop.stop)
            self.nvim.loop.run_forever()
        self.nvim.close()
        return alive
