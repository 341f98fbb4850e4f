// The schema of iamsight.toml, for the extension Even Better TOML. It takes schemas by address only: a contribution
// `tomlValidation` cannot name a file of the extension it stands in (tamasfe/taplo#322), so that the user has to ask.
import { copyFile, mkdir } from "node:fs/promises";
import * as vscode from "vscode";

const SETTING = "evenBetterToml.schema";
const PATTERN = ".*/iamsight\\.toml$";

/** Has iamsight.toml completed and checked from now on. The schema is kept where updates of this extension leave it. */
export async function associate(context: vscode.ExtensionContext): Promise<void> {
  const associations = vscode.workspace.getConfiguration(SETTING).inspect<Record<string, string>>("associations");
  if (associations?.defaultValue === undefined) {
    await vscode.window.showInformationMessage(
      "The schema is used by the extension Even Better TOML, which is not installed here.",
    );
    return;
  }
  const kept = vscode.Uri.joinPath(context.globalStorageUri, "config.schema.json");
  await mkdir(context.globalStorageUri.fsPath, { recursive: true });
  await copyFile(context.asAbsolutePath("dist/schemas/config.schema.json"), kept.fsPath);
  const wanted = { ...associations.globalValue, [PATTERN]: kept.toString() };
  await vscode.workspace
    .getConfiguration(SETTING)
    .update("associations", wanted, vscode.ConfigurationTarget.Global);
}
