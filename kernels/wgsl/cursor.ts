import { WgslError } from "./span.ts";
import type { Token } from "./tokens.ts";
import { isKeyword, isReserved } from "./words.ts";

/** How deep brackets, braces and chains of operators may nest. No tree is deeper, so that no walk over one overflows. */
const deepest = 300;

/** A place in a row of tokens, which only moves on. */
export class Cursor {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  /** The token at the place, or some tokens further on. */
  peek(ahead = 0): Token {
    const token = this.#tokens[Math.min(this.#at + ahead, this.#tokens.length - 1)];
    if (token === undefined) throw new Error("a row of tokens ends in one of kind end");
    return token;
  }

  /** The last token taken. */
  get last(): Token {
    return this.peek(-1);
  }

  is(text: string): boolean {
    const { kind, text: found } = this.peek();
    return found === text && (kind === "symbol" || kind === "word");
  }

  take(): Token {
    const token = this.peek();
    this.#at++;
    return token;
  }

  /** Steps over a token if it is there. */
  accept(text: string): boolean {
    const found = this.is(text);
    if (found) this.#at++;
    return found;
  }

  expect(text: string, where: string): Token {
    if (!this.is(text)) this.fail(`expected ${text} ${where}`);
    return this.take();
  }

  acceptKind(kind: Token["kind"]): boolean {
    const found = this.peek().kind === kind;
    if (found) this.#at++;
    return found;
  }

  /** A name that a module may declare or use. */
  name(what: string): Token {
    const token = this.peek();
    if (token.kind !== "word" || token.text === "_" || isKeyword(token.text)) this.fail(`expected ${what}`);
    if (isReserved(token.text)) this.fail(`expected ${what}, which is no reserved word`);
    return this.take();
  }

  fail(expected: string): never {
    const { kind, text, span } = this.peek();
    throw new WgslError(`${expected}, got ${kind === "end" ? "the end of the module" : text}`, span);
  }

  /** Reads something one level deeper. */
  nested<T>(read: () => T): T {
    this.checkDepth(++this.#depth);
    const result = read();
    this.#depth--;
    return result;
  }

  /** @throws {WgslError} if a chain of operators is too long */
  checkDepth(depth: number): void {
    if (depth > deepest) throw new WgslError(`nested deeper than ${deepest} levels`, this.peek().span);
  }
}
