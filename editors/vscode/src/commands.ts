// The server's commands, as VS Code's users meet them: for the active editor, with a list to choose from, a preview.
import { basename } from "node:path";
import * as vscode from "vscode";
import type { Ask } from "./middleware";
import { codeOf } from "./overlap";
import type { Previews } from "./preview";

const KINDS: readonly (vscode.QuickPickItem & { kind?: never; value: string | undefined })[] = [
  { label: "Identity policy", detail: "Attached to a user, group or role", value: "identity" },
  { label: "Permissions boundary", detail: "The most that a user or role may be allowed", value: "boundary" },
  { label: "Resource policy", detail: "Attached to a resource, such as a bucket; it names principals", value: "resource" },
  { label: "Trust policy", detail: "Who may assume a role", value: "trust" },
  { label: "Service control policy", detail: "The most that accounts of an organization may allow", value: "scp" },
  { label: "Resource control policy", detail: "Who may have access to resources of an organization", value: "rcp" },
  { label: "Find out", detail: "Decide by what the policy says, and by the configuration", value: undefined },
];

/** A function that runs a command of the server on behalf of the user. */
export function commands(previews: Previews): (command: string, args: unknown[], ask: Ask) => Promise<unknown> {
  return async (command, args, ask) => {
    const editor = vscode.window.activeTextEditor;
    const uri = typeof args[0] === "string" ? args[0] : editor?.document.uri.toString();
    if (uri === undefined) {
      return undefined;
    }
    switch (command) {
      case "iamsight.chooseKind":
        return chooseKind(uri, ask);
      case "iamsight.explain": {
        const title = `What ${basename(vscode.Uri.parse(uri).path)} grants`;
        return previews.show(title, String(await ask(command, uri)));
      }
      case "iamsight.fixAll":
        return (await ask(command, uri)) || inform("Nothing here can be fixed safely without you.");
      case "iamsight.expandWildcard": {
        const position = args[1] ?? editor?.selection.active;
        const done = await ask(command, uri, position);
        return done || inform("There is no wildcard at the cursor that can be expanded: place it in an action such as s3:Get*.");
      }
      case "iamsight.rulePage": {
        const rule = typeof args[0] === "string" ? args[0] : await chooseRule(editor, ask);
        return rule && previews.show(`Rule ${rule}`, String(await ask(command, rule)));
      }
      default:
        return ask(command, ...args);
    }
  };
}

async function chooseKind(uri: string, ask: Ask): Promise<unknown> {
  const chosen = await vscode.window.showQuickPick(KINDS, { title: "What are the policies in this file?" });
  return chosen && ask("iamsight.setKind", uri, ...(chosen.value === undefined ? [] : [chosen.value]));
}

/** The rule of the finding at the cursor; where there is none, or several, the user chooses. */
async function chooseRule(editor: vscode.TextEditor | undefined, ask: Ask): Promise<string | undefined> {
  const here = editor ? rulesAt(editor) : [];
  if (here.length === 1) {
    return here[0];
  }
  const rules = (await ask("iamsight.rules")) as { id: string; summary: string }[];
  const offered = here.length > 0 ? rules.filter((one) => here.includes(one.id)) : rules;
  const items = offered.map(({ id, summary }) => ({ label: id, detail: summary }));
  const chosen = await vscode.window.showQuickPick(items, { title: "Which rule?", matchOnDetail: true });
  return chosen?.label;
}

function rulesAt({ document, selection }: vscode.TextEditor): string[] {
  const found = vscode.languages
    .getDiagnostics(document.uri)
    .filter((one) => one.source === "iamsight" && one.range.intersection(selection))
    .map((one) => String(codeOf(one)));
  return [...new Set(found)];
}

async function inform(text: string): Promise<void> {
  await vscode.window.showInformationMessage(text);
}
