import type { LawOutcome } from "../engine/judgement.ts";
import type { Times } from "../sandbox/conversation.ts";

/** Stub id → the outcomes of its laws. */
export type Outcomes = ReadonlyMap<string, readonly LawOutcome[]>;

/** Judges stubs, in this process or in another one. */
export interface StubJudge {
  /** The CPU time of all questions to the whole library, and the waiting time of all questions, so far. */
  readonly spent: Times;
  /**
   * Judges a stub.
   *
   * @param judged - the outcomes of all stubs that the stub's laws need
   * @param elsewhere - the time that all other judges have spent so far
   * @throws {LostJudge} if the judge cannot go on; another one judges the stub
   */
  readonly judge: (stub: string, judged: Outcomes, elsewhere: Times) => Promise<readonly LawOutcome[]>;
}

/** The error of a judge whose process has ended. */
export class LostJudge extends Error {
  override readonly name = "LostJudge";
}

/** What to share out among judges. */
export interface Shares {
  /** The stubs to judge: each comes after the stubs that its laws need. */
  readonly stubs: readonly string[];
  /** Stub → the stubs that its laws need. */
  readonly needs: ReadonlyMap<string, ReadonlySet<string>>;
  /** Outcomes that need no judge. */
  readonly known: Outcomes;
  /** The first judge stays to the end; the others may be lost. */
  readonly judges: readonly StubJudge[];
}

/**
 * Gives each stub to a free judge as soon as the stubs that it needs are judged. One judge alone judges the stubs in
 * order. Every second judge begins at the end: neighbours are judged by the same code, which each process must compile
 * for itself.
 *
 * @returns the known outcomes, and those of all stubs
 */
export async function shareOut({ stubs, needs, known, judges }: Shares): Promise<Outcomes> {
  const judged = new Map(known);
  /** Stubs that no judge has taken yet. */
  const waiting = new Set(stubs);
  /** Stubs without outcomes. */
  const open = new Set(stubs);
  let change = Promise.withResolvers<void>();
  const announceChange = () => {
    change.resolve();
    change = Promise.withResolvers();
  };
  const isReady = (stub: string) => ![...(needs.get(stub) ?? [])].some((needed) => needed !== stub && open.has(needed));
  const spentBeside = (judge: StubJudge): Times => {
    const others = judges.filter((other) => other !== judge).map(({ spent }) => spent);
    return {
      cpuMs: others.reduce((sum, { cpuMs }) => sum + cpuMs, 0),
      waitMs: others.reduce((sum, { waitMs }) => sum + waitMs, 0),
    };
  };

  const work = async (judge: StubJudge, place: number): Promise<void> => {
    while (open.size > 0) {
      const stub = place % 2 === 0 ? waiting.values().find(isReady) : [...waiting].findLast(isReady);
      if (stub === undefined) {
        await change.promise;
        continue;
      }
      waiting.delete(stub);
      try {
        judged.set(stub, await judge.judge(stub, judged, spentBeside(judge)));
        open.delete(stub);
      } catch (error) {
        if (!(error instanceof LostJudge)) throw error;
        waiting.add(stub);
        return;
      } finally {
        announceChange();
      }
    }
  };
  await Promise.all(judges.map(work));
  return judged;
}
