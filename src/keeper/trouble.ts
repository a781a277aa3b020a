import { createHash } from "node:crypto";
import type { PlaybookProblem } from "../core/playbook/playbook.ts";
import type { BoardNotice } from "../core/playbook/resolve-board.ts";
import type { Complaint } from "../core/words/notice.ts";
import type { Pipeline } from "./store.ts";

/** Something about a pipeline that somebody has to put right. */
export interface Trouble extends Complaint {
  /** Deterministic: the same trouble is told once. */
  readonly key: string;
}

/** Everything that is wrong with a pipeline now. */
export function troublesOf(pipeline: Pipeline, notices: readonly BoardNotice[]): readonly Trouble[] {
  return [
    ...(pipeline.problems?.found ?? []).map(ofPlaybook),
    ...(pipeline.paused?.split("\n") ?? []).map(ofPause),
    ...notices.map(({ key, message }): Trouble => ({ key, about: "board", message })),
  ];
}

/** Names a set of troubles, whatever their order. */
export function fingerprintOf(troubles: readonly Trouble[]): string {
  const keys = troubles.map(({ about, key, message }) => `${about} ${key} ${message}`).sort();
  return createHash("sha256").update(keys.join("\n")).digest("hex").slice(0, 16);
}

function ofPlaybook({ path, line, message }: PlaybookProblem): Trouble {
  const place = [line === null ? [] : `line ${line}`, path === "" ? [] : path].flat().join(", ");
  const told = place === "" ? message : `${place}: ${message}`;
  return { key: `${path}:${line ?? ""}`, about: "playbook", message: told };
}

function ofPause(message: string): Trouble {
  return { key: message, about: "paused", message };
}
