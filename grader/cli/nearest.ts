/**
 * The one name that somebody may have meant: the same but for capitals, else one that begins so, else one that is at
 * most two slips away (a letter too many, too few, another, or two exchanged).
 *
 * @param known - in order of preference
 * @returns undefined if nothing is near; a short word has room for fewer slips
 */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const small = name.toLowerCase();
  // What is far longer than any name is not compared letter by letter.
  if (small.length < 2 || small.length > 2 + Math.max(0, ...known.map(({ length }) => length))) return undefined;
  const same = known.find((candidate) => candidate.toLowerCase() === small);
  const begun = known.find((candidate) => candidate.toLowerCase().startsWith(small));
  if (same !== undefined || begun !== undefined) return same ?? begun;
  const most = Math.min(2, Math.floor(small.length / 3));
  return known
    .map((candidate) => ({ candidate, slips: slips(small, candidate.toLowerCase()) }))
    .filter((entry) => entry.slips <= most)
    .toSorted((a, b) => a.slips - b.slips)[0]?.candidate;
}

/** The distance of Damerau and Levenshtein, where no letter is part of two slips. */
function slips(from: string, to: string): number {
  let before: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: to.length + 1 }, (_, j) => j);
  for (let i = 1; i <= from.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const exchanged = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      row.push(
        Math.min(
          (last[j] ?? 0) + 1,
          (row[j - 1] ?? 0) + 1,
          (last[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1),
          exchanged ? (before[j - 2] ?? 0) + 1 : Infinity,
        ),
      );
    }
    [before, last] = [last, row];
  }
  return last[to.length] ?? 0;
}
