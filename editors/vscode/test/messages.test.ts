import { describe, expect, it } from "vitest";
import { Stops, crashedTooOften, noPython, notStarted } from "../src/messages";

const machine = { command: ["python3"], origin: "this machine" };
const named = { command: ["/my/python"], origin: "the setting iamsight.interpreter" };

describe("what is said when there is no Python", () => {
  it.each([
    [[{ candidate: machine, version: undefined }], "there is none on this machine"],
    [[{ candidate: named, version: undefined }], "/my/python, which the setting iamsight.interpreter names, could not"],
    [[{ candidate: machine, version: { major: 3, minor: 9 } }], "Python 3.9 of this machine is too old"],
    [[{ candidate: machine, version: { major: 3, minor: 15 } }], "Python 3.15 of this machine is too new"],
    [
      [
        { candidate: { command: ["py"], origin: "this machine" }, version: undefined },
        { candidate: machine, version: { major: 2, minor: 7 } },
      ],
      "Python 2.7 of this machine is too old",
    ],
  ])("%#: names the cause and the remedy", (tried, cause) => {
    const message = noPython(tried);
    expect(message.text).toContain(cause);
    expect(message.text).toContain("iamsight needs Python 3.10 to 3.14");
    expect(message.text).toContain("iamsight.interpreter");
    expect(message.buttons).toEqual(["Open Settings"]);
  });
});

it("says which server could not be started, and where that is set", () => {
  expect(notStarted("/usr/bin/none").text).toContain("/usr/bin/none");
  expect(notStarted("/usr/bin/none").text).toContain("iamsight.path");
  expect(notStarted(undefined).buttons).toEqual(["Show Log", "Restart"]);
});

it("offers a restart after too many stops", () => {
  expect(crashedTooOften(5, 3)).toEqual({
    text: "The iamsight server stopped 5 times in 3 minutes and was not started again. The log says why.",
    buttons: ["Restart", "Show Log"],
  });
});

describe("a server that stops", () => {
  it("is started again until it has stopped too often", () => {
    const stops = new Stops(2, 1000);
    expect([0, 10, 20].map((now) => stops.again(now))).toEqual([true, true, false]);
  });

  it("is started again when its stops lie far apart", () => {
    const stops = new Stops(2, 1000);
    expect([0, 900, 1800, 2700].map((now) => stops.again(now))).toEqual([true, true, true, true]);
  });
});
