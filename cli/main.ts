/** The `bptm` command. Each command is loaded only when it is called. */
import { Command, CommanderError } from "commander";
import { number, oneOf, whole } from "./terminal/options";
import { complain, endWithReader, print } from "./terminal/output";

const SEED = 0x7fffffff;
const bptm = new Command("bptm");
bptm
  .description("Backup power transfer meter: a meter, its home, and the conditions that test it")
  .showHelpAfterError(false)
  .exitOverride()
  .configureOutput({ writeOut: (text) => print(text.trimEnd()), writeErr: () => undefined });

const example = (...lines: string[]): string =>
  `\nExamples:\n${lines.map((line) => `  ${line}`).join("\n")}`;

bptm
  .command("run")
  .description("runs conditions and prints their verdicts")
  .argument("[condition...]", "numbers of the library (H-01), files, or `all`")
  .option("--seed <number>", "a seed other than the condition's", whole("--seed", 0, SEED))
  .option(
    "--speed <times>",
    "speed in times real time; 0 is as fast as possible",
    number("--speed", 1e6),
    0,
  )
  .option("--json", "prints results as JSON (docs/reference/json.md)")
  .option("--list", "lists the library")
  .option("--record <file>", "writes the run as .cff, .cfg with .dat, or .csv")
  .option(
    "--encoding <name>",
    "data encoding of the recording: ascii, binary or float32",
    oneOf("--encoding", ["ascii", "binary", "float32"] as const),
    "float32",
  )
  .option("--record-from <seconds>", "start of the recording", number("--record-from", 1e6), 0)
  .option(
    "--record-for <seconds>",
    "maximum length of the recording",
    number("--record-for", 600),
    120,
  )
  .option(
    "--engine <name>",
    "engine that runs the core: wasm, or typescript for debugging",
    oneOf("--engine", ["wasm", "typescript"] as const),
    "wasm",
  )
  .addHelpText(
    "after",
    example(
      "bptm run H-01",
      "bptm run all --json",
      "bptm run my.yaml --seed 7",
      "bptm run H-01 --record h-01.cff --record-for 30",
    ),
  )
  .action(async (names: string[], options) => {
    const { runConditions } = await import("./commands/run");
    process.exitCode = await runConditions(names, options);
  });

bptm
  .command("replay")
  .description("plays a COMTRADE recording to the meter and prints what it measures and decides")
  .argument("<file>", "a .cff, or a .cfg with its .dat beside it")
  .option(
    "--map <word>",
    "maps a channel to an input, as in Va=utility_l1*0.5; repeatable",
    (word: string, words: string[] = []) => [...words, word],
  )
  .option("--map-file <file>", "reads the mapping from a file (docs/how-to/replay-a-recording.md)")
  .option("--secondary", "uses secondary values instead of primary ones")
  .option("--before <seconds>", "steady waves before the recording", number("--before", 3600), 5)
  .option("--after <seconds>", "steady waves after the recording", number("--after", 3600), 5)
  .option("--to-60-hz", "speeds a 50 Hz recording up to 60 Hz")
  .option(
    "--connected <source>",
    "the source that feeds the house at the start",
    oneOf("--connected", ["utility", "generator", "none"] as const),
    "utility",
  )
  .option("--json", "prints measurements and decisions as JSON (docs/reference/json.md)")
  .addHelpText(
    "after",
    example(
      "bptm replay fault.cff",
      "bptm replay fault.cfg --map Va=utility_l1*0.0166 --map Va=utility_l2*-0.0166",
      "bptm replay relay.cfg --to-60-hz --after 60",
    ),
  )
  .action(async (file: string, options) => {
    const { runReplay } = await import("./commands/replay");
    process.exitCode = runReplay(file, options);
  });

bptm
  .command("type-test")
  .description("runs the procedures of a type test on the twin, against limits in one file")
  .argument("[procedure...]", "names of procedures; default: all")
  .option("--list", "lists the procedures")
  .option("--limits <file>", "uses other limits (docs/how-to/run-the-type-tests.md)")
  .option(
    "--operations <number>",
    "number of transfers in the endurance test",
    whole("--operations", 4, 1e6),
  )
  .option("--full", "6,000 transfers, and a restart at every sample (takes hours)")
  .option("--jobs <number>", "number of threads; default: one per core", whole("--jobs", 1, 256))
  .option("--json", "prints everything as JSON (docs/reference/json.md)")
  .option("--keep <folder>", "writes runs that violate an invariant to a folder, for `bptm run`")
  .addHelpText(
    "after",
    example(
      "bptm type-test",
      "bptm type-test timing ride-through --limits ours.yaml",
      "bptm type-test endurance --operations 6000",
    ),
  )
  .action(async (names: string[], options) => {
    const { runTypeTests } = await import("./commands/type-test");
    process.exitCode = await runTypeTests(names, options);
  });

bptm
  .command("lab")
  .description("runs all conditions, or random ones drawn from seeds, on all cores")
  .argument("[condition...]", "numbers of the library, or files; default: the whole library")
  .option("--swarm <number>", "draws this many random conditions instead", whole("--swarm", 1, 1e6))
  .option("--seed <number>", "seed of the first random condition", whole("--seed", 0, SEED))
  .option("--jobs <number>", "number of threads; default: one per core", whole("--jobs", 1, 256))
  .option("--json", "prints verdicts, coverage and results as JSON (docs/reference/json.md)")
  .option("--junit <file>", "writes the verdicts as JUnit XML")
  .option("--report <file>", "writes a self-contained page with timelines and waveforms")
  .option("--against <report>", "compares the results with an earlier report")
  .option("--keep <folder>", "folder for the failures of a swarm", ".")
  .addHelpText(
    "after",
    example(
      "bptm lab",
      "bptm lab H-01 H-02 --report report.html",
      "bptm lab --against report.html",
      "bptm lab --swarm 200 --seed 7",
      "bptm lab --json",
    ),
  )
  .action(async (names: string[], options) => {
    const { runLab } = await import("./commands/lab");
    process.exitCode = await runLab(names, options);
  });

bptm
  .command("generators")
  .description("judges generators by running each of them on the twin")
  .argument("[unit...]", "names of units; default: all")
  .option("--seed <number>", "seed of the runs", whole("--seed", 0, SEED), 1)
  .option("--json", "prints verdicts as JSON")
  .addHelpText("after", example("bptm generators", "bptm generators open-frame-7500 --json"))
  .action(async (names: string[], options) => {
    const { judgeGenerators } = await import("./commands/generators");
    process.exitCode = await judgeGenerators(names, options);
  });

bptm
  .command("accuracy")
  .description(
    "tests the accuracy of the meter's registers against limits (docs/how-to/test-accuracy.md)",
  )
  .option("--seed <number>", "seed of the converter noise", whole("--seed", 1, SEED), 1)
  .option("--json", "prints tests, limits and the Form 2S rule's own error as JSON")
  .addHelpText("after", example("bptm accuracy", "bptm accuracy --json"))
  .action(async (options) => {
    const { runAccuracy } = await import("./commands/accuracy");
    process.exitCode = await runAccuracy(options);
  });

bptm
  .command("demo")
  .description("runs a meter with its home, panel and C12.18 port live on 127.0.0.1")
  .option(
    "--port-panel <port>",
    "port of panel and API; 0 picks a free one",
    whole("--port-panel", 0, 65535),
  )
  .option(
    "--port-c12 <port>",
    "port of the meter's tables (ANSI C12.18); 0 picks a free one",
    whole("--port-c12", 0, 65535),
  )
  .option("--c12-serial <path>", "also serves the tables on a serial port (optical probe)")
  .option("--seed <number>", "seed of the home", whole("--seed", 0, SEED))
  .option("--speed <times>", "speed in times real time", number("--speed", 1000))
  .option("--generator <unit>", "generator of the home (see bptm generators)")
  .option("--house <name>", "house of the home: small, standard or large")
  .addHelpText("after", example("bptm demo", "bptm demo --port-panel 0 --port-c12 0 --speed 10"))
  .action(async (options) => {
    const { runDemo } = await import("./commands/demo");
    process.exitCode = await runDemo(options);
  });

bptm
  .command("read")
  .description("reads a meter over ANSI C12.18; the password comes from BPTM_C12_PASSWORD")
  .argument("<address>", "HOST:PORT, or a serial port like /dev/ttyUSB0 or COM3")
  .option("--user-id <number>", "user number for the logon", whole("--user-id", 0, 65_535), 1)
  .option("--user <name>", "user name for the logon, up to 10 characters", "bptm")
  .option("--identity <number>", "identity of the device in C12.21", whole("--identity", 0, 255), 0)
  .option("--baud <rate>", "negotiates a faster serial rate", whole("--baud", 1, 256_000))
  .option(
    "--json",
    "prints all tables as JSON, octets and values; with --follow one line per entry",
  )
  .option("--csv <folder>", "writes registers, intervals and logs to a folder")
  .option("--follow", "prints new log entries as they arrive")
  .option(
    "--every <seconds>",
    "time between two readings of the logs",
    number("--every", 86_400),
    10,
  )
  .option(
    "--profile <file>",
    "file with names of the manufacturer's tables (docs/how-to/read-a-meter.md)",
  )
  .addHelpText(
    "after",
    example(
      "bptm read 127.0.0.1:7318",
      "bptm read 127.0.0.1:7318 --json",
      "bptm read 127.0.0.1:7318 --csv meter",
      "bptm read 127.0.0.1:7318 --follow --every 5",
      "bptm read /dev/ttyUSB0 --baud 57600",
    ),
  )
  .action(async (address: string, options) => {
    const { readOne } = await import("./read/read");
    process.exitCode = await readOne(address, options);
  });

bptm
  .command("prove")
  .description("explores every reachable state and proves the invariants of the released core")
  .option("--quick", "a few minutes on two cores (default)")
  .option("--full", "explores as far as memory allows")
  .option(
    "--solver <name>",
    "solver: npm (z3 as a package), or the programs z3 or cvc5",
    oneOf("--solver", ["npm", "z3", "cvc5"] as const),
    "npm",
  )
  .option("--both", "also uses cvc5 as a second, independent solver")
  .option("--timeout <seconds>", "time limit of one query", whole("--timeout", 1, 86_400), 120)
  .option("--jobs <number>", "number of threads; default: one per core", whole("--jobs", 1, 256))
  .option(
    "--memory <MB>",
    "memory for all threads; default: half of the machine's",
    whole("--memory", 64, 1e7),
  )
  .option("--states <number>", "maximum states of each exploration", whole("--states", 1, 1e9))
  .option("--json", "prints the results as JSON (docs/reference/json.md)")
  .option("--certificate <file>", "writes the results as Markdown")
  .option("--resume <file>", "stores results in a file, and reuses those already in it")
  .option(
    "--terms <number>",
    "only compares the proof's terms with the running modules, on this many random states",
    whole("--terms", 1, 1e9),
  )
  .option(
    "--attack <number>",
    "only searches for waveforms that break the assumptions, this many for each",
    whole("--attack", 1, 1e7),
  )
  .option(
    "--seed <number>",
    "seed of --terms and --attack; default: a random one",
    whole("--seed", 1, 2 ** 31),
  )
  .option("--examples", "finds deliberate bugs instead, to show that the proof can fail")
  .option(
    "--interlock <bar>",
    "only explores the pairs of faults with another bar than the ganged one: per-pole",
    oneOf("--interlock", ["per-pole"] as const),
  )
  .addHelpText(
    "after",
    example(
      "bptm prove",
      "bptm prove --both --certificate proof.md",
      "bptm prove --full --resume proof.jsonl",
      "bptm prove --examples",
    ),
  )
  .action(async (options) => {
    const { prove } = await import("./commands/prove");
    process.exitCode = await prove(options);
  });

/** Exits with the status for the error. */
function fail(error: unknown): void {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return;
    const sentence = error.message.replace(/^error: /, "").replaceAll(/\s+/g, " ");
    complain(`bptm: E-CLI-01: ${sentence}; \`bptm --help\` lists the commands.`);
    process.exitCode = 2;
  } else if (error instanceof Error && "code" in error && String(error.code).startsWith("E-")) {
    // Errors of every room include their code; their message is one sentence.
    complain(`bptm: ${error.message}`);
    process.exitCode = 2;
  } else throw error;
}

endWithReader();
try {
  if (process.argv.length < 3) bptm.outputHelp();
  else await bptm.parseAsync();
} catch (error) {
  fail(error);
}
