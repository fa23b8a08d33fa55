// The bank for `noGrad`: every region below is graded in place of the reference's.

// WRONG never-off: computes as if nothing had been asked
return compute();

// WRONG left-off: nobody turns recording on again
setRecording(false);
return compute();

// WRONG off-after-an-error: turns recording on again, unless compute throws
const before = isRecording();
setRecording(false);
const result = compute();
setRecording(before);
return result;

// WRONG always-on-afterwards: turns recording on, also if it was off before
setRecording(false);
try {
  return compute();
} finally {
  setRecording(true);
}

// WRONG on-after-an-error: turns recording on after an error, whatever it was before
const before = isRecording();
setRecording(false);
try {
  const result = compute();
  setRecording(before);
  return result;
} catch (error) {
  setRecording(true);
  throw error;
}

// WRONG error-swallowed: the error of compute never comes out
const before = isRecording();
setRecording(false);
let result: T | undefined;
try {
  result = compute();
} catch {
  result = undefined;
}
setRecording(before);
return result as T;

// WRONG another-error: wraps the error of compute
const before = isRecording();
setRecording(false);
try {
  return compute();
} catch (error) {
  throw new Error(`noGrad: ${String(error)}`);
} finally {
  setRecording(before);
}

// WRONG result-lost: computes, and returns nothing
const before = isRecording();
setRecording(false);
try {
  compute();
} finally {
  setRecording(before);
}
return undefined as T;

// WRONG function-returned: hands compute itself on
const before = isRecording();
setRecording(false);
try {
  return compute as T;
} finally {
  setRecording(before);
}

// WRONG computed-twice: once to see whether it throws, once for the result
const before = isRecording();
setRecording(false);
try {
  compute();
  return compute();
} finally {
  setRecording(before);
}

// WRONG computed-first: turns recording off when everything is computed
const before = isRecording();
const result = compute();
setRecording(false);
setRecording(before);
return result;

// WRONG off-by-then: remembers the state when recording is off already
setRecording(false);
const before = isRecording();
try {
  return compute();
} finally {
  setRecording(before);
}

// WRONG turned-round: turns recording to what it is not
const before = isRecording();
setRecording(!before);
try {
  return compute();
} finally {
  setRecording(before);
}

// WRONG only-if-recording: if recording is off already, does not compute at all
if (!isRecording()) return undefined as T;
setRecording(false);
try {
  return compute();
} finally {
  setRecording(true);
}

// WRONG falsy-lost: takes 0, false and the empty text for no result
const before = isRecording();
setRecording(false);
try {
  return compute() || (undefined as T);
} finally {
  setRecording(before);
}

// RIGHT catch-and-throw: puts recording back on both ways out
const before = isRecording();
setRecording(false);
let result: T;
try {
  result = compute();
} catch (error) {
  setRecording(before);
  throw error;
}
setRecording(before);
return result;

// RIGHT off-already: nothing to turn where recording is off
if (!isRecording()) return compute();
setRecording(false);
try {
  return compute();
} finally {
  setRecording(true);
}

// RIGHT helper: a helper puts recording back
const before = isRecording();
return withRecording(false, compute, before);
// HELPERS
function withRecording<T>(on: boolean, compute: () => T, afterwards: boolean): T {
  try {
    setRecording(on);
    return compute();
  } finally {
    setRecording(afterwards);
  }
}
