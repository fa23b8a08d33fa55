import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import * as v from "valibot";
import { describe, expect, test } from "vitest";

import { toJson } from "./json.ts";
import { samples } from "./samples.ts";
import { schemaPath, schemaText } from "./schema.ts";

const nodeSchema = v.strictObject({
  $ref: v.optional(v.string()),
  const: v.optional(v.unknown()),
  enum: v.optional(v.array(v.unknown())),
  type: v.optional(v.picklist(["object", "array", "string", "number", "integer", "boolean"])),
  propertyNames: v.optional(v.unknown()),
  properties: v.optional(v.record(v.string(), v.unknown())),
  required: v.optional(v.array(v.string())),
  additionalProperties: v.optional(v.unknown()),
  items: v.optional(v.unknown()),
  minimum: v.optional(v.number()),
  maximum: v.optional(v.number()),
});
const rootSchema = v.looseObject({ $defs: v.record(v.string(), v.unknown()) });

const types = {
  object: (x: unknown) => typeof x === "object" && x !== null && !Array.isArray(x),
  array: Array.isArray,
  string: (x: unknown) => typeof x === "string",
  number: (x: unknown) => typeof x === "number",
  integer: Number.isSafeInteger,
  boolean: (x: unknown) => typeof x === "boolean",
};

/** The places where `value` differs from the schema. An unknown keyword of the schema is an error, so all are checked. */
function complaintsAbout(
  schema: unknown,
  value: unknown,
  defs: Readonly<Record<string, unknown>>,
  path = "$",
): readonly string[] {
  const node = v.parse(nodeSchema, schema);
  if (node.$ref !== undefined) return complaintsAbout(defs[node.$ref.replace("#/$defs/", "")], value, defs, path);
  if (node.type !== undefined && !types[node.type](value)) return [`${path}: no ${node.type}`];
  const found: string[] = [];
  if ("const" in node && !isDeepStrictEqual(value, node.const)) found.push(`${path}: not ${String(node.const)}`);
  if (node.enum !== undefined && !node.enum.includes(value)) found.push(`${path}: none of ${node.enum.join(", ")}`);
  if (typeof value === "number" && (value < (node.minimum ?? value) || value > (node.maximum ?? value)))
    found.push(`${path}: out of range`);
  if (Array.isArray(value))
    found.push(...value.flatMap((item, i) => complaintsAbout(node.items, item, defs, `${path}[${i}]`)));
  else if (typeof value === "object" && value !== null) {
    found.push(
      ...(node.required ?? []).filter((key) => !Object.hasOwn(value, key)).map((key) => `${path}: ${key} is missing`),
    );
    for (const [key, inner] of Object.entries(value)) {
      if (node.propertyNames !== undefined)
        found.push(...complaintsAbout(node.propertyNames, key, defs, `${path}, a key`));
      const known = node.properties?.[key] ?? node.additionalProperties;
      found.push(
        ...(known === undefined
          ? [`${path}: ${key} is not known`]
          : complaintsAbout(known, inner, defs, `${path}.${key}`)),
      );
    }
  }
  return found;
}

const committed = readFileSync(schemaPath, "utf8");

function validate(text: string): readonly string[] {
  const { $defs, $schema: _, $id: _id, title: _title, ...root } = v.parse(rootSchema, JSON.parse(committed));
  return complaintsAbout(root, JSON.parse(text), $defs);
}

describe("result.schema.json", () => {
  test("equals the output of `node grader/result/schema.ts`", () => {
    expect(committed).toBe(schemaText());
  });

  test("accepts every sample", () => {
    for (const [name, { result }] of Object.entries(samples))
      expect({ name, complaints: validate(toJson(result)) }).toEqual({ name, complaints: [] });
  });

  test("refuses every changed result", () => {
    const text = toJson(samples.halfFinished.result);
    const change = (from: string, to: string) => {
      expect(text).toContain(from);
      return validate(text.replace(from, to));
    };
    expect(change('"verdict": "passed"', '"verdict": "fine"')).toEqual([
      expect.stringContaining("none of passed, failed"),
    ]);
    expect(change('"earned": 27', '"earned": -1')).toEqual(["$.assignments[0].earned: out of range"]);
    expect(change('"line": 14', '"line": 14.5')).toEqual(["$.assignments[0].stubs[0].place.line: no integer"]);
    expect(change('"reproducible": true', '"reproduced": true')).toEqual([
      "$: reproducible is missing",
      "$: reproduced is not known",
    ]);
    expect(change("chainrule/result/1", "chainrule/result/2")).toEqual(["$.schema: not chainrule/result/1"]);
  });
});
