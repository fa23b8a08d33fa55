/** The reason for an error of the operating system, in words; other errors as text. */
export function reasonOf(error: unknown): string {
  if (isMissing(error)) return "nothing there";
  const code = codeOf(error);
  return reasons[code] ?? (code === "" ? String(error) : code);
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: "no permission",
  EPERM: "no permission",
  ENOSPC: "no room left on the disk",
  EDQUOT: "no room left on the disk",
  EFBIG: "a limit on the size of files",
  EROFS: "a disk that cannot be written",
  EISDIR: "a folder",
};

/** Whether an error means that a file does not exist. */
export function isMissing(error: unknown): boolean {
  return ["ENOENT", "ENOTDIR"].includes(codeOf(error));
}

/** Whether an error means that the disk is full, read-only or broken. */
export function isDiskTrouble(error: unknown): boolean {
  return ["ENOSPC", "EDQUOT", "EFBIG", "EROFS", "EIO"].includes(codeOf(error));
}

/** Node's code for an error of the operating system; empty for any other error. */
function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
