import { startEmbedded, type Embedded } from "../../src/store/embedded/embedded.ts";
import { AppError } from "../../src/keeper/failure.ts";

/** A process that owns the embedded server until SIGTERM. It says what happens, a line of JSON each. */
function say(line: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

const log = {
  debug: () => undefined,
  info: () => undefined,
  warn: (_: unknown, event: string) => {
    say({ event });
  },
  error: () => undefined,
};

async function own(folder: string): Promise<Embedded | null> {
  const began = performance.now();
  try {
    const embedded = await startEmbedded(folder, log);
    say({ running: { host: embedded.client.host, ms: Math.round(performance.now() - began) } });
    return embedded;
  } catch (error) {
    say({ failed: error instanceof AppError ? { code: error.code, message: error.message } : String(error) });
    return null;
  }
}

const stay = setInterval(() => undefined, 60_000);
const owning = own(process.argv[2] ?? "");
process.once("SIGTERM", () => {
  clearInterval(stay);
  void owning.then((embedded) => embedded?.stop());
});
if ((await owning) === null) clearInterval(stay);
