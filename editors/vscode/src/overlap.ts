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

const HALF_OF_A_PAIR = /^\\u[dD][89a-fA-F][0-9a-fA-F]{2}$/;
const COMMENT = /^\/\/|^\/\*[^]*\*\/$/;
const COMMENT_MEMBER = /^"\/\/"$/;
/** What VS Code lets pass although AWS does not, by language and rule: what the text it concerns looks like. */
const LETS_PASS: Readonly<Record<string, Readonly<Record<string, readonly RegExp[]>>>> = {
  json: { "json-syntax": [HALF_OF_A_PAIR], "duplicate-member": [COMMENT_MEMBER] },
  jsonc: { "json-syntax": [HALF_OF_A_PAIR, COMMENT], "duplicate-member": [COMMENT_MEMBER] },
};

/** Whether VS Code reports the same, where it checks JSON: that of the file itself, not of a policy inside a string. */
export function isReportedByEditor(diagnostic: vscode.Diagnostic, document: vscode.TextDocument): boolean {
  const { data } = diagnostic as { data?: { embedded?: boolean } };
  const passes = LETS_PASS[document.languageId]?.[String(codeOf(diagnostic))];
  if (!passes || data?.embedded) {
    return false;
  }
  const text = document.getText(diagnostic.range);
  return !passes.some((one) => one.test(text));
}

/** The rule that a diagnostic is of. */
export function codeOf(diagnostic: vscode.Diagnostic): string | number | undefined {
  return typeof diagnostic.code === "object" ? diagnostic.code.value : diagnostic.code;
}
