/** @file The command line. Every failure ends here, as one sentence with a next step and an exit code. */
import { Command, CommanderError, Option } from "commander";
import { SubmissionError } from "../intake/files.ts";
import { wrap } from "../report/layout.ts";
import { printableLines } from "../report/printable.ts";
import { columnsOf } from "./columns.ts";
import { doctorCommand } from "./doctor.ts";
import { exit } from "./exit.ts";
import { gradeCommand } from "./grade.ts";
import { hintCommand } from "./hint.ts";
import { listCommand } from "./list.ts";
import { packCommand } from "./pack.ts";
import { restoreCommand } from "./restore.ts";

const repeatable = (flags: string, description: string) =>
  new Option(flags, description)
    .argParser((value: string, before: readonly string[]) => [...before, value])
    .default([], "all");
const exitCodes = "Exit codes: 0 all points, 1 points missing, 2 usage or bad submission, 3 the grader is at fault.";

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
    "the folder of the submission; the starter if left out. A stub's id is that stub. A subcommand's name wins: write ./list for a folder called list",
  )
  .helpCommand("help [command]", "Shows this help, or that of a command.")
  .enablePositionalOptions()
  .addOption(repeatable("-a, --assignment <id>", "grade only this assignment (repeatable)"))
  .addOption(repeatable("-s, --stub <id>", "grade only this stub (repeatable)"))
  .option("-w, --watch", "grade again after every save, the stub at hand first")
  .option("--secret <file>", "draw the questions from the secret in this file, as marks do; without it, a practice run")
  .option("--replay [law@seed:path]", "judge one case again, as a report names it; the one shown last if left out")
  .option("--json <file>", "write the result as JSON too; - writes it to the terminal instead of the report")
  .option("--exit-zero", "exit with 0 although points are missing, for scripts that read the result")
  .addOption(new Option("--weak", "never use bubblewrap, to see what a machine without it does").hideHelp())
  .addHelpText(
    "after",
    `\nExamples:\n  npx grade\n  npx grade mul.backward\n  npx grade --watch\n  npx grade ../handed-in --json result.json\n\n${wrap(exitCodes, columnsOf(process.stdout)).join("\n")}`,
  )
  .action(gradeCommand);

program
  .command("list")
  .description("Lists the stubs in the order in which they build on each other, with their points and files.")
  .option("--json", "as JSON")
  .addHelpText("after", "\nExample:\n  npx grade list")
  .action(listCommand);

program
  .command("hint")
  .description("Gives the hints for a stub, three each: the first, or with a higher number one more.")
  .argument("<stub>", "the stub's id")
  .option("-n, --number <n>", "how many hints: 1 (a question), 2 (a smaller case), 3 (the shape of the answer)", "1")
  .addHelpText("after", "\nExample:\n  npx grade hint mul.backward\n  npx grade hint mul.backward -n 2")
  .action(hintCommand);

program
  .command("pack")
  .description("Writes the archive to hand in: only the files that the assignment names, with a receipt.")
  .argument("[folder]", "the folder of the submission; the starter if left out")
  .addOption(repeatable("-a, --assignment <id>", "pack only this assignment (repeatable)"))
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
  .addHelpText("after", "\nExample:\n  npx grade doctor")
  .action(doctorCommand);

program
  .command("audit")
  .description("Grades the grader: the starter, the reference, and the bank of right and wrong regions.")
  .option("--everything", "also what needs a wrong region, and the capstone, for the whole bank")
  .addOption(repeatable("--stub <id>", "only this stub's bank (repeatable)"))
  .option("--seed <n>", "which sample is drawn", String(new Date().getUTCDate()))
  .addHelpText("after", "\nExample:\n  npx grade audit --stub mul.backward")
  .action(async (options: { everything?: boolean; stub: readonly string[]; seed: string }) =>
    (await import("./audit.ts")).auditCommand(options),
  );

// `asked` tells what too much was; commands, made before this, tell it by themselves.
program.allowExcessArguments();
// Whoever is told to end takes the sealed processes along.
for (const [signal, number] of Object.entries({ SIGHUP: 1, SIGTERM: 15 }))
  process.once(signal, () => process.exit(128 + number));
// `grade … | head` closes the pipe early: that is no fault.
process.stdout.on("error", (error: NodeJS.ErrnoException) =>
  process.exit(error.code === "EPIPE" ? exit.allPoints : exit.internal),
);
for (const command of [program, ...program.commands])
  command
    .exitOverride()
    .showHelpAfterError(`  Next: npx grade ${command === program ? "" : `${command.name()} `}--help [E_USAGE]`);

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? exit.allPoints : exit.usage;
  else if (error instanceof SubmissionError || (error instanceof Error && / \[E_[A-Z_]+\]$/.test(error.message))) {
    // It may name files of a stranger.
    console.error(printableLines(error.message, 400).join("\n"));
    process.exitCode = exit.usage;
  } else {
    console.error(
      `The grader is at fault, not your code: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
    console.error("  Next: send this text to the course staff; nothing that you earned is lost [E_INTERNAL]");
    process.exitCode = exit.internal;
  }
}
