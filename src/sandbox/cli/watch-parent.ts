import { readFileSync } from "node:fs";
import { isNativeError } from "node:util/types";

const LOOK_EVERY_MS = 1_000;

/**
 * Calls `onGone` when the process that started us is gone. npm puts a shell between itself and us on some
 * systems, so the shell's parent counts too.
 */
export function watchParent(onGone: () => void): void {
  const family = ancestors();
  const timer = setInterval(() => {
    if (ancestors().join() === family.join()) return;
    clearInterval(timer);
    onGone();
  }, LOOK_EVERY_MS);
  timer.unref();
}

function ancestors(): readonly number[] {
  const parent = process.ppid;
  const above = process.env["npm_lifecycle_event"] === undefined ? null : parentOfShell(parent);
  return above === null ? [parent] : [parent, above];
}

/** Null unless the process is a shell, or where there is no /proc. */
function parentOfShell(pid: number): number | null {
  try {
    const [, name = "", rest = ""] =
      /^\d+ \((.*)\) (.*)$/s.exec(readFileSync(`/proc/${String(pid)}/stat`, "utf8")) ?? [];
    return /^(ba|da|a|z)?sh$/.test(name) ? Number(rest.split(" ")[1]) : null;
  } catch (error) {
    if (isNativeError(error) && "code" in error) return null;
    throw error;
  }
}
