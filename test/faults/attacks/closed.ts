import { spawn } from "node:child_process";
import { once } from "node:events";
import { appEnvironment } from "../../../src/sandbox/app/command.ts";
import type { Registration } from "../../../src/sandbox/access/registration.ts";
import { holds } from "../theatre/evidence.ts";
import type { Struck, Victim } from "./victim.ts";

/** Settings without which the App could be talked to by anybody. */
const lacks: Readonly<Record<string, Readonly<Record<string, string | undefined>>>> = {
  "no webhook secret": { WEBHOOK_SECRET: undefined },
  "an empty webhook secret": { WEBHOOK_SECRET: "" },
  "a webhook secret of blanks": { WEBHOOK_SECRET: "   " },
  "the webhook secret that Probot assumes": { WEBHOOK_SECRET: "development" },
  "no key": { PRIVATE_KEY: undefined },
  "a key that is none": {
    PRIVATE_KEY: "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----",
  },
  "no App id": { APP_ID: undefined },
  "a clock to be set from outside, against the real GitHub": { GHE_HOST: "github.com" },
};

/** I26: the App does not start; it says what is missing, and nothing of the values. */
export async function failsClosed({ main, sandbox }: Victim): Promise<Struck> {
  const starts = Object.entries(lacks).map(async ([name, changes]) => {
    const { code, output } = await start(main, { ...environmentOf(sandbox.registration), ...changes });
    return [
      [code === 1, `${name}: ended with ${String(code)}`],
      [output.includes("cannot start") && !output.includes("listening"), `${name}: ${output.slice(0, 200)}`],
    ] as const;
  });
  const checks = (await Promise.all(starts)).flat();
  return { found: { I26: holds(checks) }, dealt: { "start without what is needed": starts.length } };
}

function environmentOf(registration: Victim["sandbox"]["registration"]): Readonly<Record<string, string>> {
  return appEnvironment({
    ...{ registration: registration as Registration, port: 9, data: "/nonexistent", logLevel: "trace" },
  });
}

async function start(
  main: string,
  wanted: Readonly<Record<string, string | undefined>>,
): Promise<{ readonly code: number | null; readonly output: string }> {
  const env = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
  const child = spawn(process.execPath, [main], { env, stdio: ["ignore", "pipe", "pipe"] });
  const late = setTimeout(() => child.kill("SIGKILL"), 60_000);
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      output += chunk.toString("utf8");
    });
  const [code] = (await once(child, "close")) as [number | null];
  clearTimeout(late);
  return { code, output };
}
