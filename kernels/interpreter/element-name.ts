import { sizeOf, strideOf } from "../wgsl/layout.ts";
import type { Type } from "../wgsl/types.ts";

/** The name of the scalar at a byte of a variable: `tile[3][4]`, `params.size.x`; undefined where there is only padding. */
export function elementName(name: string, type: Type, byte: number): string | undefined {
  const stride = strideOf(type);
  switch (type.kind) {
    case "scalar":
    case "atomic":
      return byte < 4 ? name : undefined;
    case "vector":
      return byte < 4 * type.size ? `${name}.${"xyzw"[byte / 4]}` : undefined;
    case "matrix": {
      const column: Type = { kind: "vector", of: type.of, size: type.rows };
      return elementName(`${name}[${Math.floor(byte / stride)}]`, column, byte % stride);
    }
    case "array":
      return elementName(`${name}[${Math.floor(byte / stride)}]`, type.of, byte % stride);
    case "struct": {
      const member = type.members.findLast(({ offset }) => offset <= byte);
      if (member === undefined) return undefined;
      const isOpen = member.type.kind === "array" && member.type.count === undefined;
      if (!isOpen && byte - member.offset >= sizeOf(member.type)) return undefined;
      return elementName(`${name}.${member.name}`, member.type, byte - member.offset);
    }
    case "pointer":
    case "nothing":
      return undefined;
  }
}
