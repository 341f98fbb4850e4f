import { expect, it } from "vitest";
import { expanded, forServer, interpreter } from "../src/settings";

it("hands on what is the server's, and nothing that was left unset", () => {
  const section = { path: "/x", interpreter: "", trace: { server: "off" }, select: null, ignore: ["a"], features: {} };
  expect(forServer(section)).toEqual({ ignore: ["a"], features: {} });
  expect(forServer(null)).toEqual({});
});

it.each([
  ["~/bin/x", "/home/me/bin/x"],
  ["~", "/home/me"],
  ["~other/x", "~other/x"],
  ["${workspaceFolder}/.venv/x", "/home/me/a/.venv/x"],
  ["/usr/bin/x", "/usr/bin/x"],
])("expands %s", (path, expected) => {
  expect(expanded(path, "/home/me", "/home/me/a")).toBe(expected);
});

it("leaves ${workspaceFolder} alone where there is no folder", () => {
  expect(expanded("${workspaceFolder}/x", "/home/me", undefined)).toBe("${workspaceFolder}/x");
});

it.each([
  ["", []],
  [[], []],
  [null, []],
  [["", 1], []],
  ["py", ["PY"]],
  [["py", "-3"], ["PY", "-3"]],
])("reads the setting of the interpreter: %j", (setting, expected) => {
  expect(interpreter(setting, (path) => path.toUpperCase())).toEqual(expected);
});
