// How the server is started: the one that is installed, or the one that comes with this extension.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import type { Executable } from "vscode-languageclient/node";
import { type Run, candidates, choose, written } from "./interpreter";
import { type Message, noPython } from "./messages";
import { expanded, interpreter } from "./settings";

const PATIENCE = 10_000; // milliseconds for an interpreter to tell its version

/** What to run, or the message that says why nothing can be. */
export async function command(
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
): Promise<Executable | Message> {
  const settings = vscode.workspace.getConfiguration("iamsight");
  const expand = (path: string) => expanded(path, homedir(), vscode.workspace.workspaceFolders?.[0]?.uri.fsPath);
  const path = settings.get<string>("path");
  if (path) {
    log.info(`The server is ${expand(path)}, as the setting iamsight.path says.`);
    return { command: expand(path), args: ["server"] };
  }
  const named = interpreter(settings.get("interpreter"), expand);
  const choice = await choose(candidates(named, await ofPythonExtension(log), process.platform), run);
  if (!choice.found) {
    return noPython(choice.tried);
  }
  const [python, ...more] = choice.command as [string, ...string[]];
  log.info(`The server runs on Python ${written(choice.version)} of ${choice.origin}: ${choice.command.join(" ")}`);
  const compiled = join(context.globalStorageUri.fsPath, "pycache");
  const script = context.asAbsolutePath(join("bundled", "start.py"));
  const libs = context.asAbsolutePath(join("bundled", "libs"));
  // Windows looks for a program in this folder first: in the workspace, that could be anybody's.
  const options = { cwd: context.extensionPath };
  if (!existsSync(libs)) {
    log.warn("This build of the extension carries no server; the one that the interpreter has is used.");
    return { command: python, args: [...more, "-m", "iamsight", "server"], options };
  }
  // -I: neither the workspace nor the user's environment decides what is imported; -X: what Python compiles is kept.
  return { command: python, args: [...more, "-I", "-X", `pycache_prefix=${compiled}`, script, "server"], options };
}

const run: Run = (line) =>
  new Promise((resolve) => {
    const [program, ...args] = line as [string, ...string[]];
    execFile(program, args, { timeout: PATIENCE, windowsHide: true }, (error, stdout) =>
      resolve(error ? undefined : stdout),
    );
  });

/** The part of the Python extension's API that is used here. */
interface PythonApi {
  readonly environments: {
    getActiveEnvironmentPath(): { readonly path: string };
    resolveEnvironment(
      path: unknown,
    ): Promise<{ readonly executable: { readonly uri: vscode.Uri | undefined } } | undefined>;
  };
}

/** The interpreter chosen in the Python extension. A workspace that is not trusted may not choose one. */
async function ofPythonExtension(log: vscode.LogOutputChannel): Promise<string | undefined> {
  const extension = vscode.extensions.getExtension<PythonApi>("ms-python.python");
  if (!extension || !vscode.workspace.isTrusted) {
    return undefined;
  }
  try {
    const { environments } = await extension.activate();
    const environment = await environments.resolveEnvironment(environments.getActiveEnvironmentPath());
    return environment?.executable.uri?.fsPath;
  } catch (error) {
    log.warn(`The Python extension could not tell its interpreter: ${String(error)}`);
    return undefined;
  }
}
