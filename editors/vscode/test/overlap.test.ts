import { expect, it } from "vitest";
import { codeOf, isReportedByEditor } from "../src/overlap";

type Reported = Parameters<typeof isReportedByEditor>[0];
const of = (code: unknown, data?: object) => ({ code, data }) as unknown as Reported;

it.each([
  ["json-syntax", "json", true, undefined, true],
  ["duplicate-member", "json", true, undefined, true],
  ["json-syntax", "jsonc", true, undefined, false],
  ["json-syntax", "json", false, undefined, false],
  ["json-syntax", "json", true, { embedded: true }, false],
  ["unknown-action", "json", true, undefined, false],
])("%s in %s (checked by VS Code: %s, %j) is shown by VS Code: %s", (code, language, validates, data, expected) => {
  expect(isReportedByEditor(of(code, data), language, validates)).toBe(expected);
  expect(isReportedByEditor(of({ value: code, target: "https://example.com" }, data), language, validates)).toBe(expected);
});

it("reads a code with and without a link", () => {
  expect(codeOf(of("a"))).toBe("a");
  expect(codeOf(of({ value: "b" }))).toBe("b");
});
