import { type Fault, FaultError, type Invocation } from "./fault.ts";
import type { Compiled } from "./module-code.ts";

type Triple = readonly [number, number, number];

/** The functions that the generated text returns. */
export interface Instance {
  readonly main: (...args: number[]) => number | Generator<number, number, void>;
  /** The site at which the last invocation waits. */
  readonly where: () => number;
  readonly fuel: () => number;
  readonly refuel: (left: number) => void;
  readonly begin: (workgroup: number, storage: number) => void;
  readonly epoch: (workgroup: number, storage: number) => void;
  readonly enter: (number: number, words: number) => void;
}

/** Where a run is: which workgroup, which invocation, which stamps its workgroup began with. */
export class Progress {
  readonly size: number;
  readonly shape: Triple;
  readonly workgroups: Triple;
  workgroup: Triple = [0, 0, 0];
  /** The invocation that runs, by its number in the workgroup. */
  number = 0;
  /** The next free stamp of each address space. 0 stands for no one. */
  stamps = { workgroup: 1, storage: 1 };
  /** The first stamps of all workgroups so far. */
  readonly firsts: { readonly workgroup: number[]; readonly storage: number[] } = { workgroup: [], storage: [] };

  constructor(shape: Triple, workgroups: Triple) {
    this.shape = shape;
    this.workgroups = workgroups;
    this.size = shape[0] * shape[1] * shape[2];
  }

  /** An invocation of the workgroup that runs. */
  invocation(number = this.number, workgroup: Triple = this.workgroup): Invocation {
    const [x, y, z] = this.shape;
    const local: Triple = [number % x, Math.floor(number / x) % y, Math.floor(number / (x * y))];
    const [wx, wy, wz] = workgroup;
    return { local, workgroup, global: [wx * x + local[0], wy * y + local[1], wz * z + local[2]] };
  }

  /** The invocation with a stamp. */
  stamped(space: "workgroup" | "storage", stamp: number): Invocation {
    const firsts = this.firsts[space];
    let [low, high] = [0, firsts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((firsts[middle] ?? 0) <= stamp) low = middle;
      else high = middle - 1;
    }
    const [nx, ny] = this.workgroups;
    const workgroup: Triple = [low % nx, Math.floor(low / nx) % ny, Math.floor(low / (nx * ny))];
    return this.invocation((stamp - (firsts[low] ?? 0)) % this.size, workgroup);
  }
}

/** Stamps are 32-bit integers. */
const mostStamps = 2 ** 31 - 2 ** 24;

/** Runs all workgroups, one after the other. */
export function runWorkgroups(compiled: Compiled, instance: Instance, progress: Progress, clear: () => void): void {
  const [nx, ny, nz] = progress.workgroups;
  for (let z = 0; z < nz; z++)
    for (let y = 0; y < ny; y++)
      for (let x = 0; x < nx; x++) {
        progress.workgroup = [x, y, z];
        const { stamps, firsts, size } = progress;
        firsts.workgroup.push(stamps.workgroup);
        firsts.storage.push(stamps.storage);
        instance.begin(stamps.workgroup, stamps.storage);
        clear();
        if (compiled.waits) runWaiting(compiled, instance, progress);
        else runPlain(instance, progress);
        progress.stamps = { workgroup: progress.stamps.workgroup + size, storage: progress.stamps.storage + size };
      }
}

/** The arguments of an invocation, as entry points take them. */
function argumentsOf({ shape, workgroup, workgroups }: Progress, number: number): number[] {
  const [x, y] = shape;
  const [lx, ly, lz] = [number % x, Math.floor(number / x) % y, Math.floor(number / (x * y))];
  const [wx, wy, wz] = workgroup;
  return [0, lx, ly, lz, number, wx * x + lx, wy * y + ly, wz * shape[2] + lz, wx, wy, wz, ...workgroups];
}

function runPlain(instance: Instance, progress: Progress): void {
  const { size } = progress;
  for (let number = 0; number < size; number++) {
    progress.number = number;
    instance.enter(number, 0);
    instance.main(...argumentsOf(progress, number));
  }
}

interface Waiting {
  readonly number: number;
  readonly site: number;
  /** A number for the site and the calls that led to it. */
  readonly path: number;
}

/** Runs one workgroup from barrier to barrier: each invocation in turn, until all wait or all have ended. */
function runWaiting(compiled: Compiled, instance: Instance, progress: Progress): void {
  const { size } = progress;
  const words = compiled.memories.findLast(({ space }) => space === "private")?.words ?? 0;
  const running: Generator<number, number, void>[] = [];
  for (let number = 0; number < size; number++) {
    const started = instance.main(...argumentsOf(progress, number));
    if (typeof started === "number") throw new Error("an entry point with a barrier is a generator");
    running.push(started);
  }
  for (;;) {
    let first: Waiting | undefined;
    let ended: { readonly number: number; readonly site: number } | undefined;
    let other: Waiting | undefined;
    for (let number = 0; number < size; number++) {
      progress.number = number;
      instance.enter(number, words);
      const step = running[number]?.next();
      if (step === undefined) throw new Error("each invocation runs");
      const { value } = step;
      if (step.done === true) ended ??= { number, site: value };
      else if (first === undefined) first = { number, site: instance.where(), path: value };
      else if (first.path !== value || first.site !== instance.where())
        other ??= { number, site: instance.where(), path: value };
    }
    if (first === undefined) return;
    const away = other ?? ended;
    if (away !== undefined)
      throw new FaultError(divergence(compiled, progress, first, away, other === undefined ? "ended" : "waiting"));
    const barrier = compiled.sites[first.site]?.operation;
    const { stamps } = progress;
    progress.stamps = {
      workgroup: stamps.workgroup + (barrier === "workgroupBarrier" ? size : 0),
      storage: stamps.storage + (barrier === "storageBarrier" ? size : 0),
    };
    if (progress.stamps.workgroup + progress.stamps.storage > mostStamps)
      throw new FaultError({ kind: "launch", message: "the launch comes to more barriers than is supported here" });
    instance.epoch(progress.stamps.workgroup, progress.stamps.storage);
  }
}

function divergence(
  { sites }: Compiled,
  progress: Progress,
  waiting: { readonly number: number; readonly site: number },
  other: { readonly number: number; readonly site: number },
  kind: "waiting" | "ended",
): Fault {
  const place = (site: number) => ({ line: sites[site]?.line ?? 0, column: sites[site]?.column ?? 0 });
  const barrier = sites[waiting.site]?.operation ?? "workgroupBarrier";
  return {
    kind: "divergent-barrier",
    waiting: { ...place(waiting.site), barrier, invocation: progress.invocation(waiting.number) },
    other: { ...place(other.site), kind, invocation: progress.invocation(other.number) },
  };
}
