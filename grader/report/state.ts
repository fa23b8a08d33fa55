import type { StubResult } from "../score/result.ts";
import { cut, fitting, pad, width } from "./layout.ts";
import type { Page } from "./page.ts";
import { inShort, isFailure, signs } from "./words.ts";

/** A line of the table: one stub, or the two halves of an operation. */
interface Row {
  readonly name: string;
  readonly stub: StubResult;
  readonly backward?: StubResult;
}

const widestName = 28;

/** Where every stub stands, at one glance. */
export function stateTable(stubs: readonly StubResult[], page: Page): readonly string[] {
  const rows = page.stacked ? stubs.map((stub) => ({ name: stub.id, stub })) : paired(stubs);
  // Beside a colour the symbols stand alone, and there is room to breathe.
  const gap = " ".repeat(page.color ? 2 : 1);
  const nameWidth = Math.min(widestName, Math.max(...rows.map((row) => width(row.name) + (row.backward ? width(" forward") : 0))));
  const column = (cells: readonly string[]) => Math.max(0, ...cells.map(width));
  const first = column(rows.filter(({ stub }) => stub.verdict !== "blocked").map(({ stub }) => cell(stub, page)));
  const second = column(rows.flatMap(({ backward }) => (backward && backward.verdict !== "blocked" ? [cell(backward, page)] : [])));

  return rows.map(({ name, stub, backward }) => {
    const label = backward ? pad(cut(name, nameWidth - 8), nameWidth - 7) + "forward" : pad(cut(name, nameWidth), nameWidth);
    const left = `  ${label}${gap}`;
    if (backward === undefined) {
      if (stub.verdict === "blocked") return left + painted(stub, waiting(stub, page.width - width(left)), page);
      const room = page.width - width(left) - first - 3;
      return `${left}${painted(stub, pad(cell(stub, page), first), page)}   ${note([stub], room, page)}`.trimEnd();
    }
    const middle = `${gap} backward${gap}`;
    const before = width(left) + first + width(middle);
    const start = left + painted(stub, pad(cell(stub, page), first), page) + middle;
    if (backward.verdict === "blocked") return start + painted(backward, waiting(backward, page.width - before), page);
    const room = page.width - before - second - gap.length - 1;
    return `${start}${painted(backward, pad(cell(backward, page), second), page)} ${gap}${note([stub, backward], room, page)}`.trimEnd();
  });
}

/** `add.forward` and the `add.backward` after it become one row. */
function paired(stubs: readonly StubResult[]): readonly Row[] {
  const second = (stub: StubResult | undefined, base: string) => (stub?.id === `${base}.backward` ? stub : undefined);
  const isSecond = (stub: StubResult, before: StubResult | undefined) =>
    stub.id.endsWith(".backward") && before?.id === stub.id.replace(/\.backward$/u, ".forward");
  return stubs.flatMap((stub, i) => {
    if (isSecond(stub, stubs[i - 1])) return [];
    const base = stub.id.replace(/\.forward$/u, "");
    const backward = base === stub.id ? undefined : second(stubs[i + 1], base);
    return [backward === undefined ? { name: stub.id, stub } : { name: base, stub, backward }];
  });
}

/** `✓ 2/2`, or `✓ passed 2/2` where no colour helps. */
function cell({ verdict, laws }: StubResult, page: Page): string {
  const sign = signs[verdict];
  const bare = page.color && sign.plain;
  const passed = laws.filter((law) => law.verdict === "passed").length;
  const counted = laws.length > 0 && (sign.counts || (bare && verdict === "not-started"));
  return [sign.symbol, ...(bare ? [] : [sign.word]), ...(counted ? [`${passed}/${laws.length}`] : [])].join(" ");
}

function waiting({ blockedBy }: StubResult, room: number): string {
  const { symbol, word } = signs.blocked;
  return fitting([...(blockedBy === undefined ? [] : [`${symbol} ${word} for ${blockedBy}`]), `${symbol} ${word}`], room);
}

function painted({ verdict }: StubResult, text: string, { paint }: Page): string {
  return paint[signs[verdict].tone](text);
}

/** A few words about the first stub of the row that something can be said of. */
function note(stubs: readonly StubResult[], room: number, { color, paint }: Page): string {
  const broken = stubs.find((stub) => isFailure(stub) && inShort(stub).length > 0);
  if (broken !== undefined) return fitting(inShort(broken), room);
  const single = stubs.find((stub) => stub.verdict === "passed" && stub.whole !== undefined && stub.whole !== "passed");
  if (single !== undefined) return paint.quiet(fitting(["on its own; not yet in the whole", "on its own"], room));
  const idle = color && stubs.some(({ verdict }) => verdict === "not-started");
  return idle ? paint.quiet(fitting([signs["not-started"].word], room)) : "";
}
