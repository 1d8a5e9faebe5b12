/** The `bptm` command. Each command loads its own half only when it is called. */
import { Command, CommanderError } from "commander";
import { number, oneOf, whole } from "./terminal/options";
import { complain, endWithReader, print } from "./terminal/output";

const SEED = 0x7fffffff;
const bptm = new Command("bptm");
bptm
  .description("Backup power transfer meter: a meter, its home, and the conditions that try it")
  .showHelpAfterError(false)
  .exitOverride()
  .configureOutput({ writeOut: (text) => print(text.trimEnd()), writeErr: () => undefined });

const example = (...lines: string[]): string =>
  `\nExamples:\n${lines.map((line) => `  ${line}`).join("\n")}`;

bptm
  .command("run")
  .description("runs conditions to their verdict")
  .argument("[condition...]", "numbers of the library (H-01), files, or `all`")
  .option("--seed <number>", "another seed than the condition's", whole("--seed", 0, SEED))
  .option("--speed <times>", "times real time; 0 as fast as it goes", number("--speed", 1e6), 0)
  .option("--json", "prints results as JSON (docs/reference/json.md)")
  .option("--list", "lists the library")
  .option("--record <file>", "writes the run as .cff, .cfg with .dat, or .csv")
  .option(
    "--encoding <name>",
    "of the recording's data: ascii, binary or float32",
    oneOf("--encoding", ["ascii", "binary", "float32"] as const),
    "float32",
  )
  .option("--record-from <seconds>", "begin of the recording", number("--record-from", 1e6), 0)
  .option("--record-for <seconds>", "length at most", number("--record-for", 600), 120)
  .option(
    "--engine <name>",
    "wasm, or typescript for debugging",
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
  .description("plays a recording (COMTRADE) to the meter: what it would have sensed and decided")
  .argument("<file>", "a .cff, or a .cfg with its .dat beside it")
  .option(
    "--map <word>",
    "a channel to an input, like Va=utility_l1*0.5; once for each",
    (word: string, words: string[] = []) => [...words, word],
  )
  .option("--map-file <file>", "the same from a file (docs/how-to/replay-a-recording.md)")
  .option("--secondary", "takes values of the secondary side; else the primary one")
  .option("--before <seconds>", "steady waves before it", number("--before", 3600), 5)
  .option("--after <seconds>", "steady waves after it", number("--after", 3600), 5)
  .option("--to-60-hz", "plays 50 Hz so fast that it is 60 Hz")
  .option(
    "--connected <source>",
    "what the house hangs on at first",
    oneOf("--connected", ["utility", "generator", "none"] as const),
    "utility",
  )
  .option("--json", "prints what was sensed and decided as JSON (docs/reference/json.md)")
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
  .argument("[procedure...]", "which procedures; all when left out")
  .option("--list", "lists the procedures")
  .option("--limits <file>", "other limits (docs/how-to/run-the-type-tests.md)")
  .option("--operations <number>", "transfers of the endurance test", whole("--operations", 4, 1e6))
  .option("--full", "6 000 transfers, and a restart at every sample: hours")
  .option("--jobs <number>", "threads; as many as there are cores", whole("--jobs", 1, 256))
  .option("--json", "prints everything as JSON (docs/reference/json.md)")
  .option("--keep <folder>", "writes runs that break an invariant there, for `bptm run`")
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
  .description("runs the whole library, or conditions drawn from seeds, on all cores")
  .argument("[condition...]", "numbers of the library or files; the whole library when left out")
  .option("--swarm <number>", "draws so many conditions instead", whole("--swarm", 1, 1e6))
  .option("--seed <number>", "seed of the first one drawn", whole("--seed", 0, SEED))
  .option("--jobs <number>", "threads; as many as there are cores", whole("--jobs", 1, 256))
  .option("--json", "prints verdicts, coverage and results as JSON (docs/reference/json.md)")
  .option("--junit <file>", "writes the verdicts as JUnit XML")
  .option("--report <file>", "writes one self-contained page with timelines and oscillograms")
  .option("--against <report>", "says what is not as in an earlier report")
  .option("--keep <folder>", "where failures of a swarm are kept", ".")
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
  .argument("[unit...]", "names of units; all when left out")
  .option("--seed <number>", "seed of the runs", whole("--seed", 0, SEED), 1)
  .option("--json", "prints verdicts as JSON")
  .addHelpText("after", example("bptm generators", "bptm generators open-frame-7500 --json"))
  .action(async (names: string[], options) => {
    const { judgeGenerators } = await import("./commands/generators");
    process.exitCode = await judgeGenerators(names, options);
  });

bptm
  .command("accuracy")
  .description("tests what the meter registers, beside its limits (docs/how-to/test-accuracy.md)")
  .option("--seed <number>", "seed of the converter's noise", whole("--seed", 1, SEED), 1)
  .option("--json", "prints tests, limits and the Form 2S rule's own error as JSON")
  .addHelpText("after", example("bptm accuracy", "bptm accuracy --json"))
  .action(async (options) => {
    const { runAccuracy } = await import("./commands/accuracy");
    process.exitCode = await runAccuracy(options);
  });

bptm
  .command("demo")
  .description("a meter, its home, its panel and its C12.18 port, live on 127.0.0.1")
  .option(
    "--port-panel <port>",
    "port of panel and API; 0 a free one",
    whole("--port-panel", 0, 65535),
  )
  .option(
    "--port-c12 <port>",
    "port of the meter's tables (ANSI C12.18); 0 a free one",
    whole("--port-c12", 0, 65535),
  )
  .option("--c12-serial <path>", "serves the tables on a serial port as well (an optical probe)")
  .option("--seed <number>", "seed of the home", whole("--seed", 0, SEED))
  .option("--speed <times>", "times real time", number("--speed", 1000))
  .option("--generator <unit>", "the generator that stands by (see bptm generators)")
  .option("--house <name>", "small, standard or large")
  .addHelpText("after", example("bptm demo", "bptm demo --port-panel 0 --port-c12 0 --speed 10"))
  .action(async (options) => {
    const { runDemo } = await import("./commands/demo");
    process.exitCode = await runDemo(options);
  });

bptm
  .command("read")
  .description("reads a meter over ANSI C12.18; the password comes from BPTM_C12_PASSWORD")
  .argument("<address>", "HOST:PORT, or a serial port like /dev/ttyUSB0 or COM3")
  .option("--user-id <number>", "number to log on with", whole("--user-id", 0, 65_535), 1)
  .option("--user <name>", "name to log on with, up to 10 characters", "bptm")
  .option("--identity <number>", "of the device, in C12.21", whole("--identity", 0, 255), 0)
  .option("--baud <rate>", "agrees on a faster serial rate", whole("--baud", 1, 256_000))
  .option("--json", "prints all tables, as octets and as values; with --follow a line each")
  .option("--csv <folder>", "writes registers, intervals and logs there")
  .option("--follow", "prints the entries of the logs as they come")
  .option("--every <seconds>", "between two looks at the logs", number("--every", 86_400), 10)
  .option("--profile <file>", "names of the manufacturer's tables (docs/how-to/read-a-meter.md)")
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
  .description("visits every reachable state, and proves the invariants of the core that ships")
  .option("--quick", "a few minutes on two cores (the default)")
  .option("--full", "as far as memory goes")
  .option(
    "--solver <name>",
    "npm (z3 as a package), or the programs z3 or cvc5",
    oneOf("--solver", ["npm", "z3", "cvc5"] as const),
    "npm",
  )
  .option("--both", "asks cvc5 as well, as the second of two independent solvers")
  .option("--timeout <seconds>", "for one question", whole("--timeout", 1, 86_400), 120)
  .option("--jobs <number>", "threads; as many as there are cores", whole("--jobs", 1, 256))
  .option("--memory <MB>", "for all threads; half of what there is", whole("--memory", 64, 1e7))
  .option("--states <number>", "of each exploration at most", whole("--states", 1, 1e9))
  .option("--json", "prints what was found as JSON (docs/reference/json.md)")
  .option("--certificate <file>", "writes what was found as Markdown")
  .option("--resume <file>", "keeps results there, and takes over those that it holds")
  .option("--examples", "finds the deliberate bugs instead, to show that the proof can fail")
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

/** Ends with the code that the mistake deserves. */
function fail(error: unknown): void {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return;
    const sentence = error.message.replace(/^error: /, "").replaceAll(/\s+/g, " ");
    complain(`bptm: E-CLI-01: ${sentence}; \`bptm --help\` lists what there is.`);
    process.exitCode = 2;
  } else if (error instanceof Error && "code" in error && String(error.code).startsWith("E-")) {
    // Errors of every room carry their code; their message is one sentence.
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
