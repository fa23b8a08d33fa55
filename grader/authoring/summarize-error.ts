/** Summarizes an error in one line, as a handout shows it: its name, and the first line of its message. */
export function summarizeError(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message.split("\n")[0]}` : String(error);
}
