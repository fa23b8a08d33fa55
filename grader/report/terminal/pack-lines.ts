import type { Pack } from "../../hand-in/pack.ts";
import { joinBlocks, wrap } from "./layout.ts";
import { printable } from "./printable.ts";
import { packSummaryOf, type WrittenPack } from "../../hand-in/write-pack.ts";

/** Draws a packed hand-in for the student: content, warnings, next step. */
export function packLines(packed: Pack, { archive, receipt, before }: WrittenPack, columns: number): readonly string[] {
  const { refused, remarks, started, digest } = packed;
  const say = (text: string, first = "", rest = "  ") => wrap(printable(text, 2000), columns, first, rest);
  const old =
    before === undefined
      ? ""
      : before === digest
        ? "; it was there already, the same to the last byte"
        : `; the archive that was there had other content (${before.slice(0, 12)}…) and is replaced`;
  const lost = remarks.filter(({ code }) => code === "missing").map(({ file }) => file);
  const putBack = "npx grade restore FILE puts one back; the others are packed";
  const warnings = [
    ...(lost.length > 1
      ? [...say(`${lost.length} files are missing: ${lost.join(", ")}`, "✗ "), ...say(putBack, "  → ")]
      : []),
    ...remarks
      .filter(({ code }) => lost.length < 2 || code !== "missing")
      .flatMap(({ file, line, text, next }) => [
        ...say(`${file}${line === undefined ? "" : `:${line}`}: ${text}`, "✗ "),
        ...say(next, "  → ", "    "),
      ]),
    ...refused.flatMap(({ id, place, reason }) =>
      say(`${id}, ${place?.file ?? ""}:${place?.line ?? ""}: as it stands, it is refused: ${reason ?? ""}`, "✗ "),
    ),
    ...(started === 0 ? say("Nothing in it is started.", "✗ ") : []),
  ];
  return joinBlocks(
    [...say(`${archive} is packed${old}`), ...say(packSummaryOf(packed), "  "), `sha256 ${digest}`],
    warnings,
    say(
      warnings.length === 0
        ? `next: hand in ${archive}, and keep ${receipt}: its digest shows that they are the same`
        : `next: see to what is marked ✗, and pack again; it can be handed in as it is, but ${lossOf(packed)}`,
    ),
  );
}

/** `it would earn nothing`: what a student loses who hands the pack in despite its warnings. */
function lossOf({ refused, started, remarks }: Pack): string {
  if (started === 0) return "it would earn nothing";
  const [first, ...others] = refused.map(({ id }) => id);
  if (first === undefined || remarks.length > 0) return "what is marked earns nothing";
  return `${others.length === 0 ? `${first} earns` : `these ${others.length + 1} stubs earn`} nothing`;
}
