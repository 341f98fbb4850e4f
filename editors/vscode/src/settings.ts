// The settings of the editor: some are for this extension, the others are the server's.

const OURS = new Set(["path", "interpreter", "trace"]);

/** What the server is told: the section `iamsight` without what is for the extension alone, and what was left unset. */
export function forServer(section: Readonly<Record<string, unknown>> | null | undefined): Record<string, unknown> {
  const kept = Object.entries(section ?? {}).filter(([key, value]) => !OURS.has(key) && value !== null);
  return Object.fromEntries(kept);
}

/** The settings upon whose change the server has to be started anew. */
export const RESTARTING = ["iamsight.path", "iamsight.interpreter"] as const;

/** A path from the settings, in which `~` and `${workspaceFolder}` may stand. */
export function expanded(path: string, home: string, folder: string | undefined): string {
  const inFolder = folder === undefined ? path : path.replaceAll("${workspaceFolder}", folder);
  return /^~(?=$|[/\\])/.test(inFolder) ? home + inFolder.slice(1) : inFolder;
}

/** The interpreter named by a setting that is a text or a list: empty if there is none. */
export function interpreter(setting: unknown, expand: (path: string) => string): string[] {
  const parts = typeof setting === "string" ? [setting] : Array.isArray(setting) ? setting : [];
  const [command, ...more] = parts.filter((one): one is string => typeof one === "string" && one !== "");
  return command === undefined ? [] : [expand(command), ...more];
}
