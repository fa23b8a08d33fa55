import { fileURLToPath } from "node:url";
import * as v from "valibot";
import { Conversation, type Death } from "../subject/conversation.ts";
import type { SealedProgram } from "../subject/launch.ts";

/** A region's text, between the locked text before and after it. */
export interface RegionCheck {
  readonly file: string;
  readonly id: string;
  /** Whether it is a file's helpers region rather than a stub. */
  readonly helpers: boolean;
  /** The student's own functions in this file, which the region may name. */
  readonly known: readonly string[];
  readonly before: string;
  readonly text: string;
  readonly after: string;
}

/** Why a region is not taken. `offset` counts from the region's start. */
export interface Finding {
  readonly rule: string;
  readonly message: string;
  readonly offset: number;
}

/** What was seen of a region. It is taken if nothing was found. */
export interface Inspection {
  /** Its tokens, one space between them, comments left out; empty for an empty region. */
  readonly tokens: string;
  readonly findings: readonly Finding[];
  /** Its text without types, as long as the text. */
  readonly stripped: string;
}

const module = (path: string) => fileURLToPath(new URL(`../../node_modules/${path}`, import.meta.url));

const program: SealedProgram = {
  script: fileURLToPath(new URL("region-child.mjs", import.meta.url)),
  nodeFlags: ["--experimental-vm-modules"],
  readable: [module("oxc-parser"), module("@oxc-parser"), module("js-tokens")],
  addons: true,
  memoryBytes: 512 * 2 ** 20,
  cpuSeconds: 120,
};

const perRegionMs = 2000;
const mostMessage = 300;

/** A parser quotes what it does not understand, however long that is. */
const message = v.pipe(
  v.string(),
  v.transform((text) => (text.length > mostMessage ? `${text.slice(0, mostMessage)}…` : text)),
);
const saidSchema = v.array(
  v.object({
    tokens: v.string(),
    findings: v.array(
      v.object({ rule: v.string(), message, offset: v.pipe(v.number(), v.safeInteger(), v.minValue(0)) }),
    ),
    stripped: v.string(),
  }),
);

/**
 * Looks at regions in a sealed process: form, tokens, policy, text without types. If a region kills the parser, each is
 * looked at in a process of its own, and the killer is refused.
 *
 * @param globals - what a region may name beside its file
 * @returns one inspection a check, in order
 */
export async function inspectRegions(
  checks: readonly RegionCheck[],
  globals: readonly string[],
  options: { readonly strong?: boolean } = {},
): Promise<readonly Inspection[]> {
  const together = await inspectTogether(checks, globals, options, perRegionMs * 5);
  if (!("kind" in together)) return together;
  const apart: Inspection[] = [];
  for (const check of checks) {
    const [alone] = await settled(inspectTogether([check], globals, options, perRegionMs));
    apart.push(alone);
  }
  return apart;
}

async function settled(inspecting: Promise<readonly Inspection[] | Death>): Promise<readonly [Inspection]> {
  const inspected = await inspecting;
  const [only] = "kind" in inspected ? [] : inspected;
  if (only !== undefined) return [only];
  const reason = "kind" in inspected ? inspected.reason : "no answer";
  return [
    {
      tokens: "?",
      findings: [{ rule: "size", message: `the parser gave up on it (${reason})`, offset: 0 }],
      stripped: "",
    },
  ];
}

async function inspectTogether(
  checks: readonly RegionCheck[],
  globals: readonly string[],
  options: { readonly strong?: boolean },
  cpuMs: number,
): Promise<readonly Inspection[] | Death> {
  using child = await start(options);
  const size = checks.reduce((sum, { text }) => sum + text.length, 0);
  const heard = await child.exchange({ checks, globals }, new Float64Array(0), {
    textBytes: 65_536 + 24 * size + 2048 * checks.length,
    numbers: 0,
    cpuMs,
  });
  if (heard.kind === "died") return heard;
  const parsed = v.safeParse(saidSchema, heard.said);
  if (!parsed.success || parsed.output.length !== checks.length)
    return {
      kind: "died",
      verdict: "crashed",
      reason: "it sent an answer of another form than agreed",
      cpuMs: heard.cpuMs,
    };
  return parsed.output.map((inspection, i) => keptOffsets(inspection, checks[i]?.text ?? ""));
}

/** What stands where a type stood. The wide blanks take as many bytes as the letters did. */
const blanks = " ;)\n\u00a0\u2002\ufeff";

/** Text without types differs from the text only by blanks; anything else did not come from our stripper. */
function keptOffsets(inspection: Inspection, text: string): Inspection {
  if (inspection.findings.length > 0) return inspection;
  const blanked =
    inspection.stripped.length === text.length &&
    text
      .split("")
      .every((char, i) => inspection.stripped[i] === char || blanks.includes(inspection.stripped[i] ?? "\0"));
  return blanked
    ? inspection
    : {
        ...inspection,
        findings: [{ rule: "types", message: "its types cannot be taken away in place", offset: 0 }],
        stripped: "",
      };
}

/** A child that has greeted. Where bubblewrap is installed but does not work, one without it. */
async function start(options: { readonly strong?: boolean }): Promise<Conversation> {
  const child = new Conversation(program, options);
  const failure = await child.ready();
  if (failure === undefined) return child;
  child[Symbol.dispose]();
  if (child.layers.includes("bubblewrap")) return start({ strong: false });
  throw new Error(
    `intake: expected the parser's process to start, got: ${failure}.\n  Next: npx grade doctor [E_NO_PARSER]`,
  );
}
