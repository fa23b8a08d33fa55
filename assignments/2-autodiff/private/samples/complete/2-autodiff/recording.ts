let recording = true;

/** Whether operations record their operands, so that `backward` finds the way. */
export function isRecording(): boolean {
  return recording;
}

/** Turns recording on or off. `noGrad` does it for the time of a computation; nobody else should need to. */
export function setRecording(on: boolean): void {
  recording = on;
}
