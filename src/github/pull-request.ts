import { z } from "zod";
import { readAnswer } from "./rest-answer.ts";
import { absentAsNull } from "./rights.ts";
import type { Session } from "./session.ts";

/** Files to be added by a pull request. */
export interface Proposal {
  readonly branch: string;
  readonly title: string;
  readonly body: string;
  readonly files: readonly { readonly path: string; readonly text: string }[];
}

/** A pull request that is open. */
export interface Proposed {
  readonly url: string;
  /** In the order of the paths asked for; null: not in it. */
  readonly files: readonly (string | null)[];
}

/** Where a proposal goes. */
interface Target {
  readonly owner: { readonly login: string };
  readonly name: string;
  /** Null: the repository is empty, and a first commit is made instead of a pull request. */
  readonly defaultBranch: string | null;
}

interface At {
  readonly owner: string;
  readonly repo: string;
}

const Ref = z.object({ object: z.object({ sha: z.string() }) });
const Pull = z.object({ html_url: z.string() });
const Content = z.object({ sha: z.string(), content: z.string() });
const Committed = z.object({ commit: z.object({ html_url: z.string() }) });

/** The open pull request of a branch of this repository, with what it says of these files. */
export async function readProposed(
  session: Session,
  target: Target,
  { branch, paths }: { readonly branch: string; readonly paths: readonly string[] },
): Promise<Proposed | null> {
  const at = addressOf(target);
  const url = await openPull(session, at, branch);
  if (url === null) return null;
  const files: (string | null)[] = [];
  for (const path of paths) files.push((await fileAt(session, at, { path, branch }))?.text ?? null);
  return { url, files };
}

/**
 * Puts the files on a branch and opens a pull request, or adds them to the open one. Answers its address; in an
 * empty repository, which cannot have one, the files are committed and the commit's address is answered.
 */
export async function proposeFiles(session: Session, target: Target, proposal: Proposal): Promise<string> {
  const at = addressOf(target);
  const { defaultBranch: base } = target;
  if (base === null) return putAll(session, at, { ...proposal, branch: null });
  await ensureBranch(session, at, { base, branch: proposal.branch });
  await putAll(session, at, proposal);
  return (await openPull(session, at, proposal.branch)) ?? createPull(session, at, { ...proposal, base });
}

function addressOf({ owner, name }: Target): At {
  return { owner: owner.login, repo: name };
}

async function ensureBranch(
  session: Session,
  at: At,
  { base, branch }: { readonly base: string; readonly branch: string },
): Promise<void> {
  if ((await tip(session, at, branch)) !== null) return;
  const sha = (await tip(session, at, base)) ?? "";
  await session.rest("write", (octokit) =>
    octokit.request("POST /repos/{owner}/{repo}/git/refs", { ...at, ref: `refs/heads/${branch}`, sha }),
  );
}

async function tip(session: Session, at: At, branch: string): Promise<string | null> {
  const answer = await absentAsNull(["github/not-found"], () =>
    session.rest("read", (octokit) =>
      octokit.request("GET /repos/{owner}/{repo}/git/ref/{ref}", { ...at, ref: `heads/${branch}` }),
    ),
  );
  return answer === null ? null : readAnswer(Ref, answer.data).object.sha;
}

/** Answers the address of the last commit. */
async function putAll(
  session: Session,
  at: At,
  { branch, title, files }: Pick<Proposal, "title" | "files"> & { readonly branch: string | null },
): Promise<string> {
  let address = "";
  for (const { path, text } of files) {
    const before = await fileAt(session, at, { path, branch });
    if (before?.text === text) continue;
    const answer = await session.rest("write", (octokit) =>
      octokit.request("PUT /repos/{owner}/{repo}/contents/{path}", {
        ...{ ...at, path, message: title },
        content: Buffer.from(text, "utf8").toString("base64"),
        ...(branch === null ? {} : { branch }),
        ...(before === null ? {} : { sha: before.sha }),
      }),
    );
    address = readAnswer(Committed, answer.data).commit.html_url;
  }
  return address;
}

async function fileAt(
  session: Session,
  at: At,
  { path, branch }: { readonly path: string; readonly branch: string | null },
): Promise<{ readonly sha: string; readonly text: string } | null> {
  const ref = branch === null ? {} : { ref: branch };
  const answer = await absentAsNull(["github/not-found"], () =>
    session.rest("read", (octokit) =>
      octokit.request("GET /repos/{owner}/{repo}/contents/{path}", { ...at, ...ref, path }),
    ),
  );
  if (answer === null) return null;
  const { sha, content } = readAnswer(Content, answer.data);
  return { sha, text: Buffer.from(content, "base64").toString("utf8") };
}

async function openPull(session: Session, at: At, branch: string): Promise<string | null> {
  const answer = await session.rest("read", (octokit) =>
    octokit.request("GET /repos/{owner}/{repo}/pulls", {
      ...at,
      head: `${at.owner}:${branch}`,
      state: "open",
    }),
  );
  return readAnswer(z.array(Pull), answer.data)[0]?.html_url ?? null;
}

async function createPull(
  session: Session,
  at: At,
  { branch, base, title, body }: Proposal & { readonly base: string },
): Promise<string> {
  const answer = await session.rest("write", (octokit) =>
    octokit.request("POST /repos/{owner}/{repo}/pulls", { ...at, head: branch, base, title, body }),
  );
  return readAnswer(Pull, answer.data).html_url;
}
