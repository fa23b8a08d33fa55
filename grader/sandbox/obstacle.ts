import { ChainruleError } from "../result/chainrule-error.ts";
import { makeAttempts } from "./attempts.ts";
import { type Closed, endingOf, type SealFailure } from "./ending.ts";

/** What keeps this machine from sealing a process. */
export type Obstacle =
  | SealFailure
  | { readonly kind: "not-linux"; readonly platform: NodeJS.Platform }
  | { readonly kind: "not-started"; readonly error: ChainruleError }
  | { readonly kind: "died"; readonly closed: Closed };

/** Starts a sealed process. @returns undefined if it answers, else what stands in the way */
export async function findObstacle(): Promise<Obstacle | undefined> {
  if (process.platform !== "linux") return { kind: "not-linux", platform: process.platform };
  try {
    const { closed } = await makeAttempts([], { strong: true });
    if (closed.answered) return undefined;
    const ending = endingOf(closed);
    return ending.kind === "seal-failed" ? ending : { kind: "died", closed };
  } catch (error) {
    if (error instanceof ChainruleError) return { kind: "not-started", error };
    throw error;
  }
}

/** An obstacle in one sentence. */
export function describeObstacle(obstacle: Obstacle): string {
  switch (obstacle.kind) {
    case "seal-failed":
      return obstacle.sentence;
    case "not-linux":
      return `bubblewrap needs Linux, and this is ${obstacle.platform}`;
    case "not-started": {
      const { where, expected, got } = obstacle.error.parts;
      return `${where}: expected ${expected}, got ${got}`;
    }
    case "died": {
      const { code, signal } = obstacle.closed;
      return `a sealed process died before its first answer (code ${code}, signal ${signal})`;
    }
  }
}

/** Undefined if this machine can seal a process, else the reason, in one sentence. */
export async function whySealFails(): Promise<string | undefined> {
  const obstacle = await findObstacle();
  return obstacle === undefined ? undefined : describeObstacle(obstacle);
}
