import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isClaimed, mentionsStatement } from "../src/need";

it.each([
  ['{"Statement": []}', true],
  ['{"Policy": "{\\"Statement\\": []}"}', true],
  ["{\"Policy\": '%7B%22Statement%22%3A'}", true],
  ['{"a": "a Statement"}', false],
  ['{"BankStatement": 1}', false],
  ['{"Statements": 1}', false],
  ["", false],
])("%s mentions statements: %s", (text, expected) => {
  expect(mentionsStatement(text)).toBe(expected);
});

describe("a claimed file", () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "claims-"));
    mkdirSync(join(root, "scp", "deep"), { recursive: true });
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const configure = (file: string, text: string) => writeFileSync(join(root, file), text);
  const claimed = (path: string, editor = {}, folder: string | undefined = root) =>
    isClaimed(join(root, path), editor, folder);

  it.each([
    ["iamsight.toml", '[[files]]\nmatch = "scp/**"\nkind = "scp"\n'],
    ["iamsight.toml", '[[files]]\nmatch = ["other", "scp/"]\n'],
    ["pyproject.toml", '[[tool.iamsight.files]]\nmatch = "scp/**"\n'],
  ])("is what the tables of %s match", async (file, text) => {
    configure(file, text);
    expect(await claimed("scp/deep/new.json")).toBe(true);
    expect(await claimed("app/new.json")).toBe(false);
  });

  it("is decided by the nearest configuration that there is", async () => {
    configure("iamsight.toml", '[[files]]\nmatch = "*.json"\n');
    configure("scp/iamsight.toml", '[[files]]\nmatch = "deep/*.json"\n');
    expect(await claimed("scp/deep/new.json")).toBe(true);
    expect(await claimed("scp/new.json")).toBe(false);
    configure("scp/iamsight.toml", 'ignore = ["x"]\n');
    expect(await claimed("scp/deep/new.json")).toBe(false);
  });

  it("passes a pyproject.toml by that has nothing for iamsight", async () => {
    configure("iamsight.toml", '[[files]]\nmatch = "*.json"\n');
    configure("scp/pyproject.toml", "[project]\nname = 'x'\n");
    expect(await claimed("scp/new.json")).toBe(true);
  });

  it("may be claimed by the editor's settings, relative to the folder", async () => {
    const editor = { files: [{ match: "scp/" }] };
    expect(await claimed("scp/new.json", editor)).toBe(true);
    expect(await claimed("app/new.json", editor)).toBe(false);
    expect(await isClaimed(join(root, "scp/new.json"), editor, undefined)).toBe(false);
  });

  it("is none where the configuration is no TOML", async () => {
    configure("iamsight.toml", "[[files");
    expect(await claimed("scp/new.json")).toBe(false);
  });
});
