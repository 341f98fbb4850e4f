#!/bin/sh
# The editors that the tests run, from Debian's packages: for VS Code the browser. Neovim comes from PyPI with the other
# development tools, and code-server from npm (tools/install_code_server.sh).
#   tools/install_editors.sh install [EDITOR...]  install what is missing, where this machine has apt-get and lets us
#   tools/install_editors.sh missing [EDITOR...]  print the names of those that are missing, one a line
#   tools/install_editors.sh report [EDITOR...]   say which tests are left out for that; an error in CI
# The editors are folders of tests/editors; without names all of them are meant.
set -eu

command=$1
shift
[ $# -gt 0 ] || set -- emacs vim vscode
editors=$*

has() {
  case $1 in
    emacs) command -v emacs && emacs --batch --eval "(require 'eglot)" ;;
    vscode) command -v chromium && test -e "$(dirname "$0")/../.cache/code-server/.installed" ;;
    vim) command -v vim && test -e /usr/share/vim-ale/autoload/ale.vim ;;
  esac >/dev/null 2>&1
}

packages() {
  case $1 in
    emacs) echo emacs-nox elpa-eglot ;;
    vscode) echo chromium fonts-dejavu-core ;;
    vim) echo vim-nox vim-ale ;;
  esac
}

missing() {
  for editor in $editors; do
    has "$editor" || echo "$editor"
  done
}

install() {
  wanted=
  for editor in $(missing); do
    wanted="$wanted $(packages "$editor")"
  done
  [ -n "$wanted" ] || return 0
  command -v apt-get >/dev/null || return 0
  sudo=
  if [ "$(id -u)" != 0 ]; then
    sudo -n true 2>/dev/null || return 0
    sudo='sudo -n'
  fi
  export DEBIAN_FRONTEND=noninteractive
  $sudo apt-get update --quiet --quiet || return 0
  # shellcheck disable=SC2086 # several packages
  $sudo apt-get install --quiet --quiet --yes --no-install-recommends $wanted >/dev/null || return 0
}

report() {
  left=$(missing)
  [ -n "$left" ] || return 0
  echo "Left out, because this machine does not have the editors: the tests of" $left.
  [ -z "${CI:-}" ] || exit 1
}

$command
