"""`iamsight completion`: scripts for shells, and the suggestions that the scripts ask for.

A script calls `iamsight completion SHELL -- WORD...` with the words typed so far, the last being the one to complete,
and gets a suggestion a line; none means that files are suggested.
"""

from __future__ import annotations

import argparse
import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator

from iamsight.cli.arguments import commands_of, options_of, parser

_SCRIPTS = {
    "bash": r"""_iamsight() {
  local line=${COMP_LINE:0:COMP_POINT} words current colon
  read -ra words <<<"$line"
  [[ $line == *" " ]] && words+=("")
  current=${words[-1]}
  mapfile -t COMPREPLY < <(iamsight completion bash -- "${words[@]:1}" 2>/dev/null)
  colon=${current%"${current##*:}"} # bash takes a colon for the end of a word
  COMPREPLY=("${COMPREPLY[@]#"$colon"}")
}
complete -o default -F _iamsight iamsight
""",
    "zsh": r"""#compdef iamsight
_iamsight() {
  local -a found
  found=("${(@f)$(iamsight completion zsh -- "${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -n ${found[1]} ]]; then compadd -a found; else _files; fi
}
compdef _iamsight iamsight
""",
    "fish": r"""function _iamsight
  iamsight completion fish -- (commandline -opc)[2..] (commandline -ct) 2>/dev/null
end
complete -c iamsight -a '(_iamsight)'
""",
}


def run(options: Namespace) -> int:
    """Print the script, or the suggestions for the words."""
    if options.words:
        sys.stdout.write("".join(f"{one}\n" for one in suggestions(options.words)))
    else:
        sys.stdout.write(_SCRIPTS[options.shell])
    return 0


def suggestions(words: list[str]) -> list[str]:
    """What the last of `words` may become, sorted."""
    *before, current = words
    top = parser()
    commands = commands_of(top)
    command = commands.get(next((word for word in before if not word.startswith("-")), ""))
    options = options_of(command or top)
    found: Iterable[str]
    if current.startswith("-"):
        found = options
    elif before and before[-1] in options and options[before[-1]].nargs != 0:
        found = _values(options[before[-1]], current)
    else:
        found = _arguments(str(command.get_default("module")), current) if command else commands
    return sorted(one for one in found if one.startswith(current))


def _values(option: argparse.Action, current: str) -> Iterator[str]:
    """The values of an option; of a list of rules, the last one."""
    if option.dest in ("select", "ignore"):
        done = current[: current.rfind(",") + 1]
        yield from (done + rule for rule in _rules())
    else:
        yield from option.choices or ()


def _arguments(command: str, current: str) -> Iterable[str]:
    """The arguments of a command that are not files."""
    if command == "rule":
        return _rules()
    if command in ("expand", "catalogue"):
        return _names(current)
    return ("bash", "fish", "zsh") if command == "completion" else ()


def _rules() -> list[str]:
    from iamsight.rules import RULES

    return [rule.id for rule in RULES]


def _names(current: str) -> list[str]:
    """Services, or behind a colon the actions of one."""
    from iamsight.catalogue import default_catalogue

    catalogue = default_catalogue()
    prefix, colon, _ = current.partition(":")
    if not colon:
        return list(catalogue.services)
    service = catalogue.service(prefix)
    return [action.full for action in service.actions.values()] if service else []
