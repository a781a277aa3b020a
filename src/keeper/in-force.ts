import { parsePlaybook } from "../core/playbook/parse.ts";
import type { Playbook, PlaybookProblem } from "../core/playbook/playbook.ts";
import type { PlaybookFile } from "./github.ts";
import type { Scene } from "./keeper.ts";
import type { Pipeline } from "./store.ts";

/** The playbook that a pipeline's stored text means; null while there never was a good one. */
export function playbookOf({ playbook }: Pipeline): Playbook | null {
  if (playbook === null) return null;
  const parsed = parseOnce(playbook.sha, playbook.text);
  return parsed.kind === "playbook" ? parsed.playbook : null;
}

/** The pipeline as something that can be judged; null while it lacks a playbook or a board, or is paused. */
export function sceneOf(pipeline: Pipeline): Scene | null {
  const playbook = playbookOf(pipeline);
  if (playbook === null || pipeline.board === null || pipeline.paused !== null) return null;
  return { pipeline, playbook, board: pipeline.board };
}

/** The pipeline once this file was seen: a good one comes into force, a bad one leaves the last good one there. */
export function withFile(pipeline: Pipeline, file: PlaybookFile): Pipeline {
  if (file.sha === pipeline.playbook?.sha) return { ...pipeline, problems: null };
  if (file.sha === pipeline.problems?.sha) return pipeline;
  if (file.text === null) return withProblems(pipeline, file.sha, [tooLarge(file.bytes)]);
  const parsed = parseOnce(file.sha, file.text);
  if (parsed.kind === "problems") return withProblems(pipeline, file.sha, parsed.problems);
  const label = parsed.playbook.labels["partner"] ?? null;
  return { ...pipeline, playbook: { sha: file.sha, text: file.text }, label, problems: null };
}

function withProblems(pipeline: Pipeline, sha: string, found: readonly PlaybookProblem[]): Pipeline {
  return { ...pipeline, problems: { sha, found } };
}

function tooLarge(bytes: number): PlaybookProblem {
  return { path: "", line: null, message: `The file has ${bytes} bytes: too large to be read.` };
}

type Parsed = ReturnType<typeof parsePlaybook>;

/** By blob sha, which names the text. The oldest goes when there are very many. */
const parsed = new Map<string, Parsed>();
const MOST_PARSED = 200;

function parseOnce(sha: string, text: string): Parsed {
  const known = parsed.get(sha);
  if (known !== undefined) return known;
  const fresh = parsePlaybook(text);
  parsed.set(sha, fresh);
  const oldest = parsed.keys().next();
  if (parsed.size > MOST_PARSED && oldest.done !== true) parsed.delete(oldest.value);
  return fresh;
}
