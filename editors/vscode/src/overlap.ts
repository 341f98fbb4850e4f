// What VS Code does for JSON by itself, so that nothing is shown twice: it formats, folds, outlines and checks syntax.
import * as vscode from "vscode";
import type { ClientCapabilities, StaticFeature } from "vscode-languageclient/node";

/** Declares that this client formats, folds and outlines without the server. To be registered after all others. */
export const withoutWhatEditorHas: StaticFeature = {
  fillClientCapabilities(capabilities: ClientCapabilities): void {
    const documents = capabilities.textDocument ?? {};
    delete documents.formatting;
    delete documents.rangeFormatting;
    delete documents.onTypeFormatting;
    delete documents.foldingRange;
    delete documents.documentSymbol;
  },
  initialize: () => undefined,
  getState: () => ({ kind: "static" }),
  clear: () => undefined,
};

const CHECKED_BY_EDITOR = new Set<unknown>(["json-syntax", "duplicate-member"]);

/** Whether VS Code reports the same: the JSON of a `json` file itself, not that of a policy inside a string. */
export function isReportedByEditor(diagnostic: vscode.Diagnostic, languageId: string, validates: boolean): boolean {
  const { data } = diagnostic as { data?: { embedded?: boolean } };
  return validates && languageId === "json" && CHECKED_BY_EDITOR.has(codeOf(diagnostic)) && !data?.embedded;
}

/** The rule that a diagnostic is of. */
export function codeOf(diagnostic: vscode.Diagnostic): string | number | undefined {
  return typeof diagnostic.code === "object" ? diagnostic.code.value : diagnostic.code;
}
