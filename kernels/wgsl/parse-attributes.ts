import type { Cursor } from "./cursor.ts";
import { parseArguments } from "./parse-expression.ts";
import { WgslError } from "./span.ts";
import type { AttributeSyntax } from "./syntax.ts";

/** §2.3 Diagnostics are Dawn's; here a filter of them changes nothing. */
export function parseDiagnostic(cursor: Cursor): void {
  cursor.expect("(", "after diagnostic");
  cursor.name("a severity");
  cursor.expect(",", "after the severity");
  cursor.name("a rule");
  if (cursor.accept(".")) cursor.name("a rule");
  cursor.accept(",");
  cursor.expect(")", "after the rule");
}

/** §12 Attributes. */
export function parseAttributes(cursor: Cursor): readonly AttributeSyntax[] {
  const attributes: AttributeSyntax[] = [];
  while (cursor.accept("@")) {
    if (cursor.peek().kind !== "word") cursor.fail("expected the name of an attribute");
    const { text: name, span } = cursor.take();
    if (name === "diagnostic") parseDiagnostic(cursor);
    else {
      const repeated = attributes.find((other) => other.name === name);
      if (repeated !== undefined) throw new WgslError(`@${name} stands here twice`, span);
      attributes.push({ name, args: cursor.is("(") ? parseArguments(cursor) : [], span });
    }
  }
  return attributes;
}
