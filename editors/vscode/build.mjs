// Makes dist/: extension.js of src/ without node_modules, the licences of what went into it, the schema of iamsight.toml.
import { copyFile, mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";

const { metafile } = await build({
  entryPoints: ["src/extension.ts"],
  outfile: "dist/extension.js",
  bundle: true,
  minify: true,
  metafile: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  mainFields: ["module", "main"],
  external: ["vscode"],
  logLevel: "warning",
});

const inputs = Object.keys(metafile.inputs).map((path) => /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0]);
const notices = [];
for (const folder of [...new Set(inputs.filter(Boolean))].sort()) {
  const licence = (await readdir(folder)).find((name) => /^licen[cs]e/i.test(name));
  if (!licence) throw new Error(`${folder} has no licence`);
  notices.push(`${folder.slice("node_modules/".length)}\n\n${await readFile(join(folder, licence), "utf8")}`);
}
await writeFile("dist/NOTICES.txt", notices.join("\n\n---\n\n"));

await mkdir("dist/schemas", { recursive: true });
await copyFile("../../schemas/config.schema.json", "dist/schemas/config.schema.json");
