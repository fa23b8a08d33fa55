/** @file The JSON Schema of a result. `node grader/result/schema.ts` writes it to `result.schema.json`. */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { toJsonSchema } from "@valibot/to-json-schema";

import {
  assignmentResultSchema,
  counterexampleSchema,
  findingSchema,
  placeSchema,
  remarkSchema,
  resultFormat,
  resultSchema,
  stubSchema,
  verdictSchema,
} from "./result.ts";

/** The path of `result.schema.json`. */
export const schemaPath = fileURLToPath(new URL("result.schema.json", import.meta.url));

/** The text of `result.schema.json`. */
export function schemaText(): string {
  const { $schema, ...body } = toJsonSchema(resultSchema, {
    target: "draft-2020-12",
    definitions: {
      verdict: verdictSchema,
      place: placeSchema,
      finding: findingSchema,
      counterexample: counterexampleSchema,
      stub: stubSchema,
      remark: remarkSchema,
      assignment: assignmentResultSchema,
    },
    // JSON Schema needs no word for `finite`: all its numbers are. Any other action without a counterpart is an error.
    overrideAction: ({ valibotAction, jsonSchema }) => (valibotAction.type === "finite" ? jsonSchema : undefined),
  });
  const head = { $schema, $id: resultFormat, title: "A graded submission of chainrule" };
  return `${JSON.stringify({ ...head, ...body }, null, 2)}\n`;
}

if (import.meta.main) writeFileSync(schemaPath, schemaText());
