import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { outcomeOf } from "./trial.ts";

const [groups, size, phases, accesses, words] = [2, 3, 3, 2, 12];

/** What an invocation does at one point: nothing, a read of a word, or a write. */
interface Act {
  readonly kind: "none" | "read" | "write";
  readonly word: number;
}
const codes = { none: 0, read: 1, write: 2 } as const;

/** A kernel that does what its script says, with these barriers behind its phases. */
function kernel(space: "storage" | "workgroup", barriers: readonly string[]): string {
  const memory =
    space === "storage"
      ? `@group(0) @binding(1) var<storage, read_write> memory: array<u32, ${words}>;`
      : `var<workgroup> memory: array<u32, ${words}>;\n@group(0) @binding(1) var<storage, read_write> unused: u32;`;
  const phase = (p: number): string => `
  for (var k = 0u; k < ${accesses}; k++) {
    let act = script[((group.x * ${phases} + ${p}) * ${size} + i) * ${accesses} + k];
    if (act % 3 == 1) { seen += memory[act / 3]; }
    if (act % 3 == 2) { memory[act / 3] = i; }
  }
  ${barriers[p]}();`;
  return `
@group(0) @binding(0) var<storage, read> script: array<u32>;
${memory}
@compute @workgroup_size(${size})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) i: u32) {
  var seen = 0u;${Array.from({ length: phases }, (_, p) => phase(p)).join("")}
}`;
}

/** Whether two acts conflict that no barrier of the address space keeps apart: all pairs are looked at. */
function hasRace(space: "storage" | "workgroup", barriers: readonly string[], script: readonly Act[]): boolean {
  const epochs = barriers.map((_, p) => barriers.slice(0, p).filter((barrier) => barrier === `${space}Barrier`).length);
  const acts = script.map((act, at) => {
    const invocation = Math.floor(at / accesses) % size;
    const phase = Math.floor(at / (accesses * size)) % phases;
    return { ...act, invocation, epoch: epochs[phase], group: Math.floor(at / (accesses * size * phases)) };
  });
  return acts.some((a) =>
    acts.some((b) => {
      const conflict = a.word === b.word && a.kind === "write" && b.kind !== "none";
      if (!conflict || (a.group === b.group && a.invocation === b.invocation)) return false;
      return a.group === b.group ? a.epoch === b.epoch : space === "storage";
    }),
  );
}

describe.each(["storage", "workgroup"] as const)("%s memory", (space) => {
  test("a race is reported if and only if two acts conflict", async () => {
    const barrier = fc.constantFrom("workgroupBarrier", "storageBarrier");
    // Most do nothing, so that races are there in about half of the cases.
    const kind = fc.constantFrom<Act["kind"]>("none", "none", "none", "none", "none", "none", "read", "read", "write");
    const act = fc.record({ kind, word: fc.nat({ max: words - 1 }) });
    const length = groups * phases * size * accesses;
    const verdicts: boolean[] = [];
    await fc.assert(
      fc.asyncProperty(
        fc.array(barrier, { minLength: phases, maxLength: phases }),
        fc.array(act, { minLength: length, maxLength: length }),
        async (barriers, script) => {
          const acts = Uint32Array.from(script, ({ kind, word }) => 3 * word + codes[kind]);
          const outcome = await outcomeOf(kernel(space, barriers), {
            buffers: [{ in: acts }, { out: new Uint32Array(words) }],
            workgroups: [groups, 1, 1],
          });
          const isRace = outcome.kind === "fault" && outcome.fault.kind === "race";
          verdicts.push(isRace);
          expect(isRace).toBe(hasRace(space, barriers, script));
          expect(outcome.kind === "fault").toBe(isRace);
        },
      ),
      { numRuns: 60, seed: 1 },
    );
    const share = verdicts.filter(Boolean).length / verdicts.length;
    expect(share).toBeGreaterThan(0.2);
    expect(share).toBeLessThan(0.95);
  });
});
