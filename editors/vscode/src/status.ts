// The item of the status bar: kind and size of the policy at the cursor, and how old the data is.
import * as vscode from "vscode";
import type { Session } from "./session";

/** What the server says. `size` and `quota` are in `unit`. */
export interface Status {
  readonly policies: number;
  readonly kind: string;
  readonly resource_type: string | null;
  readonly reason: string;
  readonly size: number | null;
  readonly quota: number | null;
  readonly unit: string;
  readonly quota_of: string;
  readonly data_date: string;
}

const CALM = 200; // milliseconds without a change before the server is asked

/** Shows the item in the editors of policies. */
export class StatusItem implements vscode.Disposable {
  readonly #item = vscode.window.createStatusBarItem("iamsight.status", vscode.StatusBarAlignment.Right, 100);
  readonly #listeners: vscode.Disposable[];
  #timer: NodeJS.Timeout | undefined;
  #asked = 0;

  constructor(readonly session: Session) {
    this.#item.name = "IAM policy";
    this.#item.command = "iamsight.chooseKind";
    const soon = (): void => this.soon();
    this.#listeners = [
      session.onDidChange(soon),
      vscode.window.onDidChangeActiveTextEditor(soon),
      vscode.window.onDidChangeTextEditorSelection(soon),
      vscode.languages.onDidChangeDiagnostics(soon),
    ];
  }

  /** Shows what is so when nothing has changed for a moment. */
  soon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#update(), CALM);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    vscode.Disposable.from(this.#item, ...this.#listeners).dispose();
  }

  async #update(): Promise<void> {
    const turn = ++this.#asked;
    const editor = vscode.window.activeTextEditor;
    const found = editor && (await this.#ask(editor));
    if (turn !== this.#asked) {
      return;
    }
    await vscode.commands.executeCommand("setContext", "iamsight.hasPolicy", Boolean(found?.policies));
    if (!found) {
      this.#item.hide();
      return;
    }
    this.#item.text = `$(shield) ${brief(found)}`;
    this.#item.tooltip = new vscode.MarkdownString(full(found));
    this.#item.show();
  }

  async #ask({ document, selection }: vscode.TextEditor): Promise<Status | null | undefined> {
    if (!["json", "jsonc"].includes(document.languageId)) {
      return undefined;
    }
    const args = [document.uri.toString(), { line: selection.active.line, character: selection.active.character }];
    try {
      return await this.session.client?.sendRequest<Status | null>("workspace/executeCommand", {
        command: "iamsight.status",
        arguments: args,
      });
    } catch {
      return undefined; // the server has just stopped
    }
  }
}

/** What the bar says: the kind, and the size where it is known. */
export function brief(status: Status): string {
  const { size, quota } = status;
  if (size === null) {
    return status.kind;
  }
  return `${status.kind} ${quota === null ? count(size) : `${count(size)}/${count(quota)}`}`;
}

/** What the tooltip says, as Markdown. */
export function full(status: Status): string {
  const { size, quota, unit, policies } = status;
  const lines = [`**${status.kind}**${status.resource_type ? ` of ${status.resource_type}` : ""}: ${status.reason}`];
  if (size !== null) {
    const share = quota === null ? "" : ` of ${count(quota)}, the quota of ${status.quota_of}`;
    lines.push(`${count(size)} ${unit}${share}`);
  }
  if (policies > 1) {
    lines.push(`${policies} policies in this file; this is the one at the cursor`);
  }
  return [...lines, `AWS data of ${status.data_date}`, "_Click to say what kind of policy it is_"].join("\n\n");
}

function count(number: number): string {
  return number.toLocaleString("en-US");
}
