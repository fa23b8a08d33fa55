import type { StubTask } from "../../course/tasks.ts";

/** The tasks of the stubs in the samples. */
export const tasks: Readonly<Record<string, StubTask>> = {
  offset: {
    task: "every axis moves you index × stride elements ahead",
    lines: "~3 lines",
    section: "Finding an element",
  },
  unbroadcast: {
    task: "add every element of upstream to the element that was read for it",
    lines: "~4 lines",
    section: "One element read many times",
  },
  accumulate: {
    task: "add the share to the gradient that is already there",
    lines: "~2 lines",
    section: "Paths add up",
  },
  "mul.backward": {
    task: "each factor receives the upstream gradient times the other factor",
    lines: "~2 lines",
    section: "Products",
  },
  "sum.forward": {
    task: "every element is added to the sum it belongs to",
    lines: "~3 lines",
    section: "Sums along axes",
  },
  topologicalOrder: { task: "enter t after its parents, and only once", lines: "~4 lines", section: "Parents first" },
  backward: { task: "clear, seed, then every backwardStep once", lines: "~5 lines", section: "The way back" },
  parameters: { task: "list the parameters of every layer", lines: "~2 lines", section: "What is learnt" },
  momentum: { task: "keep a share of the last step", lines: "~3 lines", section: "Steps that remember" },
  slide: { task: "lay the window at every place", lines: "~5 lines", section: "Windows" },
  attend: { task: "weigh every value by how well its key fits", lines: "~4 lines", section: "Looking about" },
  capstone: { task: "", lines: "", section: "All of it at once", hasHints: false },
};
