const piped = 72;
const [narrowest, widest] = [60, 100];

/** How wide a line may be: as the terminal is, within reason; 72 columns where there is no terminal. */
export function columnsOf(stream: NodeJS.WriteStream): number {
  return stream.isTTY && stream.columns > 0 ? Math.min(widest, Math.max(narrowest, stream.columns)) : piped;
}
