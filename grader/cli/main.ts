/** @file The command line of `grade`. It turns every failure into one sentence, a next step and an exit code. */
import { Command, CommanderError, Option } from "commander";
import { wrap } from "../report/terminal/layout.ts";
import { printableLines } from "../report/terminal/printable.ts";
import { columnsOf } from "../report/terminal/columns.ts";
import type { AuditFlags } from "./commands/audit.ts";
import { doctorCommand } from "./commands/doctor.ts";
import { exitCodes } from "./exit-codes.ts";
import { experimentCommand, type ExperimentFlags } from "./commands/experiment.ts";
import { gradeCommand } from "./commands/grade.ts";
import { hintCommand } from "./commands/hint.ts";
import { listCommand } from "./commands/list.ts";
import { packCommand } from "./commands/pack.ts";
import { restoreCommand } from "./commands/restore.ts";
import { tryCommand } from "./commands/try.ts";
import { ChainruleError } from "../result/chainrule-error.ts";

const repeatableOption = (flags: string, description: string) =>
  new Option(flags, description)
    .argParser((value: string, before: readonly string[]) => [...before, value])
    .default([], "all");
const exitCodesHelp =
  "Exit codes: 0 all points, 1 points missing, 2 usage or bad submission, 3 the grader, the course or this machine is at fault.";

const program = new Command("grade")
  .configureOutput({
    getOutHelpWidth: () => columnsOf(process.stdout),
    getErrHelpWidth: () => columnsOf(process.stderr),
  })
  .description(
    "Grades a submission of the course: which stubs hold, and for the first that does not, the smallest case that shows it.",
  )
  .argument(
    "[path]",
    "the folder of the submission; the starter if left out. A stub's id is that stub, a file of the course its stubs. A subcommand's name wins: write ./list for a folder called list",
  )
  .helpCommand("help [command]", "Shows this help, or that of a command.")
  .enablePositionalOptions()
  .addOption(repeatableOption("-a, --assignment <id>", "grade only this assignment (repeatable)"))
  .addOption(repeatableOption("-s, --stub <id>", "grade only this stub (repeatable)"))
  .option("--all", "every assignment in full; without it one is, and the others are a line each")
  .option("-w, --watch", "grade again after every save, the stub at hand first")
  .option("--secret <file>", "draw the questions from the secret in this file, as marks do; without it, a practice run")
  .option("--replay [law@seed:path]", "judge one case again, as a report names it; the one shown last if left out")
  .option("--json <file>", "write the result as JSON too; - writes it to the terminal instead of the report")
  .option("--exit-zero", "exit with 0 although points are missing, for scripts that read the result")
  .option("--fresh", "judge every stub again, also those that have not changed since an earlier run")
  .addOption(new Option("--weak", "never use bubblewrap, to see what a machine without it does").hideHelp())
  .addHelpText(
    "after",
    `\nExamples:\n  npx grade\n  npx grade mul.backward\n  npx grade --watch\n  npx grade ../handed-in --json result.json\n\n${wrap(exitCodesHelp, columnsOf(process.stdout)).join("\n")}`,
  )
  .action(gradeCommand);

program
  .command("list")
  .description("Lists the stubs in the order in which they build on each other, with their points and files.")
  .option("--json", "as JSON")
  .addHelpText("after", "\nExample:\n  npx grade list")
  .action(listCommand);

program
  .command("try")
  .description("Runs a small program of the handout on your own library: what you predict, and what comes.")
  .argument("[name...]", "the try's name, or the id of a stub; without it, all names")
  .addHelpText("after", "\nExamples:\n  npx grade try stretching\n  npx grade try mul")
  .action(tryCommand);

program
  .command("experiment")
  .description("Runs an experiment of the handout on your own library, and draws what comes.")
  .argument("[name]", "the experiment's name; without it, all names")
  .option("--svg <file>", "write the picture to this file, too; only a picture of this command is replaced")
  .option("--ascii", "draw with plain characters, for a terminal without others")
  .addHelpText("after", "\nExamples:\n  npx grade experiment\n  npx grade experiment depth --svg depth.svg")
  .action((name: string | undefined, options: ExperimentFlags) => experimentCommand(name, options));

program
  .command("hint")
  .description("Gives the hints for a stub, three each: the first, or with a higher number one more.")
  .argument("[stub]", "the stub's id; the stub at hand if left out")
  .option("-n, --number <n>", "how many hints: 1 (a question), 2 (a smaller case), 3 (the shape of the answer)", "1")
  .addHelpText("after", "\nExamples:\n  npx grade hint\n  npx grade hint mul.backward -n 2")
  .action((stub: string | undefined, options: { number: string }) => hintCommand(stub, options));

program
  .command("pack")
  .description("Writes the archive to hand in: only the files that the assignment names, with a receipt.")
  .argument("[folder]", "the folder of the submission; the starter if left out")
  .addOption(repeatableOption("-a, --assignment <id>", "pack only this assignment (repeatable)"))
  .option("-o, --output <file>", "where to write it, a file or a folder; ID.zip where you stand if left out")
  .addOption(new Option("--weak", "never use bubblewrap").hideHelp())
  .addHelpText("after", "\nExamples:\n  npx grade pack\n  npx grade pack -o ~/Desktop")
  .action(packCommand);

program
  .command("restore")
  .description("Puts a file's markers and locked text back around what you have written in it; keeps a backup.")
  .argument("[file]", "the file, from where you stand or from starter/; can be left out with --stub")
  .option("-s, --stub <id>", "only put the starter's throw back into this stub")
  .addHelpText(
    "after",
    "\nExamples:\n  npx grade restore starter/2-autodiff/ops/mul.ts\n  npx grade restore --stub mul.backward",
  )
  .action(restoreCommand);

program
  .command("doctor")
  .description("Tries every layer of protection on this machine, and says how to get what is missing.")
  .option("--fetch-driver", "first fetch a driver in software that runs kernels (x64 Linux)")
  .addHelpText("after", "\nExample:\n  npx grade doctor")
  .action(doctorCommand);

program
  .command("audit")
  .description("Grades the grader: the starter, the reference, and the bank of right and wrong regions.")
  .option("--everything", "also what needs a wrong region, and the capstone, for the whole bank")
  .addOption(
    new Option("--mutants", "mechanical changes of the reference instead of the bank").conflicts([
      "everything",
      "seeds",
    ]),
  )
  .addOption(repeatableOption("-a, --assignment <id>", "only the banks of this assignment (repeatable)"))
  .addOption(repeatableOption("--stub <id>", "only this stub's bank (repeatable)"))
  .option("--sample <n>", "only so many regions or mutants, drawn anew every day")
  .option("--seeds <n>", "how many sets of questions every right region must pass", "5")
  .option("--seed <n>", "which samples are drawn", String(new Date().getUTCDate()))
  .addHelpText("after", "\nExample:\n  npx grade audit --stub mul.backward")
  .action(async (options: AuditFlags) => (await import("./commands/audit.ts")).auditCommand(options));

// `readRequest` refuses excess words of `grade` itself. The subcommands, made above, keep commander's check.
program.allowExcessArguments();
// A signal to end exits through `process.exit`, so that exit handlers end the sealed processes, too.
for (const [signal, number] of Object.entries({ SIGHUP: 1, SIGTERM: 15 }))
  process.once(signal, () => process.exit(128 + number));
// `grade … | head` closes the pipe early; this is a normal end.
process.stdout.on("error", (error: NodeJS.ErrnoException) =>
  process.exit(error.code === "EPIPE" ? exitCodes.allPoints : exitCodes.fault),
);
for (const command of [program, ...program.commands])
  command
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(printableLines(text, 400).join("\n")) })
    .showHelpAfterError(`  Next: npx grade ${command === program ? "" : `${command.name()} `}--help [E_USAGE]`);

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = reportError(error);
}

/** Prints an error and its next step. @returns the exit code */
function reportError(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.allPoints : exitCodes.usage;
  if (!(error instanceof ChainruleError)) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    console.error(printableLines(`The grader is at fault, not your code: ${text}`, 400).join("\n"));
    console.error("  Next: send this text to the course staff; nothing that you earned is lost [E_INTERNAL]");
    return exitCodes.fault;
  }
  // The message may contain file names of a hostile submission.
  console.error(printableLines(error.message, 400).join("\n"));
  switch (error.fault) {
    case "usage":
    case "submission":
      return exitCodes.usage;
    case "course":
      console.error("  The course is at fault, not a submission: its staff mends this.");
      return exitCodes.fault;
    case "machine":
      console.error("  This machine is at fault, not a submission.");
      return exitCodes.fault;
  }
}
