import { readOptions, usage, type CliOptions } from "./cli/options.ts";
import { createNarrator } from "./cli/narrate.ts";
import { titleOf } from "./cli/board.ts";
import { watchParent } from "./cli/watch-parent.ts";
import { welcome } from "./cli/welcome.ts";
import type { Sandbox } from "./sandbox.ts";
import { startSandbox } from "./start.ts";

const choice = readOptions(process.argv.slice(2));
if (choice.kind === "help") process.stdout.write(usage);
else if (choice.kind === "run") await run(choice.options);
else {
  process.stderr.write(`${choice.problems.join("\n")}\n\n${usage}`);
  process.exitCode = 2;
}

async function run({ json, port, speed, empty, data }: CliOptions): Promise<void> {
  const ended = new AbortController();
  const end = (): void => {
    ended.abort();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, end);
  process.on("disconnect", end);
  process.stdout.on("error", end);
  watchParent(end);

  if (!json) process.stdout.write("Starting GitHub, the database and Stagekeeper …\n\n");
  try {
    const sandbox = await startSandbox({
      port,
      speed,
      ...(data === null ? {} : { data }),
      seed: empty ? "empty" : "programme",
      signal: ended.signal,
      onError: report,
    });
    if (json) process.stdout.write(`${JSON.stringify(sandbox.address)}\n`);
    else showToPeople(sandbox);
    await untilAborted(ended.signal);
    await sandbox.stop();
    process.exit(0);
  } catch (error) {
    if (!ended.signal.aborted) process.stderr.write(`${explain(error, port)}\n`);
    process.exit(ended.signal.aborted ? 0 : 1);
  }
}

function showToPeople(sandbox: Sandbox): void {
  process.stdout.write(welcome(sandbox));
  const narrator = createNarrator({
    titleOf: (contentId) => titleOf(sandbox, contentId),
    bot: sandbox.world.app.bot,
    logFile: sandbox.logFile,
  });
  sandbox.watch((happening) => {
    const time = sandbox.clock().now.slice(11, 19);
    for (const line of narrator.tell(happening)) process.stdout.write(`${time}  ${line}\n`);
  });
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => {
      resolve();
    });
  });
}

function report(error: unknown): void {
  process.stderr.write(
    `sandbox: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
}

function explain(error: unknown, port: number): string {
  if (!(error instanceof Error)) return String(error);
  if ("code" in error && error.code === "EADDRINUSE")
    return `Port ${String(port)} is taken; choose another with --port, or leave it out for a free one.`;
  return error.name === "SandboxError" ? error.message : (error.stack ?? error.message);
}
