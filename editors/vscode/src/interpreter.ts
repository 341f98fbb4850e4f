// Which Python runs the server: the first candidate that answers and is recent enough.

/** A way to start Python. `origin` is how messages call where it comes from. */
export interface Candidate {
  readonly command: readonly string[];
  readonly origin: string;
}

export interface Version {
  readonly major: number;
  readonly minor: number;
}

/** Runs a command to its end; what it printed, or undefined when it could not be run or failed. */
export type Run = (command: readonly string[]) => Promise<string | undefined>;

export type Choice =
  | { readonly found: true; readonly command: readonly string[]; readonly version: Version; readonly origin: string }
  | { readonly found: false; readonly tried: readonly Tried[] };

/** A candidate that will not do; without a version if it could not be run. */
export interface Tried {
  readonly candidate: Candidate;
  readonly version: Version | undefined;
}

/** The versions for which the bundled server has its native parts: from the first to the last, both included. */
export const OLDEST: Version = { major: 3, minor: 10 };
export const NEWEST: Version = { major: 3, minor: 14 };

const ASK = "import sys; print(*sys.version_info[:2])";

/**
 * Where to look for Python. What the settings name is the only candidate; otherwise the choice of the Python extension,
 * where there is one, comes before what the machine has.
 */
export function candidates(
  setting: readonly string[],
  ofPythonExtension: string | undefined,
  platform: NodeJS.Platform,
): Candidate[] {
  if (setting.length > 0) {
    return [{ command: setting, origin: "the setting iamsight.interpreter" }];
  }
  const found: Candidate[] = [];
  if (ofPythonExtension) {
    found.push({ command: [ofPythonExtension], origin: "the Python extension" });
  }
  const usual = platform === "win32" ? [["py", "-3"], ["python"]] : [["python3"], ["python"]];
  return [...found, ...usual.map((command) => ({ command, origin: "this machine" }))];
}

/** The first of `all` that will do. */
export async function choose(all: readonly Candidate[], run: Run): Promise<Choice> {
  const tried: Tried[] = [];
  for (const candidate of all) {
    const version = parse(await run([...candidate.command, "-c", ASK]));
    if (version && atLeast(version, OLDEST) && atLeast(NEWEST, version)) {
      return { found: true, command: candidate.command, version, origin: candidate.origin };
    }
    tried.push({ candidate, version });
  }
  return { found: false, tried };
}

/** How versions are written: 3.12. */
export function written(version: Version): string {
  return `${version.major}.${version.minor}`;
}

export function atLeast(version: Version, other: Version): boolean {
  return version.major > other.major || (version.major === other.major && version.minor >= other.minor);
}

function parse(printed: string | undefined): Version | undefined {
  const numbers = /^(\d+) (\d+)\s*$/.exec(printed ?? "");
  return numbers ? { major: Number(numbers[1]), minor: Number(numbers[2]) } : undefined;
}
