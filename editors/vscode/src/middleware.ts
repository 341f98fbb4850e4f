// Where this client steps between VS Code and the server.
import * as vscode from "vscode";
import type { Middleware } from "vscode-languageclient/node";
import { shortened } from "./labels";
import { isReportedByEditor } from "./overlap";
import { forServer } from "./settings";

/** Runs a command of the server with its arguments. */
export type Ask = (command: string, ...args: unknown[]) => Promise<unknown>;

/**
 * `intercept` runs a command that the server has announced, and `ask` hands one on to it. `changed` is called when the
 * kind or size of a policy may have changed.
 */
export function middleware(
  intercept: (command: string, args: unknown[], ask: Ask) => Promise<unknown>,
  changed: () => void,
): Middleware {
  return {
    async executeCommand(command, args, next) {
      return intercept(command, args, async (name, ...more) => {
        const answer: unknown = await next(name, more);
        changed();
        return answer;
      });
    },
    async provideCodeLenses(document, token, next) {
      changed();
      return next(document, token);
    },
    async provideCompletionItem(document, position, context, token, next) {
      const found = await next(document, position, context, token);
      for (const item of (Array.isArray(found) ? found : found?.items) ?? []) {
        item.label = typeof item.label === "string" ? shortened(item.label) : item.label;
      }
      return found;
    },
    async provideDiagnostics(document, previous, token, next) {
      const report = await next(document, previous, token);
      const uri = document instanceof vscode.Uri ? document : document.uri;
      return report?.kind === "full" ? { ...report, items: shown(uri, report.items) } : report;
    },
    handleDiagnostics(uri, diagnostics, next) {
      next(uri, shown(uri, diagnostics));
    },
    workspace: {
      async configuration(params, token, next) {
        const answers = await next(params, token);
        return Array.isArray(answers) ? answers.map((one: Record<string, unknown> | null) => forServer(one)) : answers;
      },
    },
  };
}

function shown(uri: vscode.Uri, diagnostics: vscode.Diagnostic[]): vscode.Diagnostic[] {
  const document = vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri.toString());
  const validates = vscode.workspace.getConfiguration("json", uri).get("validate.enable", true);
  return document && validates ? diagnostics.filter((one) => !isReportedByEditor(one, document)) : diagnostics;
}
