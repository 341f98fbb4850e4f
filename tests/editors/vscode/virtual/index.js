// Serves elsewhere:/policies/, which holds one policy with a mistake. Nothing of it is on the disk.
const vscode = require("vscode");

const FILES = {
  "/policies/faces.json": `{
  "Version": "2012-10-17",
  "Statement": { "Effect": "Allow", "Action": "rekognition:DetectFace", "Resource": "*" }
}
`,
};

const file = (text) => ({ type: vscode.FileType.File, ctime: 0, mtime: 0, size: text.length });
const folder = { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };

function refused(uri) {
  throw vscode.FileSystemError.NoPermissions(uri);
}

exports.activate = ({ subscriptions }) => {
  const known = ({ path }) => {
    if (path in FILES) return FILES[path];
    throw vscode.FileSystemError.FileNotFound(path);
  };
  const provider = {
    onDidChangeFile: new vscode.EventEmitter().event,
    watch: () => new vscode.Disposable(() => undefined),
    stat: (uri) => (uri.path === "/policies" ? folder : file(known(uri))),
    readDirectory: () => Object.keys(FILES).map((path) => [path.split("/").pop(), vscode.FileType.File]),
    readFile: (uri) => Buffer.from(known(uri)),
    writeFile: (uri, content) => void (FILES[uri.path] = Buffer.from(content).toString()),
    createDirectory: refused, // a provider must have these
    delete: refused,
    rename: refused,
  };
  subscriptions.push(vscode.workspace.registerFileSystemProvider("elsewhere", provider));
};
