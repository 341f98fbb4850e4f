// Whether a document needs the server. Most JSON files hold no policy, and must not cost anything.
import { readFile } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import ignore from "ignore";
import { parse } from "smol-toml";

/** Part of a configuration: which files it claims. */
interface Claims {
  readonly files?: readonly { readonly match?: string | readonly string[] }[];
}

/** Whether a text has a member "Statement"; in a policy inside a string, its quotes are escaped or percent-encoded. */
export function mentionsStatement(text: string): boolean {
  return /(?:"|%22)Statement(?:\\*"|%22)/.test(text);
}

/** Whether the configuration nearest to a file claims it. Tables of the editor's settings hold where no file has any. */
export async function isClaimed(path: string, editor: Claims, folder: string | undefined): Promise<boolean> {
  const found = await nearest(dirname(path));
  const claims = found?.claims.files ? found.claims : editor;
  const root = found?.folder ?? folder;
  const inside = root === undefined ? "" : relative(root, path).split(sep).join("/");
  if (inside === "" || inside.startsWith("../")) {
    return false;
  }
  return (claims.files ?? []).some(({ match = [] }) => ignore().add(match).ignores(inside));
}

/** The configuration file that holds for a folder: `iamsight.toml`, or a `pyproject.toml` with a table of ours. */
async function nearest(folder: string): Promise<{ folder: string; claims: Claims } | undefined> {
  const claims =
    (await toml(join(folder, "iamsight.toml"))) ??
    ((await toml(join(folder, "pyproject.toml"))) as { tool?: { iamsight?: Claims } } | undefined)?.tool?.iamsight;
  if (claims) {
    return { folder, claims };
  }
  const parent = dirname(folder);
  return parent === folder ? undefined : nearest(parent);
}

/** What a TOML file says; undefined if it is not there, empty if it cannot be read: the server says what is wrong. */
async function toml(path: string): Promise<Claims | undefined> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch {
    return undefined;
  }
  try {
    return parse(text) as Claims;
  } catch {
    return {};
  }
}
