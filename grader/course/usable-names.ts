const start = "/** @file You may use: ";

/** The first line of a starter file: the list of names that its regions may use. */
export function usableNamesLine(text: string): string {
  const names = ["the language", ...usableNamesIn(text).map((name) => `\`${name}\``)];
  return `${start}${names.join(", ")}, and functions of your own (last region). */`;
}

/** Whether a line is a list of usable names, whatever the names are. */
export function isUsableNamesLine(line: string): boolean {
  return line.startsWith(start);
}

/** Imports for the locked code only. */
const forLockedCode = new Set(["notStarted", "operation", "expectValues"]);

/** The names that a region may use beside the language: the values that its file imports. */
export function usableNamesIn(text: string): readonly string[] {
  const imported = Array.from(text.matchAll(/^import \{([^}]*)\} from/gm), ([, names = ""]) => names.split(",")).flat();
  const values = imported
    .map((name) => name.trim())
    .filter((name) => name !== "" && !name.startsWith("type ") && !forLockedCode.has(name))
    .map((name) => name.replace(/^.* as /, ""));
  return [...new Set(values)];
}
