// Where everything comes together. The server is not started before a document needs it.
import * as vscode from "vscode";
import { commands } from "./commands";
import { middleware } from "./middleware";
import { isClaimed, mentionsStatement } from "./need";
import { Previews } from "./preview";
import { associate } from "./schema";
import { Session } from "./session";
import { RESTARTING } from "./settings";
import { StatusItem } from "./status";

let session: Session | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel("iamsight", { log: true });
  const previews = new Previews();
  const running: Session = new Session(context, log, middleware(commands(previews), () => status.soon()));
  const status = new StatusItem(running);
  session = running;
  const look = (document: vscode.TextDocument): void => void startIfNeeded(running, document, log);

  context.subscriptions.push(
    log,
    previews,
    status,
    running.onDidChange((runs) => void vscode.commands.executeCommand("setContext", "iamsight.running", runs)),
    vscode.commands.registerCommand("iamsight.restart", () => running.restart()),
    vscode.commands.registerCommand("iamsight.showLog", () => log.show()),
    vscode.commands.registerCommand("iamsight.associateSchema", () => associate(context)),
    vscode.workspace.onDidOpenTextDocument(look),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      const lines = contentChanges.map(({ range, text }) => text + document.lineAt(range.start.line).text);
      if (!running.started && lines.some(mentionsStatement)) {
        look(document);
      }
    }),
    vscode.workspace.onDidSaveTextDocument(({ fileName }) => {
      if (/\b(iamsight|pyproject)\.toml$/.test(fileName)) {
        vscode.workspace.textDocuments.forEach(look); // it may claim documents that are open
      }
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => void running.restartIfStarted()),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (RESTARTING.some((setting) => change.affectsConfiguration(setting))) {
        void running.restartIfStarted();
      }
      if (change.affectsConfiguration("iamsight.files")) {
        vscode.workspace.textDocuments.forEach(look);
      }
    }),
  );
  vscode.workspace.textDocuments.forEach(look);
}

export async function deactivate(): Promise<void> {
  await session?.dispose();
}

async function startIfNeeded(running: Session, document: vscode.TextDocument, log: vscode.LogOutputChannel): Promise<void> {
  if (running.started || !["json", "jsonc"].includes(document.languageId)) {
    return;
  }
  const { uri } = document;
  const folder = vscode.workspace.getWorkspaceFolder(uri)?.uri.fsPath;
  const editor = { files: vscode.workspace.getConfiguration("iamsight", uri).get<[]>("files") ?? [] };
  if (mentionsStatement(document.getText()) || (uri.scheme === "file" && (await isClaimed(uri.fsPath, editor, folder)))) {
    log.info(`The server is needed for ${uri.path}.`);
    await running.start();
  }
}
