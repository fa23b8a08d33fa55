// The bank for `forwardGraph`: every region below is graded in place of the reference's.

// WRONG computed-for-everybody: nobody looks whether the number is known already
const value = compute(...operands.map(valueOf));
known.set(name, value);
return value;

// WRONG never-known: looks it up, and never writes it down
const before = known.get(name);
return before ?? compute(...operands.map(valueOf));

// WRONG as-declared: trusts that operands were declared, and so computed, earlier
const before = known.get(name);
if (before !== undefined) return before;
const value = compute(...operands.map((operand) => known.get(operand) ?? 0));
known.set(name, value);
return value;

// WRONG zero-is-unknown: takes the number 0 for none
const value = known.get(name) || compute(...operands.map(valueOf));
known.set(name, value);
return value;

// WRONG operands-reversed: the last operand comes first
const before = known.get(name);
if (before !== undefined) return before;
const value = compute(...operands.map(valueOf).reverse());
known.set(name, value);
return value;

// WRONG operands-sorted: operands in the order of their names
const before = known.get(name);
if (before !== undefined) return before;
const value = compute(...[...operands].sort().map(valueOf));
known.set(name, value);
return value;

// WRONG each-operand-once: an operand that is named twice counts once
const before = known.get(name);
if (before !== undefined) return before;
const value = compute(...[...new Set(operands)].map(valueOf));
known.set(name, value);
return value;

// WRONG list-for-numbers: hands compute one list instead of the numbers
const before = known.get(name);
if (before !== undefined) return before;
const value = compute(operands.map(valueOf) as never);
known.set(name, value);
return value;

// WRONG names-for-numbers: hands compute the names of the operands
const before = known.get(name);
if (before !== undefined) return before;
const value = compute(...(operands as never[]));
known.set(name, value);
return value;

// WRONG first-two-operands: thinks of operations on two numbers only
const before = known.get(name);
if (before !== undefined) return before;
const [a, b] = operands.map(valueOf);
const value = compute(a, b);
known.set(name, value);
return value;

// WRONG known-before-computed: marks the node with a 0 first, so that it stands before its operands
if (known.get(name)) return known.get(name) ?? 0;
known.set(name, 0);
const value = compute(...operands.map(valueOf));
known.set(name, value);
return value;

// WRONG computed-first: computes with what is known, and asks for the operands afterwards
const before = known.get(name);
if (before !== undefined) return before;
const first = compute(...operands.map((operand) => known.get(operand) ?? 0));
const numbers = operands.map(valueOf);
const value = numbers.length > 0 ? compute(...numbers) : first;
known.set(name, value);
return value;

// WRONG inputs-forgotten: only nodes that have operands are written down
const before = known.get(name);
if (before !== undefined) return before;
const value = compute(...operands.map(valueOf));
if (operands.length > 0) known.set(name, value);
return value;

// WRONG cycles-unseen: goes round valueOf, which would have seen a cycle, or a name that was not declared
const before = known.get(name);
if (before !== undefined) return before;
const value = compute(...operands.map((operand) => evaluate(operand, graph[operand])));
known.set(name, value);
return value;

// WRONG undeclared-is-zero: an operand that nobody has declared counts as 0
const before = known.get(name);
if (before !== undefined) return before;
const value = compute(...operands.map((operand) => (operand in graph ? valueOf(operand) : 0)));
known.set(name, value);
return value;

// WRONG known-in-the-graph: replaces what was declared by its number
const before = known.get(name);
if (before !== undefined) return before;
const value = compute(...operands.map(valueOf));
(graph as Record<string, GraphNode>)[name] = { operands: [], compute: () => value };
known.set(name, value);
return value;

// WRONG sums: adds the operands up, whatever compute says
const before = known.get(name);
if (before !== undefined) return before;
const numbers = operands.map(valueOf);
const value = numbers.length === 0 ? compute() : numbers.reduce((a, b) => a + b, 0);
known.set(name, value);
return value;

// WRONG value-lost: returns what the map returns
if (!known.has(name)) known.set(name, compute(...operands.map(valueOf)));
return 0;

// RIGHT has-first: asks the map whether it has the name, and walks the operands in a loop
if (!known.has(name)) {
  const numbers: number[] = [];
  for (const operand of operands) numbers.push(valueOf(operand));
  known.set(name, compute(...numbers));
}
return known.get(name) as number;

// RIGHT known-operands-read: asks for an operand only if its number is not there yet
const before = known.get(name);
if (before !== undefined) return before;
const value = compute(...operands.map((operand) => known.get(operand) ?? valueOf(operand)));
known.set(name, value);
return value;

// RIGHT operands-twice: has all operands computed first, and then reads them
if (known.has(name)) return known.get(name)!;
operands.forEach((operand) => valueOf(operand));
known.set(name, compute(...operands.map((operand) => known.get(operand)!)));
return known.get(name)!;

// RIGHT last-operand-first: asks for the operands from the last to the first, and hands them over in their order
if (known.has(name)) return known.get(name)!;
for (let k = operands.length - 1; k >= 0; k--) valueOf(operands[k]);
return numberOf(name, compute(...operands.map((operand) => known.get(operand)!)), known);
// HELPERS
function numberOf(name: string, value: number, known: Map<string, number>): number {
  known.set(name, value);
  return value;
}
