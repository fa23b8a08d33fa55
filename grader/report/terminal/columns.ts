const pipedColumns = 72;
const [narrowest, widest] = [60, 100];

/** The columns of a line: the terminal's, between 60 and 100; 72 for a pipe or a file. */
export function columnsOf(stream: NodeJS.WriteStream): number {
  return stream.isTTY && stream.columns > 0 ? Math.min(widest, Math.max(narrowest, stream.columns)) : pipedColumns;
}
