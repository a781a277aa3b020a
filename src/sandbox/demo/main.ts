import { startSandbox } from "../start.ts";
import { openPlayhouse, type Playhouse } from "./playhouse.ts";
import { printTo, type Print } from "./print.ts";
import { story } from "./story.ts";

/** Plays the story against a sandbox of its own. Answers the exit code: 0 when every check held. */
async function demo(print: Print): Promise<number> {
  print.line("Stagekeeper demo: a small GitHub and the App beside it, over real HTTP, on this machine only.");
  const sandbox = await startSandbox({ logLevel: "warn" });
  const house = openPlayhouse(sandbox, print);
  const interrupted = new Promise<void>((resolve) => {
    process.once("SIGINT", resolve).once("SIGTERM", resolve);
  });
  try {
    const ended = await Promise.race([play(house, print), interrupted.then(() => "interrupted" as const)]);
    if (ended === "interrupted") return 130;
  } finally {
    await sandbox.stop();
  }
  const { checks, failed } = house.score;
  print.line(`\ndemo: ${String(checks)} checks, ${String(failed)} failed`);
  return failed === 0 ? 0 : 1;
}

/** A story that cannot go on counts as a failed check. */
async function play(house: Playhouse, print: Print): Promise<"played"> {
  try {
    await story(house);
  } catch (error) {
    print.line(error instanceof Error ? (error.stack ?? error.message) : String(error));
    house.check("the story was played to its end", false);
  }
  return "played";
}

const print = printTo((text) => process.stdout.write(text), process.stdout.isTTY);
process.exitCode = await demo(print);
