/** @file The course's rules for regions: the reason for each rule, and the advice to a student. */

/** The explanation of a rule, which a report shows beside a finding. */
export interface Rule {
  readonly why: string;
  /** The advice; empty if the finding has its own. */
  readonly next: string;
}

/** Rule name → explanation. */
export const rules = {
  syntax: { why: "", next: "" },
  size: { why: "No solution of this course is that long or that deep.", next: "start the region again from its task" },
  internal: { why: "", next: "send this report to the course staff; it costs no point" },
  region: {
    why: "A region is the whole body of its function: the line above it and the brace below it are given.",
    next: "write nothing but that function's statements; functions of your own go into the helpers region",
  },
  helpers: {
    why: "What keeps a value between two calls makes the second answer depend on the first.",
    next: "write a function, and let it compute the value each time or take it as an argument",
  },
  arrow: {
    why: "A helper is called from regions above it, and a const is there only from its own line on.",
    next: "the body can stay as it is; an arrow function without { } needs a `return`",
  },
  types: {
    why: "Your file runs as it stands, with the types left out; what is more than a type cannot be left out.",
    next: "write it in plain JavaScript, with types only as annotations",
  },
  import: {
    why: "The imports are given: by them the course decides what a stub is built from, so that you build every piece yourself once.",
    next: "use the imports at the top of the file, or functions of your own in the helpers region",
  },
  outside: {
    why: "Only what stands between START CODE HERE and END CODE HERE is taken; around it the file is put back as it was handed out.",
    next: "",
  },
  name: { why: "", next: "" },
  scope: {
    why: "What const, let, class and function declare lives until the end of the block { … } that they stand in.",
    next: "declare it before that block, and give it its value within",
  },
  type: {
    why: "A type is there for the compiler and gone when the code runs.",
    next: "name it in annotations only; a function that makes such a value has a name of its own",
  },
  eval: {
    why: "Code that is made while it runs can be read by nobody before it runs, neither by you nor by the compiler.",
    next: "write the function out",
  },
  environment: {
    why: "A stub is mathematics: it knows its arguments, and nothing of the machine that it runs on.",
    next: "compute from the arguments; console.log is there to look at them",
  },
  time: {
    why: "What depends on a clock cannot be repeated, and what cannot be repeated can be neither checked nor debugged.",
    next: "compute from the arguments",
  },
  random: {
    why: "What is drawn anew each time can be neither checked nor debugged: the same arguments give the same result.",
    next: "where chance is part of the task, the function is given an rng: draw from that",
  },
  await: {
    why: "Everything here is arithmetic: the answer is there when the function returns.",
    next: "leave `await` out and call the function as it is",
  },
  state: {
    why: "A stub is asked many times and in any order, and must answer each time as if it were the first.",
    next: "keep the value in a const or let of the region",
  },
  shared: {
    why: "Array, Math and the like belong to every function in the library: what one changes, all the others find changed.",
    next: "write a function of your own beside it",
  },
  shadow: {
    why: "With two things of one name, a reader cannot tell which of them a line means.",
    next: "",
  },
  backward: {
    why: "A backward multiplies the upstream gradient with the local gradients; it does not ask forward again.",
    next: "write the local gradient as a formula: the operands are in their `data`, and the result is in `out`",
  },
  "not-started": {
    why: "That line tells the grader that nobody has begun on the stub that it names.",
    next: "write this stub's own code here, or leave the region empty",
  },
} as const satisfies Readonly<Record<string, Rule>>;

/** The name of a rule. */
export type RuleName = keyof typeof rules;
