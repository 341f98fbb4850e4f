import { describe, expect, it } from "vitest";
import { type Candidate, atLeast, candidates, choose } from "../src/interpreter";

const machine: Candidate = { command: ["python3"], origin: "this machine" };
const other: Candidate = { command: ["/ms/python"], origin: "the Python extension" };

function answering(answers: Record<string, string>) {
  const asked: string[] = [];
  const run = async (command: readonly string[]) => {
    asked.push(command[0] ?? "");
    return answers[command[0] ?? ""];
  };
  return { asked, run };
}

describe("where to look for Python", () => {
  it("takes the setting for the only place", () => {
    expect(candidates(["/my/python", "-X"], "/ms/python", "linux")).toEqual([
      { command: ["/my/python", "-X"], origin: "the setting iamsight.interpreter" },
    ]);
  });

  it.each([
    ["linux", ["/ms/python", "python3", "python"]],
    ["win32", ["/ms/python", "py", "python"]],
  ] as const)("asks the Python extension first, then the machine (%s)", (platform, expected) => {
    expect(candidates([], "/ms/python", platform).map((one) => one.command[0])).toEqual(expected);
  });

  it("does without the Python extension", () => {
    expect(candidates([], undefined, "darwin").map((one) => one.command)).toEqual([["python3"], ["python"]]);
  });
});

describe("which Python is taken", () => {
  it("is the first that will do, and no other is asked", async () => {
    const { run, asked } = answering({ "/ms/python": "3 12\n", python3: "3 11\n" });
    const choice = await choose([other, machine], run);
    expect(choice).toMatchObject({ found: true, command: ["/ms/python"], version: { major: 3, minor: 12 } });
    expect(asked).toEqual(["/ms/python"]);
  });

  it.each(["3 9\n", "2 7\n", "3 15\n", "4 0\n", "Python 3.12", ""])("passes %j by", async (answer) => {
    const { run } = answering({ "/ms/python": answer, python3: "3 10\r\n" });
    expect(await choose([other, machine], run)).toMatchObject({ found: true, command: ["python3"] });
  });

  it("tells what was tried when there is none", async () => {
    const { run } = answering({ "/ms/python": "3 9\n" });
    expect(await choose([machine, other], run)).toEqual({
      found: false,
      tried: [
        { candidate: machine, version: undefined },
        { candidate: other, version: { major: 3, minor: 9 } },
      ],
    });
  });
});

it.each([
  [3, 10, true],
  [3, 9, false],
  [4, 0, true],
  [2, 99, false],
])("%i.%i is at least 3.10: %s", (major, minor, expected) => {
  expect(atLeast({ major, minor }, { major: 3, minor: 10 })).toBe(expected);
});
