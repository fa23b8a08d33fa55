/**
 * @file The system-call filter of a sealed process. It binds native code too.
 *
 * A seccomp filter is a small program for the kernel's BPF machine. It runs before every system call, reads the number
 * and the arguments of the call, and returns whether the kernel performs it. bubblewrap installs the filter right before
 * it starts the program, and no process can remove it.
 *
 * The filter lists the refused calls, because the calls that Node and its C library need differ from release to release.
 * It also refuses calls that are newer than the list, with the answer of a kernel that does not know them. Of the calls
 * that TypeScript's compiler makes (a Go program), the list has only fanotify_init, which the compiler can do without.
 *
 * @see https://docs.kernel.org/userspace-api/seccomp_filter.html
 * @see Linux 6.1, arch/x86/entry/syscalls/syscall_64.tbl and include/uapi/asm-generic/unistd.h, for the numbers
 */

type Numbers = readonly [x64: number, arm64: number | undefined];

/** Call name → its number on x64 and on arm64, which lacks the oldest calls. The answer to all of them is EPERM. */
export const refusedCalls: Readonly<Record<string, Numbers>> = {
  // Connections, and descriptors from other processes. The pipes to the grader are sockets too, but they exist already
  // and are only read and written. getsockname stays allowed, because Node calls it.
  socket: [41, 198],
  socketpair: [53, 199],
  connect: [42, 203],
  bind: [49, 200],
  listen: [50, 201],
  accept: [43, 202],
  accept4: [288, 242],
  sendto: [44, 206],
  sendmsg: [46, 211],
  sendmmsg: [307, 269],
  recvfrom: [45, 207],
  recvmsg: [47, 212],
  recvmmsg: [299, 243],

  // Further processes. Threads are allowed: clone and clone3 have rules of their own below. execve stays allowed, because
  // it starts the program itself; it can only replace this process by another one in the same sandbox.
  fork: [57, undefined],
  vfork: [58, undefined],
  execveat: [322, 281],

  // Signals to other processes, and their memory. tgkill stays allowed: abort() uses it, and Node ends by abort() when
  // its heap is full.
  kill: [62, 129],
  tkill: [200, 130],
  rt_sigqueueinfo: [129, 138],
  rt_tgsigqueueinfo: [297, 240],
  pidfd_open: [434, 434],
  pidfd_send_signal: [424, 424],
  pidfd_getfd: [438, 438],
  ptrace: [101, 117],
  process_vm_readv: [310, 270],
  process_vm_writev: [311, 271],
  process_madvise: [440, 440],
  process_mrelease: [448, 448],
  kcmp: [312, 272],

  // Other views of the machine: namespaces, mounts, files by handle.
  unshare: [272, 97],
  setns: [308, 268],
  mount: [165, 40],
  umount2: [166, 39],
  pivot_root: [155, 41],
  chroot: [161, 51],
  open_tree: [428, 428],
  move_mount: [429, 429],
  mount_setattr: [442, 442],
  fsopen: [430, 430],
  fsconfig: [431, 431],
  fsmount: [432, 432],
  fspick: [433, 433],
  name_to_handle_at: [303, 264],
  open_by_handle_at: [304, 265],
  quotactl: [179, 60],
  quotactl_fd: [443, 443],
  swapon: [167, 224],
  swapoff: [168, 225],

  // Memory that RLIMIT_DATA does not count, and memory that is shared with other processes.
  memfd_create: [319, 279],
  memfd_secret: [447, 447],
  shmget: [29, 194],
  shmat: [30, 196],
  shmctl: [31, 195],
  shmdt: [67, 197],
  semget: [64, 190],
  semop: [65, 193],
  semtimedop: [220, 192],
  semctl: [66, 191],
  msgget: [68, 186],
  msgsnd: [69, 189],
  msgrcv: [70, 188],
  msgctl: [71, 187],
  mq_open: [240, 180],
  mq_unlink: [241, 181],
  mq_timedsend: [242, 182],
  mq_timedreceive: [243, 183],
  mq_notify: [244, 184],
  mq_getsetattr: [245, 185],
  migrate_pages: [256, 238],
  move_pages: [279, 239],

  // Parts of the kernel in which many holes were found. A numerical program needs none of them.
  bpf: [321, 280],
  perf_event_open: [298, 241],
  io_uring_setup: [425, 425],
  io_uring_enter: [426, 426],
  io_uring_register: [427, 427],
  io_setup: [206, 0],
  io_submit: [209, 2],
  userfaultfd: [323, 282],
  add_key: [248, 217],
  request_key: [249, 218],
  keyctl: [250, 219],
  splice: [275, 76],
  tee: [276, 77],
  vmsplice: [278, 75],
  fanotify_init: [300, 262],
  fanotify_mark: [301, 263],
  modify_ldt: [154, undefined],
  personality: [135, 92],
  uselib: [134, undefined],
  lookup_dcookie: [212, 18],

  // Calls of the administrator. The kernel refuses them to this user anyway; a second refusal costs nothing.
  kexec_load: [246, 104],
  kexec_file_load: [320, 294],
  init_module: [175, 105],
  finit_module: [313, 273],
  delete_module: [176, 106],
  iopl: [172, undefined],
  ioperm: [173, undefined],
  syslog: [103, 116],
  reboot: [169, 142],
  acct: [163, 89],
  vhangup: [153, 58],
  settimeofday: [164, 170],
  clock_settime: [227, 112],
  clock_adjtime: [305, 266],
  adjtimex: [159, 171],
  sethostname: [170, 161],
  setdomainname: [171, 162],
};

/** Per architecture: the kernel's name of it (AUDIT_ARCH_*), its column in the table, and the number of clone. */
const architectures = {
  x64: { audit: 0xc000003e, column: 0, clone: 56 },
  arm64: { audit: 0xc00000b7, column: 1, clone: 220 },
} as const;

// From 424 on, a call has the same number on every architecture.
const CLONE3 = 435;
const NEWEST_KNOWN = 450; // set_mempolicy_home_node, Linux 5.17
const X32_BIT = 0x40000000; // marks the calls of x64's third ABI, 32-bit pointers on 64-bit registers
const CLONE_THREAD = 0x00010000;

// Offsets into the kernel's `struct seccomp_data`, which the filter reads. Arguments are 64 bits wide, low half first.
const NUMBER = 0;
const ARCHITECTURE = 4;
const FIRST_ARGUMENT = 16;

// Operation codes of classic BPF. A jump skips `yes` instructions if it holds and `no` if not.
const LOAD = 0x20;
const EQUAL = 0x15;
const GREATER = 0x25;
const AT_LEAST = 0x35;
const ANY_BIT = 0x45;
const RETURN = 0x06;

// The answers of the filter to a call.
const ALLOW = 0x7fff0000;
const KILL_PROCESS = 0x80000000;
const EPERM = 0x00050001;
const ENOSYS = 0x00050026; // the call does not exist: the C library then uses an older call

type Instruction = readonly [code: number, operand: number, yes?: number, no?: number];

/**
 * The filter as the bytes that `bwrap --seccomp` reads: eight for each instruction, little-endian.
 *
 * @param architecture - as `process.arch` names it
 * @returns undefined for an architecture whose numbers are unknown: then there is no filter
 */
export function seccompFilter(architecture: string = process.arch): Uint8Array | undefined {
  if (architecture !== "x64" && architecture !== "arm64") return undefined;
  const { audit, column, clone } = architectures[architecture];

  const program: Instruction[] = [
    // In another ABI, the same number means another call: check the ABI first.
    [LOAD, ARCHITECTURE],
    [EQUAL, audit, 1, 0],
    [RETURN, KILL_PROCESS],
    [LOAD, NUMBER],
  ];
  if (architecture === "x64") program.push([AT_LEAST, X32_BIT, 0, 1], [RETURN, KILL_PROCESS]);
  program.push([GREATER, NEWEST_KNOWN, 0, 1], [RETURN, ENOSYS]);
  // The arguments of clone3 lie in memory, which a filter cannot read. After ENOSYS the C library calls clone.
  program.push([EQUAL, CLONE3, 0, 1], [RETURN, ENOSYS]);
  for (const numbers of Object.values(refusedCalls)) {
    const number = numbers[column];
    if (number !== undefined) program.push([EQUAL, number, 0, 1], [RETURN, EPERM]);
  }
  program.push(
    [EQUAL, clone, 0, 3],
    [LOAD, FIRST_ARGUMENT],
    [ANY_BIT, CLONE_THREAD, 1, 0],
    [RETURN, EPERM],
    [RETURN, ALLOW],
  );
  return assemble(program);
}

/** `struct sock_filter { u16 code; u8 yes; u8 no; u32 operand }` for each instruction. */
function assemble(program: readonly Instruction[]): Uint8Array {
  const bytes = new Uint8Array(8 * program.length);
  const view = new DataView(bytes.buffer);
  for (const [index, [code, operand, yes = 0, no = 0]] of program.entries()) {
    view.setUint16(8 * index, code, true);
    view.setUint8(8 * index + 2, yes);
    view.setUint8(8 * index + 3, no);
    view.setUint32(8 * index + 4, operand, true);
  }
  return bytes;
}
