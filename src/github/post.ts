import type { Octokit } from "@octokit/rest";
import { BrokenAnswer } from "./errors.ts";
import type { Post } from "./session.ts";

/** Posts documents to where GraphQL is. */
export function postWith(octokit: Octokit, graphql: string): Post {
  return async (document) => {
    const answer = await octokit.request({
      method: "POST",
      url: graphql,
      // Written and read here, not by Octokit: it rewrites numbers inside JSON and hides a body that broke off.
      data: JSON.stringify(document),
      headers: { "content-type": "application/json; charset=utf-8", accept: "application/json" },
      request: { parseSuccessResponseBody: false },
    });
    return { body: await readBody(answer.data), headers: answer.headers };
  };
}

async function readBody(stream: unknown): Promise<unknown> {
  try {
    return JSON.parse(await new Response(stream instanceof ReadableStream ? stream : null).text());
  } catch (error) {
    throw new BrokenAnswer(error);
  }
}
