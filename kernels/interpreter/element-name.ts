import { sizeOf, strideOf } from "../wgsl/layout.ts";
import type { Type } from "../wgsl/types.ts";

/** A part of a type: what is added to the name, the part's type, and the bytes from its start. */
type Part = readonly [name: string, type: Type, byte: number] | "scalar" | "padding";

/** The part of a type that a byte lies in. */
function partAt(type: Type, byte: number): Part {
  const stride = strideOf(type);
  const at = Math.floor(byte / stride);
  switch (type.kind) {
    case "scalar":
    case "atomic":
      return byte < 4 ? "scalar" : "padding";
    case "vector":
      return byte < 4 * type.size ? [`.${"xyzw"[at]}`, { kind: "scalar", of: type.of }, byte % stride] : "padding";
    case "matrix":
      return [`[${at}]`, { kind: "vector", of: type.of, size: type.rows }, byte % stride];
    case "array":
      return [`[${at}]`, type.of, byte % stride];
    case "struct": {
      const member = type.members.findLast(({ offset }) => offset <= byte);
      if (member === undefined) return "padding";
      const isOpen = member.type.kind === "array" && member.type.count === undefined;
      if (!isOpen && byte - member.offset >= sizeOf(member.type)) return "padding";
      return [`.${member.name}`, member.type, byte - member.offset];
    }
    case "pointer":
    case "nothing":
      return "padding";
  }
}

/** The name of the scalar at a byte of a variable: `tile[3][4]`, `params.size.x`; undefined where there is only padding. */
export function elementName(name: string, type: Type, byte: number): string | undefined {
  const part = partAt(type, byte);
  if (part === "scalar") return name;
  return part === "padding" ? undefined : elementName(name + part[0], part[1], part[2]);
}

/** Whether a type has a scalar at a byte, and not padding. */
export function hasScalarAt(type: Type, byte: number): boolean {
  if (type.kind === "array" && type.of.kind === "scalar") return true;
  const part = partAt(type, byte);
  return part === "scalar" || (part !== "padding" && hasScalarAt(part[1], part[2]));
}
