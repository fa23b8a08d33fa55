/**
 * Finds the known name that a student may have meant: an equal name in other capitals, else a name with this beginning,
 * else a name at most two slips away. A slip is an extra, a missing or another letter, or two exchanged letters.
 *
 * @param known - in order of preference
 * @returns undefined if no name is near; a short word may have fewer slips
 */
export function findNearestName(name: string, known: readonly string[]): string | undefined {
  const small = name.toLowerCase();
  // A text far longer than any name is not compared: the comparison takes quadratic time.
  if (small.length < 2 || small.length > 2 + Math.max(0, ...known.map(({ length }) => length))) return undefined;
  const same = known.find((candidate) => candidate.toLowerCase() === small);
  const begun = known.find((candidate) => candidate.toLowerCase().startsWith(small));
  if (same !== undefined || begun !== undefined) return same ?? begun;
  const most = Math.min(2, Math.floor(small.length / 3));
  return known
    .map((candidate) => ({ candidate, slips: countSlips(small, candidate.toLowerCase()) }))
    .filter((entry) => entry.slips <= most)
    .toSorted((a, b) => a.slips - b.slips)[0]?.candidate;
}

/** The Damerau–Levenshtein distance in which each letter belongs to at most one slip (optimal string alignment). */
function countSlips(from: string, to: string): number {
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
