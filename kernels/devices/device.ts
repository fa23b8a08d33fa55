/** @file A WebGPU device in a process of its own, seen from the grader. */
import { type ChildProcess, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import * as v from "valibot";
import { FrameReader, writeFrame } from "../frames.ts";
import type { Launch } from "../launch.ts";
import { cutBuffers, joinBuffers } from "../rows.ts";
import {
  answerSchema,
  type DeviceAnswer,
  type DeviceRequest,
  type Diagnostic,
  type Engine,
  greetingSchema,
} from "./messages.ts";
import { swiftShaderEnvironment } from "./swiftshader.ts";

/**
 * Which device is opened.
 *
 * - `null`: Dawn's compiler and validation, without a driver; nothing runs on it
 * - `default`: what Dawn prefers: a graphics processor, else a driver in software that the system has
 * - `swiftshader`: the driver in software that `fetchSwiftShader` has fetched
 */
export type DeviceKind = "null" | "default" | "swiftshader";

/** The outcome of a launch on a device. */
export type DeviceOutcome =
  /** `bytes`: what each `storage` binding holds afterwards, by its number. */
  | { readonly kind: "ran"; readonly bytes: ReadonlyMap<number, Uint8Array> }
  /** The device refuses the launch: it does not compile, or a buffer does not fit. */
  | { readonly kind: "rejected"; readonly reason: string }
  /** It did not end in time, or took the process with it. */
  | { readonly kind: "ended"; readonly reason: string };

/** An answer, with the numbers beside it. */
interface Reply {
  readonly answer: DeviceAnswer;
  readonly numbers: Float64Array;
}

/** How long to wait, in milliseconds: a driver in software compiles a kernel at its first dispatch. */
const patience = { open: 10_000, first: 15_000, warm: 2000 };
const mostText = 2 ** 20;

/** A device. End it: `using device = await Device.open("default")`. */
export class Device implements Disposable {
  readonly engine: Engine;
  readonly #process: ChildProcess;
  readonly #reader: FrameReader;
  readonly #ended: Promise<string>;
  /** The module that ran last: the driver has compiled it. */
  #compiled: string | undefined;
  #hasEnded = false;

  private constructor(engine: Engine, process: ChildProcess, reader: FrameReader, ended: Promise<string>) {
    this.engine = engine;
    this.#process = process;
    this.#reader = reader;
    this.#ended = ended;
    void ended.then(() => (this.#hasEnded = true));
  }

  /** Opens a device. @throws {Error} if there is none */
  static async open(kind: DeviceKind): Promise<Device> {
    const found = await Device.find(kind);
    if (typeof found === "string")
      throw new Error(`device ${kind}: expected one to open, got none: ${found} [E_DEVICE]`);
    return found;
  }

  /** Opens a device. @returns it, or why there is none */
  static async find(kind: DeviceKind): Promise<Device | string> {
    const found = kind === "swiftshader" ? swiftShaderEnvironment() : {};
    if (found === undefined) return "SwiftShader is not there";
    const process = start(kind === "null" ? "null" : "default", found);
    const reader = new FrameReader(process.stdio[4] as Readable);
    const ended = new Promise<string>((resolve) => {
      process.once("error", (error) => resolve(error.message));
      process.once("exit", (code, signal) => resolve(`its process ended with ${signal ?? code}`));
    });
    const greeted = reader.next({ textBytes: mostText, numbers: 0 }).then(({ text }) => {
      const greeting = v.parse(greetingSchema, JSON.parse(text));
      return greeting.kind === "ready" ? new Device(greeting.engine, process, reader, ended) : greeting.reason;
    });
    const device = await within(patience.open, [greeted, ended]).catch(String);
    if (device instanceof Device) return device;
    process.kill("SIGKILL");
    return device ?? `it was not ready after ${patience.open / 1000} seconds`;
  }

  /** Whether its process has ended: then another one is to be opened. */
  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** Asks the compiler what it thinks of a module. @throws {Error} if the process ends meanwhile */
  async diagnose(wgsl: string): Promise<readonly Diagnostic[]> {
    const reply = await this.#exchange({ kind: "diagnose", wgsl }, new Float64Array(), 0, patience.first);
    if (typeof reply === "string" || reply.answer.kind !== "diagnosed")
      throw new Error(
        `the compiler gave no answer: ${typeof reply === "string" ? reply : reply.answer.kind} [E_DEVICE]`,
      );
    return reply.answer.diagnostics;
  }

  /** Runs a launch. After an outcome of kind `ended`, the device is no longer usable. */
  async launch({ bindings, ...rest }: Launch): Promise<DeviceOutcome> {
    const written = bindings.filter(({ kind }) => kind === "storage");
    const lengths = written.map(({ bytes }) => bytes.byteLength);
    const request: DeviceRequest = {
      kind: "launch",
      ...rest,
      bindings: bindings.map(({ bytes, ...binding }) => ({ ...binding, byteLength: bytes.byteLength })),
    };
    const row = joinBuffers(bindings.map(({ bytes }) => bytes));
    const most = joinBuffers(written.map(({ bytes }) => bytes)).length;
    const ms = rest.wgsl === this.#compiled ? patience.warm : patience.first;
    const reply = await this.#exchange(request, row, most, ms);
    if (typeof reply === "string") return { kind: "ended", reason: reply };
    if (reply.answer.kind !== "ran")
      return { kind: "rejected", reason: reply.answer.kind === "rejected" ? reply.answer.reason : "no answer" };
    this.#compiled = rest.wgsl;
    const buffers = cutBuffers(reply.numbers, lengths);
    return {
      kind: "ran",
      bytes: new Map(written.map(({ binding }, i) => [binding, buffers[i] ?? new Uint8Array()])),
    };
  }

  [Symbol.dispose](): void {
    this.#process.kill("SIGKILL");
  }

  /** Sends a request, and waits so many milliseconds. @returns the answer, or why none came; then the process is ended */
  async #exchange(request: DeviceRequest, numbers: Float64Array, most: number, ms: number): Promise<Reply | string> {
    if (this.#hasEnded) return "its process has ended before";
    const answered = this.#reader.next({ textBytes: mostText, numbers: most }).then((frame) => ({
      answer: v.parse(answerSchema, JSON.parse(frame.text)),
      numbers: frame.numbers,
    }));
    writeFrame(this.#process.stdio[3] as Writable, { text: JSON.stringify(request), numbers });
    const reply = await within<Reply | string>(ms, [answered, this.#ended]).catch(String);
    if (reply !== undefined && typeof reply !== "string") return reply;
    this.#process.kill("SIGKILL");
    await this.#ended;
    return reply ?? `it did not end within ${ms / 1000} seconds`;
  }
}

/** Starts a process with a device. It gets a few variables of the environment, and those that name its driver. */
function start(backend: "null" | "default", driver: Readonly<Record<string, string>>): ChildProcess {
  const names = [
    "HOME",
    "PATH",
    "XDG_RUNTIME_DIR",
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "VK_ICD_FILENAMES",
    "VK_DRIVER_FILES",
  ];
  const passed = Object.fromEntries(names.map((name) => [name, process.env[name]]));
  const child = spawn(
    process.execPath,
    ["--no-warnings", fileURLToPath(new URL("child.ts", import.meta.url)), backend],
    { env: { ...passed, ...driver }, stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] },
  );
  // A request to a process that has just ended is noticed by its end.
  (child.stdio[3] as Writable).on("error", () => {});
  return child;
}

/** The first of some promises that settles; undefined after so many milliseconds. */
async function within<T>(ms: number, promises: readonly Promise<T>[]): Promise<T | undefined> {
  const clock = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => clock.resolve(undefined), ms);
  try {
    return await Promise.race([...promises, clock.promise]);
  } finally {
    clearTimeout(timer);
  }
}
