/** Two sizes, axes or shapes do not fit. The message says what was expected, what came, and what to try. */
export class ShapeError extends Error {
  override readonly name = "ShapeError";
  readonly code = "E_SHAPE";

  constructor(what: string, expected: string, got: string, next: string) {
    super(`${what}: expected ${expected}, got ${got}.\n  Next: ${next} [E_SHAPE]`);
  }
}

/** What a stub throws until it is filled. */
export class NotStarted extends Error {
  override readonly name = "NotStarted";
  readonly code = "E_NOT_STARTED";
  readonly stub: string;

  constructor(stub: string) {
    super(`${stub} is not started.\n  Next: fill it between START CODE HERE and END CODE HERE [E_NOT_STARTED]`);
    this.stub = stub;
  }
}

/** The error that stands in an empty stub: `throw notStarted("mul.forward")`. */
export function notStarted(stub: string): NotStarted {
  return new NotStarted(stub);
}
