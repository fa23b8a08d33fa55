/**
 * @file The user of a process without bubblewrap, where the grader is root: a user of the process's own, that owns nothing
 * and has no privilege. The kernel then refuses it to signal the grader, to look into it, and to write its files.
 */
import { spawnSync } from "node:child_process";
import { randomInt } from "node:crypto";

/** A user for one process; or why the process has the user of the grader. */
export type OwnUser = { readonly kind: "own"; readonly uid: number } | SharedUser;

/** Why a process has the user of the grader, and the next step. */
export interface SharedUser {
  readonly kind: "shared";
  readonly reason: string;
  readonly next: string;
}

/** The numbers that systemd, too, gives to users of one service: no file belongs to them. */
const [firstUid, endUid] = [61_184, 65_520];
/** Each process gets the next number. Another grader on this machine most likely starts at another one. */
let nextUid = randomInt(firstUid, endUid);

/** Names the first path that the user may not read, or may not enter. */
const findUnreadable = `for path; do
  if [ -d "$path" ]; then [ -x "$path" ]; else [ -r "$path" ]; fi || { echo "$path"; exit 1; }
done`;

/**
 * Chooses a user for a process, after trying it. No process beside it has that user, so that submissions that are judged at
 * the same time cannot reach each other either; two graders may, with a small chance, choose the same one.
 *
 * @param setpriv - the path of the program; undefined if it is not installed
 * @param paths - what the process reads
 */
export function chooseUser(setpriv: string | undefined, paths: readonly string[]): OwnUser {
  if (process.getuid?.() !== 0)
    return shared("only root can give a process another user", "make bubblewrap work, or grade as root in a container");
  if (setpriv === undefined) return shared("no executable setpriv on PATH", "apt-get install util-linux");
  const user: OwnUser = { kind: "own", uid: nextUid };
  nextUid = nextUid + 1 < endUid ? nextUid + 1 : firstUid;
  const key = [setpriv, ...paths].join("\0");
  const obstacle = obstacles.has(key) ? obstacles.get(key) : findObstacle(setpriv, user.uid, paths);
  obstacles.set(key, obstacle);
  return obstacle ?? user;
}

/** What trying has shown; undefined if it worked. Which user was tried makes no difference. */
const obstacles = new Map<string, SharedUser | undefined>();

function findObstacle(setpriv: string, uid: number, paths: readonly string[]): SharedUser | undefined {
  const command = ["/bin/sh", "-c", findUnreadable, "sh", ...paths];
  const { status, stdout, stderr } = spawnSync(setpriv, [...privilegesOf(uid), "--", ...command], { encoding: "utf8" });
  if (status === 0) return undefined;
  const path = stdout.trim();
  return path === ""
    ? shared(
        stderr.trim().split("\n")[0] || "setpriv does not start",
        "start the container with the capabilities that root has",
      )
    : shared(`another user cannot read ${path}`, "install the grader where every user may read it, not below /root");
}

/** The options of setpriv for a user without any privilege, who gets none by starting another program. */
export function privilegesOf(uid: number): readonly string[] {
  const options = "--clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all --ambient-caps=-all";
  return ["--reuid", String(uid), "--regid", String(uid), ...options.split(" ")];
}

function shared(reason: string, next: string): SharedUser {
  return { kind: "shared", reason, next };
}
