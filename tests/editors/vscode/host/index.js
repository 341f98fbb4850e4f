// Runs inside VS Code's extension host, with its whole API. `run` is called by VS Code; the verdict goes into a file.
const assert = require("node:assert/strict");
const fs = require("node:fs");
const path = require("node:path");
const vscode = require("vscode");

const POLICY = `{
  "Version": "2012-10-17",
  "Statement": {
    "Sid": "FindFaces",
    "Effect": "Allow",
    "Action": ["rekognition:DetectFace", "rekognition:Describe*"],
    "Resource": "*"
  }
}
`;
const root = vscode.workspace.workspaceFolders[0].uri;

/** The first answer of `ask` that is not undefined. */
async function eventually(what, ask) {
  const until = Date.now() + 20_000;
  while (Date.now() < until) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new assert.AssertionError({ message: `there was no ${what}` });
}

async function open(name, text) {
  const uri = vscode.Uri.joinPath(root, name);
  await vscode.workspace.fs.writeFile(uri, Buffer.from(text));
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document);
  return document;
}

const ours = (uri) => vscode.languages.getDiagnostics(uri).filter((one) => one.source === "iamsight");
const found = (uri) => eventually("finding", () => (ours(uri).length > 0 ? ours(uri) : undefined));
const at = (document, needle, offset = 0) => document.positionAt(document.getText().indexOf(needle) + offset);
const ask = (command, ...args) => vscode.commands.executeCommand(command, ...args);

const tests = {
  async "the server is not started for a file without a policy"() {
    await open("plain.json", '{"a": 1}');
    assert.ok(vscode.extensions.getExtension("iamsight.iamsight").isActive);
    assert.ok(!(await vscode.commands.getCommands(true)).includes("iamsight.explain"));
  },

  async "a finding has its rule, its link and its range"() {
    const document = await open("one.json", POLICY);
    const [finding, ...more] = await found(document.uri);
    assert.deepEqual(more, []);
    assert.equal(finding.code.value, "unknown-action");
    assert.match(finding.code.target.toString(), /^https:\/\/docs\.aws\.amazon\.com\//);
    assert.match(document.getText(finding.range), /DetectFace/);
    assert.equal(finding.severity, vscode.DiagnosticSeverity.Error);
  },

  async "its fix is offered, and is applied"() {
    const document = await open("fix.json", POLICY);
    const [finding] = await found(document.uri);
    const actions = await eventually("fix", async () => {
      const offered = await ask("vscode.executeCodeActionProvider", document.uri, finding.range, "quickfix");
      return offered.length > 0 ? offered : undefined;
    });
    assert.ok(actions[0].isPreferred);
    await vscode.workspace.applyEdit(actions[0].edit);
    assert.equal(document.getText(), POLICY.replace("DetectFace", "DetectFaces"));
    await eventually("end of the finding", () => (ours(document.uri).length === 0 ? true : undefined));
  },

  async "hover, completion, lenses and hints answer"() {
    const document = await open("look.json", POLICY);
    await found(document.uri);
    const [hover] = await ask("vscode.executeHoverProvider", document.uri, at(document, "Describe*", 2));
    assert.match(hover.contents.map((one) => one.value).join(), /DescribeCollection/);
    const list = await ask("vscode.executeCompletionItemProvider", document.uri, at(document, 'Face"', 4));
    assert.ok(list.items.some((one) => (one.label.label ?? one.label) === "rekognition:DetectFaces"));
    const lenses = await ask("vscode.executeCodeLensProvider", document.uri, 10);
    assert.ok(lenses.some((one) => /Identity policy/.test(one.command?.title ?? "")));
    const everywhere = new vscode.Range(0, 0, document.lineCount, 0);
    const hints = await ask("vscode.executeInlayHintProvider", document.uri, everywhere);
    assert.deepEqual(hints.map((one) => one.label), ["5 actions"]);
  },

  async "VS Code alone formats, folds and outlines"() {
    const document = await open("layout.json", POLICY);
    await found(document.uri);
    const symbols = await eventually("outline", async () => {
      const answer = await ask("vscode.executeDocumentSymbolProvider", document.uri);
      return answer?.length > 0 ? answer : undefined;
    });
    assert.deepEqual(symbols.map((one) => one.name), ["Version", "Statement"]);
    const folds = await ask("vscode.executeFoldingRangeProvider", document.uri);
    assert.equal(new Set(folds.map((one) => one.start)).size, folds.length);
  },

  async "a mistake in the JSON is reported once, by VS Code; inside a string by iamsight"() {
    const broken = '{"Version": "2012-10-17" "Statement": []}';
    const document = await open("broken.json", broken.replace("[]", '{"Effect": "Allow", "Action": "s3:Nothing"}'));
    await found(document.uri);
    assert.ok(!ours(document.uri).some((one) => one.code.value === "json-syntax"));
    const inside = await open("inside.json", JSON.stringify({ AssumeRolePolicyDocument: broken }));
    const codes = (await found(inside.uri)).map((one) => one.code.value);
    assert.ok(codes.includes("json-syntax"), String(codes));
  },

  async "settings reach the server, and files of configuration go before them"() {
    const document = await open("settings.json", POLICY);
    await found(document.uri);
    const settings = vscode.workspace.getConfiguration("iamsight");
    await settings.update("ignore", ["unknown-action"], vscode.ConfigurationTarget.Workspace);
    await eventually("silence", () => (ours(document.uri).length === 0 ? true : undefined));
    const file = vscode.Uri.joinPath(root, "iamsight.toml");
    await vscode.workspace.fs.writeFile(file, Buffer.from('ignore = []\n[severity]\nunknown-action = "hint"\n'));
    const [finding] = await found(document.uri);
    assert.equal(finding.severity, vscode.DiagnosticSeverity.Hint);
    await vscode.workspace.fs.delete(file);
    await settings.update("ignore", undefined, vscode.ConfigurationTarget.Workspace);
    await eventually("error", () =>
      ours(document.uri).some((one) => one.severity === vscode.DiagnosticSeverity.Error) ? true : undefined,
    );
  },

  async "all safe fixes are applied by command"() {
    const document = await open("all.json", POLICY.replace("rekognition:Describe*", "S3:getobject"));
    await found(document.uri);
    await ask("iamsight.fixAll");
    assert.match(document.getText(), /s3:GetObject/);
  },

  async "the server restarts by command"() {
    const document = await open("again.json", POLICY);
    await found(document.uri);
    await ask("iamsight.restart");
    await found(document.uri);
    assert.ok((await vscode.commands.getCommands(true)).includes("iamsight.explain"));
  },

  async "the schema of iamsight.toml is given to the extension that completes TOML"() {
    const associations = () => vscode.workspace.getConfiguration("evenBetterToml.schema").get("associations");
    const given = vscode.ConfigurationTarget.Global;
    const others = { "other\\.toml$": "file:///other.json" };
    await vscode.workspace.getConfiguration("evenBetterToml.schema").update("associations", others, given);
    await ask("iamsight.associateSchema");
    const { [Object.keys(others)[0]]: other, ...ours } = associations();
    assert.equal(other, "file:///other.json");
    const [[pattern, address], ...more] = Object.entries(ours);
    assert.deepEqual(more, []);
    assert.match(`${vscode.Uri.joinPath(root, "iamsight.toml")}`, new RegExp(pattern));
    const schema = JSON.parse(fs.readFileSync(new URL(address), "utf8"));
    assert.equal(schema.title, "iamsight");
  },
};

exports.run = async function run() {
  const verdict = {};
  for (const [name, test] of Object.entries(tests)) {
    try {
      await test();
      verdict[name] = "passed";
    } catch (error) {
      verdict[name] = String(error.stack ?? error);
    }
  }
  const file = path.join(root.fsPath, "verdict.json");
  fs.writeFileSync(`${file}.part`, JSON.stringify(verdict));
  fs.renameSync(`${file}.part`, file);
};
