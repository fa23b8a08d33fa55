/** @file Which share of a layer’s outputs or columns says nothing: what both shares have in common. */
import type fc from "fast-check";
import { sameNumber, unchanged } from "../support/compare.ts";
import { type Law, law } from "../support/law.ts";
import { probePacked } from "../support/packed.ts";
import { plainOfSpecial } from "../support/plain.ts";
import { type Values, values } from "../support/values.ts";

type ShareName = "deadShare" | "saturatedShare";

/** Outputs of a layer, and the share that is due. */
export interface Outputs {
  readonly outputs: Values;
  readonly due: number;
}

/** A law about a share, which also sees that the outputs stay as they are. */
export function isShare(stub: ShareName, core: boolean, says: string, given: fc.Arbitrary<Outputs>, runs: number): Law {
  return law({
    stub,
    core,
    weight: core ? 2 : 1,
    says,
    given,
    runs,
    ask: ({ outputs }) =>
      probePacked("4-training/health.share", { name: stub, outputs: plainOfSpecial(outputs) }, [[], outputs.shape]),
    holds: (said, { outputs, due }) => {
      sameNumber("the share", said.next("the share").data[0] ?? Number.NaN, due);
      unchanged("the outputs", said.next("the outputs"), outputs);
    },
    shows: ({ outputs }) => (outputs.data.length > 24 ? { shape: values(outputs.shape) } : { outputs }),
  });
}
