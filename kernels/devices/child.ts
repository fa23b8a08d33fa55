/**
 * @file A process with a WebGPU device: it takes requests from descriptor 3, and answers to descriptor 4. A kernel that hangs,
 * or a driver that dies, takes this process with it, and nothing else. Its argument is the backend: `null` compiles and
 * validates without a driver, `default` takes the adapter that Dawn prefers.
 */
import { createReadStream, createWriteStream } from "node:fs";
import { create, globals } from "webgpu";
import { FrameReader, writeFrame } from "../frames.ts";
import { cutBuffers, joinBuffers } from "../rows.ts";
import type { DeviceAnswer, DeviceRequest, Diagnostic } from "./messages.ts";

Object.assign(globalThis, globals);

/** The grader is trusted, so a request may have any size. */
const anySize = { textBytes: 2 ** 31, numbers: 2 ** 28 };

async function main(backend: string): Promise<void> {
  const requests = new FrameReader(createReadStream("", { fd: 3 }));
  const answers = createWriteStream("", { fd: 4 });
  const tell = (message: object, numbers: Float64Array = new Float64Array()): void =>
    writeFrame(answers, { text: JSON.stringify(message), numbers });

  const gpu = create(backend === "null" ? ["backend=null"] : []);
  const adapter = await gpu.requestAdapter({ powerPreference: "high-performance" });
  if (adapter === null) {
    tell({ kind: "none", reason: "no driver for a graphics processor, and none in software" });
    return;
  }
  const { architecture, description, device: model, isFallbackAdapter } = adapter.info;
  // Default limits, so that every engine refuses the same kernels.
  const device = await adapter.requestDevice();
  tell({
    kind: "ready",
    engine: {
      name: architecture === "" ? model : architecture,
      driver: description,
      isSoftware: isFallbackAdapter || /llvmpipe|swiftshader/i.test(`${model} ${description}`),
    },
  });

  for (;;) {
    const { text, numbers } = await requests.next(anySize);
    const request = JSON.parse(text) as DeviceRequest;
    switch (request.kind) {
      case "diagnose": {
        const answer: DeviceAnswer = { kind: "diagnosed", diagnostics: [...(await diagnose(device, request.wgsl))] };
        tell(answer);
        break;
      }
      case "launch": {
        const outcome = await launch(device, request, numbers);
        if (typeof outcome === "string") tell({ kind: "rejected", reason: outcome } satisfies DeviceAnswer);
        else tell({ kind: "ran" } satisfies DeviceAnswer, outcome);
      }
    }
  }
}

/** Asks the compiler what it thinks of a module. */
async function diagnose(device: GPUDevice, wgsl: string): Promise<readonly Diagnostic[]> {
  device.pushErrorScope("validation");
  const { messages } = await device.createShaderModule({ code: wgsl }).getCompilationInfo();
  await device.popErrorScope();
  return Array.from(messages, ({ type, lineNum, linePos, length, message }) => ({
    severity: type,
    line: lineNum,
    column: linePos,
    length,
    text: message,
  }));
}

/** Runs a launch. @returns the bytes of its storage buffers; or why the device refuses it */
async function launch(
  device: GPUDevice,
  { wgsl, entryPoint, workgroups, bindings }: Extract<DeviceRequest, { kind: "launch" }>,
  row: Float64Array,
): Promise<Float64Array | string> {
  const given = cutBuffers(
    row,
    bindings.map(({ byteLength }) => byteLength),
  );
  device.pushErrorScope("out-of-memory");
  device.pushErrorScope("validation");
  // With `layout: "auto"`, a binding that the kernel does not use would be missing from the layout.
  const layout = device.createBindGroupLayout({
    entries: bindings.map(({ binding, kind }) => ({
      binding,
      visibility: GPUShaderStage.COMPUTE,
      buffer: { type: kind === "storage" ? "storage" : kind === "uniform" ? "uniform" : "read-only-storage" },
    })),
  });
  const pipeline = device.createComputePipeline({
    layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
    compute: { module: device.createShaderModule({ code: wgsl }), entryPoint },
  });
  const buffers = bindings.map(({ kind, byteLength }, i) => {
    const usage = kind === "uniform" ? GPUBufferUsage.UNIFORM : GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC;
    const buffer = device.createBuffer({ size: Math.max(16, byteLength), usage: usage | GPUBufferUsage.COPY_DST });
    device.queue.writeBuffer(buffer, 0, new Uint8Array(given[i] ?? []));
    return buffer;
  });
  const group = device.createBindGroup({
    layout,
    entries: bindings.map(({ binding, byteLength }, i) => ({
      binding,
      resource: { buffer: buffers[i] as GPUBuffer, size: Math.max(4, byteLength) },
    })),
  });
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, group);
  pass.dispatchWorkgroups(...workgroups);
  pass.end();
  const written = bindings.flatMap(({ kind, byteLength }, i) => (kind === "storage" ? [{ i, byteLength }] : []));
  const readable = written.map(({ i, byteLength }) => {
    const copy = device.createBuffer({
      size: Math.max(16, byteLength),
      usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
    });
    if (byteLength > 0) encoder.copyBufferToBuffer(buffers[i] as GPUBuffer, 0, copy, 0, byteLength);
    return copy;
  });
  device.queue.submit([encoder.finish()]);
  const faults = [await device.popErrorScope(), await device.popErrorScope()].filter((error) => error !== null);
  const [fault] = faults;
  try {
    if (fault !== undefined) return fault.message;
    const bytes: Uint8Array[] = [];
    for (const [k, copy] of readable.entries()) {
      await copy.mapAsync(GPUMapMode.READ);
      bytes.push(new Uint8Array(copy.getMappedRange().slice(0, written[k]?.byteLength)));
      copy.unmap();
    }
    return joinBuffers(bytes);
  } finally {
    for (const buffer of [...buffers, ...readable]) buffer.destroy();
  }
}

await main(process.argv[2] ?? "default");
