/** What an error of the compiler means, and what to do. */
export interface Meaning {
  readonly why: string;
  readonly next?: string;
}

/** The meaning of an error: of its text where that says more than its number; undefined if it is a rare one. */
export function meaningOf(rule: string, message: string): Meaning | undefined {
  return byText.find(({ text }) => text.test(message))?.meaning ?? byNumber[rule];
}

const byText: readonly { readonly text: RegExp; readonly meaning: Meaning }[] = [
  {
    text: /^Cannot assign to 'grad'/u,
    meaning: {
      why: "A tensor keeps its gradient; only the numbers in it change.",
      next: "`accumulate` adds a share to it, and `grad.data.fill(0)` clears it",
    },
  },
  {
    text: /^Cannot assign to 'data'/u,
    meaning: { why: "The array stays; only the numbers in it change.", next: "write into its elements: data[i] = …" },
  },
  {
    text: /type 'number' is not assignable to (?:parameter of )?type '(?:Values|Tensor)/iu,
    meaning: {
      why: "Arithmetic makes a single number, and Values are due.",
      next: "compute element by element: mapEach(v, (x) => -x), zipWith(v, w, (x, y) => x - y)",
    },
  },
];

/** Number of an error of the compiler → its meaning. These are the most common errors. */
const byNumber: Readonly<Record<string, Meaning>> = {
  TS2322: { why: "A value of one type stands where another is due.", next: "compare the two types that it names" },
  TS2345: {
    why: "The function asks for something else at this place.",
    next: "hover over its name, or open its file: the line of parameters says what",
  },
  TS2339: { why: "What stands before the dot has no such property.", next: "look at its type, and at the spelling" },
  TS2551: { why: "What stands before the dot has no such property." },
  TS2554: { why: "A function is called with as many arguments as it has parameters." },
  TS2555: { why: "A function is called with at least as many arguments as it has required parameters." },
  TS2355: { why: "The function promises a value, and nothing is returned.", next: "end it with `return …`" },
  TS2366: { why: "One way through the function ends without a value.", next: "return something on every way" },
  TS7030: { why: "One way through the function ends without a value.", next: "return something on every way" },
  TS2532: { why: "It may be undefined at this place.", next: "test for that first" },
  TS18047: { why: "It may be null at this place.", next: "test for that first" },
  TS18048: { why: "It may be undefined at this place.", next: "test for that first" },
  TS2540: { why: "What is readonly belongs to somebody else.", next: "make a new value with the change in it" },
  TS2542: { why: "What is readonly belongs to somebody else.", next: "make a new value with the change in it" },
  TS2588: { why: "A const keeps its first value.", next: "declare it with let, if it has to change" },
  TS7006: { why: "Nothing tells what this parameter is.", next: "write its type behind it, as in (x: number)" },
  TS7031: { why: "Nothing tells what this parameter is.", next: "write its type behind the pattern" },
  TS2448: { why: "A const or let is there from its own line on.", next: "declare it before it is used" },
  TS2454: { why: "It is read before anything was put into it.", next: "give it a first value" },
  TS2362: {
    why: "Arithmetic is for numbers; an array or Values is none.",
    next: "take its elements, or map over them",
  },
  TS2363: {
    why: "Arithmetic is for numbers; an array or Values is none.",
    next: "take its elements, or map over them",
  },
  TS2365: { why: "The two sides do not go with this operator.", next: "compare their types" },
  TS2367: { why: "The two sides can never be equal." },
  TS2349: { why: "This is no function, so it cannot be called." },
};
