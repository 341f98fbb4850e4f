#!/bin/sh
# VS Code as a web server, in which the tests run the extension. From npm, into .cache; nothing is compiled.
#   tools/install_code_server.sh NODE_FOLDER      the folder with node and npm; code-server needs node 24
set -eu

PATH="$(cd "$1" && pwd):$PATH"
cd "$(dirname "$0")/.."
rm -rf .cache/code-server
mkdir -p .cache/code-server
cd .cache/code-server
echo '{"private": true}' >package.json
quiet='--silent --no-audit --no-fund --ignore-scripts'
# shellcheck disable=SC2086 # several options
npm install $quiet --no-save --engine-strict=false code-server@4.139.1
cd node_modules/code-server/lib/vscode
# not `npm ci`: what its lock file names is not what its package file asks for
# shellcheck disable=SC2086 # several options
npm install $quiet --omit=dev
ln -sf code-linux.sh bin/remote-cli/code-server # its own installer would do these two
ln -sf browser-linux.sh bin/helpers/browser.sh
touch "$OLDPWD/.installed"
