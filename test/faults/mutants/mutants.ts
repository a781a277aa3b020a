import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, cp, mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import type { Order } from "../order.ts";
import { emptyTally, type Tally } from "../tally.ts";
import { readPatches, type Patch } from "./patch.ts";

const run = promisify(execFile);
const PATIENCE_MS = 900_000;
/** What the tests need of the repository. */
const copied = ["src", "test", "docs", "bench", "app.yml", "package.json", "tsconfig.json"];

/** Puts one bug after another into a copy of the product; the test that judges the invariant must fail each time. */
export async function mutants({ progress }: Order): Promise<Tally> {
  const tally = emptyTally();
  const patches = readPatches(resolve("test/mutants"));
  const copy = await copyOfAll();
  try {
    const sane = await judged(copy, [...new Set(patches.map(({ test }) => test))]);
    if (sane.failed.length > 0 || sane.passed === 0)
      throw new Error(`these fail without any bug put in: ${sane.failed.join("; ")}`);
    for (const patch of patches) {
      const caught = await isCaught(copy, patch);
      progress(`${patch.name}: ${caught.because}`);
      tally.mutants.push({
        name: `${patch.name}: ${patch.bug}`,
        caughtBy: caught.is ? patch.invariant : null,
      });
    }
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
  return tally;
}

async function copyOfAll(): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), "stagekeeper-mutants-"));
  // As root, PostgreSQL runs as another user, who must get through.
  await chmod(copy, 0o711);
  for (const name of copied) await cp(resolve(name), join(copy, name), { recursive: true });
  await symlink(resolve("node_modules"), join(copy, "node_modules"));
  return copy;
}

async function isCaught(
  copy: string,
  { file, test, title }: Patch,
): Promise<{ readonly is: boolean; readonly because: string }> {
  try {
    await run("git", ["apply", file], { cwd: copy });
  } catch {
    return { is: false, because: "the patch does not apply any more" };
  }
  const { failed, passed } = await judged(copy, [test], title);
  await run("git", ["apply", "--reverse", file], { cwd: copy });
  if (failed.length > 0) return { is: true, because: `fails: ${failed.join("; ")}` };
  return { is: false, because: passed === 0 ? "no test of that name ran" : "survives" };
}

interface Outcome {
  /** Names of tests that failed: a file that cannot even be loaded judges nothing. */
  readonly failed: readonly string[];
  readonly passed: number;
}

interface Report {
  readonly numPassedTests: number;
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

async function judged(copy: string, files: readonly string[], title: string | null = null): Promise<Outcome> {
  const report = join(copy, "report.json");
  await rm(report, { force: true });
  const named = title === null ? [] : ["--testNamePattern", title.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")];
  const jest = resolve("node_modules/jest/bin/jest.js");
  const options = ["--experimental-vm-modules", jest, "--runTestsByPath", ...files, ...named];
  const env = { ...process.env, NODE_OPTIONS: "" };
  await run(process.execPath, [...options, "--json", "--outputFile", report, "--silent", "--forceExit"], {
    ...{ cwd: copy, env, timeout: PATIENCE_MS, maxBuffer: 64 * 1024 * 1024 },
  }).catch(() => undefined); // jest ends with 1 when a test fails: the report says which
  if (!existsSync(report)) return { failed: [], passed: 0 }; // it never ended: nothing was judged
  const { numPassedTests, testResults } = JSON.parse(await readFile(report, "utf8")) as Report;
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const failed = tests.filter(({ status }) => status === "failed").map(({ fullName }) => fullName);
  return { failed, passed: numPassedTests };
}
