// The server's life: started when first needed, started again when it stops by itself or settings change.
import * as vscode from "vscode";
import {
  CloseAction,
  ErrorAction,
  type ErrorHandler,
  type Executable,
  LanguageClient,
  type Middleware,
  RevealOutputChannelOn,
  State,
} from "vscode-languageclient/node";
import { type Message, Stops, crashedTooOften, notStarted } from "./messages";
import { withoutWhatEditorHas } from "./overlap";
import { command } from "./server";
import { forServer } from "./settings";

const MOST_STOPS = 4;
const MINUTES = 3;
const LANGUAGES = ["json", "jsonc"];

/** A client that does not pop up what goes wrong when the server is started, but tells it, once for each time. */
class Client extends LanguageClient {
  readonly #failed = new vscode.EventEmitter<void>();
  readonly onDidFail = this.#failed.event;
  #told = false;

  override async start(): Promise<void> {
    this.#told = false;
    await super.start();
  }

  override error(message: string, data?: unknown, show?: boolean | "force"): void {
    super.error(message, data, false);
    if (show === "force" && !this.#told) {
      this.#told = true;
      this.#failed.fire();
    }
  }
}

/** Speaks with the server. At most one runs. */
export class Session implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<boolean>();
  /** Whether the server runs, whenever that changes. */
  readonly onDidChange = this.#changed.event;
  #client: LanguageClient | undefined;
  #busy: Promise<void> = Promise.resolve();
  #wanted = false;

  constructor(
    readonly context: vscode.ExtensionContext,
    readonly log: vscode.LogOutputChannel,
    readonly middleware: Middleware,
  ) {}

  /** The client of a running server. */
  get client(): LanguageClient | undefined {
    return this.#client?.state === State.Running ? this.#client : undefined;
  }

  /** Whether the server was ever needed. */
  get started(): boolean {
    return this.#wanted;
  }

  /** Starts the server unless that was done before. */
  start(): Promise<void> {
    return this.#wanted ? this.#busy : this.restart();
  }

  /** Starts the server anew, once whatever is under way is done. */
  restart(): Promise<void> {
    this.#wanted = true;
    this.#busy = this.#busy.then(() => this.#stop()).then(() => this.#start());
    return this.#busy;
  }

  /** Starts the server anew if it was ever needed. */
  async restartIfStarted(): Promise<void> {
    if (this.#wanted) {
      await this.restart();
    }
  }

  async dispose(): Promise<void> {
    await this.#busy;
    await this.#stop();
    this.#changed.dispose();
  }

  async #start(): Promise<void> {
    const found = await command(this.context, this.log);
    if ("text" in found) {
      this.#say(found);
      return;
    }
    const client = this.#make(found);
    this.#client = client;
    client.onDidChangeState(({ newState }) => this.#changed.fire(newState === State.Running));
    await client.start().catch(() => undefined); // the client has logged why, and told us
  }

  async #stop(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    try {
      await client?.dispose();
    } catch (error) {
      this.log.warn(String(error)); // a server that is gone already
    }
  }

  #make(executable: Executable): LanguageClient {
    const schemes = new Set(["file", "untitled", ...(vscode.workspace.workspaceFolders ?? []).map((one) => one.uri.scheme)]);
    const client: Client = new Client("iamsight", "iamsight", executable, {
      documentSelector: LANGUAGES.flatMap((language) => [...schemes].map((scheme) => ({ language, scheme }))),
      outputChannel: this.log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      errorHandler: this.#errorHandler(() => client.state),
      initializationFailedHandler: () => false,
      middleware: this.middleware,
      // at once, so that nothing is shown that is not wanted
      initializationOptions: () => forServer(vscode.workspace.getConfiguration("iamsight")),
    });
    client.registerFeature(withoutWhatEditorHas);
    client.onDidFail(() => this.#say(notStarted(vscode.workspace.getConfiguration("iamsight").get<string>("path"))));
    return client;
  }

  /** `state` is that of the client before the server stopped. */
  #errorHandler(state: () => State): ErrorHandler {
    const stops = new Stops(MOST_STOPS, MINUTES * 60_000);
    return {
      error: () => ({ action: ErrorAction.Continue, handled: true }),
      closed: () => {
        if (state() !== State.Running) {
          return { action: CloseAction.DoNotRestart, handled: true }; // it could not even be started
        }
        if (stops.again(Date.now())) {
          this.log.warn("The server stopped; it is started again.");
          return { action: CloseAction.Restart, handled: true };
        }
        this.#say(crashedTooOften(MOST_STOPS + 1, MINUTES));
        return { action: CloseAction.DoNotRestart, handled: true };
      },
    };
  }

  /** Shows a message; what its buttons do happens when the user decides. */
  #say({ text, buttons }: Message): void {
    this.log.error(text);
    const answered = async (): Promise<void> => {
      const answer = await vscode.window.showErrorMessage(text, ...buttons);
      if (answer === "Open Settings") {
        await vscode.commands.executeCommand("workbench.action.openSettings", "iamsight");
      } else if (answer === "Show Log") {
        this.log.show();
      } else if (answer === "Restart") {
        await this.restart();
      }
    };
    void answered();
  }
}
