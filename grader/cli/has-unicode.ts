/** Whether a terminal shows signs beyond ASCII: its locale says UTF-8; the terminals of Windows and macOS do without one. */
export function hasUnicode(env: Readonly<Record<string, string | undefined>>, platform: string): boolean {
  const locale = [env["LC_ALL"], env["LC_CTYPE"], env["LANG"]].find((each) => each !== undefined && each !== "");
  if (locale !== undefined) return /utf-?8/i.test(locale);
  return platform === "win32" || platform === "darwin";
}
