import { describe, expect, it } from "vitest";
import { codeOf, isReportedByEditor } from "../src/overlap";

type Reported = Parameters<typeof isReportedByEditor>[0];
type Document = Parameters<typeof isReportedByEditor>[1];
const of = (code: unknown, data?: object) => ({ code, data }) as unknown as Reported;
const holding = (languageId: string, text: string) => ({ languageId, getText: () => text }) as unknown as Document;

describe("what VS Code reports as well", () => {
  it.each([
    ["json-syntax", "json", ",", true],
    ["json-syntax", "jsonc", ",", true],
    ["json-syntax", "json", "// why", true],
    ["json-syntax", "jsonc", "/* without an end", true],
    ["json-syntax", "jsonc", "\\ud8zz", true],
    ["duplicate-member", "json", '"Sid"', true],
    ["duplicate-member", "jsonc", '"Sid"', true],
    ["json-syntax", "jsonc", "// why", false],
    ["json-syntax", "jsonc", "/* why\n */", false],
    ["json-syntax", "json", "\\ud800", false],
    ["json-syntax", "jsonc", "\\uDFff", false],
    ["duplicate-member", "json", '"//"', false],
    ["duplicate-member", "jsonc", '"//"', false],
    ["unknown-action", "json", '"s3:Get"', false],
    ["json-syntax", "yaml", ",", false],
  ])("%s in %s at %j: %s", (code, language, text, expected) => {
    expect(isReportedByEditor(of(code), holding(language, text))).toBe(expected);
    const linked = { value: code, target: "https://example.com" };
    expect(isReportedByEditor(of(linked), holding(language, text))).toBe(expected);
    expect(isReportedByEditor(of(code, { embedded: true }), holding(language, text))).toBe(false);
  });
});

it("reads a code with and without a link", () => {
  expect(codeOf(of("a"))).toBe("a");
  expect(codeOf(of({ value: "b" }))).toBe("b");
});
