// What is said when the server cannot run: one sentence on what is wrong and what to do, and buttons that do it.
import { NEWEST, OLDEST, type Tried, atLeast, written } from "./interpreter";

export type Button = "Open Settings" | "Show Log" | "Restart";

export interface Message {
  readonly text: string;
  readonly buttons: readonly Button[];
}

const WANTED = `iamsight needs Python ${written(OLDEST)} to ${written(NEWEST)}`;
const REMEDY = "Install one, or name one in the setting iamsight.interpreter.";

/** Why none of the candidates will do. The first that could be run is the one to talk about. */
export function noPython(tried: readonly Tried[]): Message {
  const ran = tried.find((one) => one.version !== undefined);
  if (ran?.version) {
    const judged = atLeast(ran.version, OLDEST) ? "too new" : "too old";
    const what = `Python ${written(ran.version)} of ${ran.candidate.origin} is ${judged}`;
    return { text: `${WANTED}, and ${what}. ${REMEDY}`, buttons: ["Open Settings"] };
  }
  const named = tried.find((one) => one.candidate.origin.includes("setting"));
  const what = named
    ? `${named.candidate.command.join(" ")}, which ${named.candidate.origin} names, could not be run`
    : "there is none on this machine";
  return { text: `${WANTED}, and ${what}. ${REMEDY}`, buttons: ["Open Settings"] };
}

/** `path` is what the setting names. */
export function notStarted(path: string | undefined): Message {
  return path
    ? {
        text: `The iamsight server ${path} could not be started. Correct the setting iamsight.path, or leave it empty to use the server of this extension.`,
        buttons: ["Open Settings", "Show Log"],
      }
    : { text: "The iamsight server could not be started. The log says why.", buttons: ["Show Log", "Restart"] };
}

export function crashedTooOften(times: number, minutes: number): Message {
  return {
    text: `The iamsight server stopped ${times} times in ${minutes} minutes and was not started again. The log says why.`,
    buttons: ["Restart", "Show Log"],
  };
}

/** How often the server may stop before it is left alone. Times are in milliseconds. */
export class Stops {
  readonly #when: number[] = [];

  constructor(
    readonly most: number,
    readonly within: number,
  ) {}

  /** Takes note of a stop; whether the server should be started again. */
  again(now: number): boolean {
    this.#when.push(now);
    return this.#when.filter((one) => now - one <= this.within).length <= this.most;
  }
}
