import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** Stops the server of this run, if a test started it, and removes its files. */
export default async function tearDown() {
  const folder = process.env.STAGEKEEPER_TEST_DATA;
  if (folder === undefined) return;
  const lockFile = join(folder, "postgresql-18/postmaster.pid");
  const pid = Number((await readFile(lockFile, "utf8").catch(() => "")).split("\n")[0]);
  if (pid > 1) {
    process.kill(pid, "SIGQUIT");
    for (let left = 500; left > 0 && (await isThere(lockFile)); left -= 1) await pause(10);
  }
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

async function isThere(file) {
  return (await readFile(file).catch(() => null)) !== null;
}
