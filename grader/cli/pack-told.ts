import { missing } from "../intake/files.ts";
import type { Pack } from "../intake/pack.ts";
import { blocks, wrap } from "../report/layout.ts";
import { printable } from "../report/printable.ts";
import { contentOf, type Written } from "./write-pack.ts";

/** What a student should know: what is packed, what is the matter with it, what to do. */
export function packTold(packed: Pack, { archive, receipt, before }: Written, columns: number): readonly string[] {
  const { refused, remarks, started, digest } = packed;
  const say = (text: string, first = "", rest = "  ") => wrap(printable(text, 2000), columns, first, rest);
  const old =
    before === undefined
      ? ""
      : before === digest
        ? "; it was there already, the same to the last byte"
        : `; the archive that was there had other content (${before.slice(0, 12)}…) and is replaced`;
  const lost = remarks.filter(({ text }) => text === missing).map(({ file }) => file);
  const putBack = "npx grade restore FILE puts one back; the others are packed";
  const warnings = [
    ...(lost.length > 1
      ? [...say(`${lost.length} files are missing: ${lost.join(", ")}`, "✗ "), ...say(putBack, "  → ")]
      : []),
    ...remarks
      .filter(({ text }) => lost.length < 2 || text !== missing)
      .flatMap(({ file, line, text, next }) => [
        ...say(`${file}${line === undefined ? "" : `:${line}`}: ${text}`, "✗ "),
        ...say(next, "  → ", "    "),
      ]),
    ...refused.flatMap(({ id, place, reason }) =>
      say(`${id}, ${place?.file ?? ""}:${place?.line ?? ""}: as it stands, it is refused: ${reason ?? ""}`, "✗ "),
    ),
    ...(started === 0 ? say("Nothing in it is started.", "✗ ") : []),
  ];
  return blocks(
    [...say(`${archive} is packed${old}`), ...say(contentOf(packed), "  "), `sha256 ${digest}`],
    warnings,
    say(
      warnings.length === 0
        ? `next: hand in ${archive}, and keep ${receipt}: its digest shows that they are the same`
        : `next: see to what is marked ✗, and pack again; it can be handed in as it is, but ${nothingFor(packed)}`,
    ),
  );
}

/** What is lost by handing in what is marked. */
function nothingFor({ refused, started, remarks }: Pack): string {
  if (started === 0) return "it would earn nothing";
  const [first, ...others] = refused.map(({ id }) => id);
  if (first === undefined || remarks.length > 0) return "what is marked earns nothing";
  return `${others.length === 0 ? `${first} earns` : `these ${others.length + 1} stubs earn`} nothing`;
}
