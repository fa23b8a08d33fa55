import { describe, expect, test } from "vitest";
import { endingOf } from "./ending.ts";

const closed = { code: 1, signal: null, answered: false, stderr: "" };

describe("endingOf(closed)", () => {
  test.each([
    ["bubblewrap", "bwrap: setting up uid map: Permission denied"],
    [
      "bubblewrap",
      "bwrap: No permissions to create new namespace, likely because the kernel does not allow non-privileged user namespaces.",
    ],
    ["limits", "limits: 1: ulimit: error setting limit (Operation not permitted)"],
    [
      "loader",
      "/node: error while loading shared libraries: libatomic.so.1: cannot open shared object file: No such file or directory",
    ],
  ])("%s failed if it printed: %s", (by, sentence) => {
    const failure = { kind: "seal-failed", by, sentence, lacksOption: false };
    expect(endingOf({ ...closed, stderr: `${sentence}\n` })).toEqual(failure);
    expect(endingOf({ ...closed, stderr: `a warning\n${sentence}\n` })).toEqual(failure);
  });

  test("an unknown option means an old bubblewrap", () => {
    const ending = endingOf({ ...closed, stderr: "bwrap: Unknown option --disable-userns\n" });
    expect(ending).toMatchObject({ by: "bubblewrap", lacksOption: true });
    const other = endingOf({ ...closed, stderr: "limits: Unknown option\n" });
    expect(other).toMatchObject({ by: "limits", lacksOption: false });
  });

  test("a program's own failure is of another kind", () => {
    const other = { kind: "other" };
    const sentence = "bwrap: setting up uid map: Permission denied";
    expect(endingOf({ ...closed, stderr: "Error: cannot load\n    at bwrap: there" })).toEqual(other);
    expect(endingOf({ ...closed, answered: true, stderr: sentence })).toEqual(other);
    expect(endingOf({ ...closed, code: 0, stderr: sentence })).toEqual(other);
    expect(endingOf({ ...closed, code: null, signal: "SIGKILL" })).toEqual(other);
  });

  test.each([
    ["out-of-memory", { code: 134 }],
    ["out-of-memory", { code: null, signal: "SIGABRT" }],
    ["out-of-memory", { code: 133, stderr: "Fatal process out of memory" }],
    ["out-of-memory", { code: null, signal: "SIGTRAP", stderr: "Fatal process out of memory" }],
    ["out-of-cpu-time", { code: 152 }],
    ["out-of-cpu-time", { code: null, signal: "SIGXCPU" }],
    ["other", { code: 133, stderr: "Fatal error" }],
  ] as const)("%s: %o", (kind, end) => expect(endingOf({ ...closed, ...end }).kind).toBe(kind));
});
