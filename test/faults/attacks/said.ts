import { graphql } from "@octokit/graphql";
import type { Victim } from "./victim.ts";

/** A text of the App on GitHub: as it was written, and as its readers see it. */
export interface Said {
  readonly id: string;
  /** Number of the issue it stands in. */
  readonly issue: number;
  /** Kind in its marker. */
  readonly kind: string;
  readonly body: string;
  readonly html: string;
}

interface Text {
  readonly id: string;
  readonly title?: string;
  readonly body: string;
  readonly bodyHTML: string;
  readonly author: { readonly login: string } | null;
}

interface Answer {
  readonly repository: {
    readonly issues: {
      readonly nodes: readonly (Text & {
        readonly number: number;
        readonly comments: { readonly nodes: readonly Text[] };
      })[];
    };
  };
}

const TEXTS = `query ($owner: String!, $name: String!) { repository(owner: $owner, name: $name) {
  issues(first: 100) { nodes { id number title body bodyHTML author { login }
    comments(last: 100) { nodes { id body bodyHTML author { login } } } } } } }`;

/** Everything the App has written in the repository of the partners; a title counts as text. */
export async function saidByApp({ sandbox: { address } }: Victim): Promise<readonly Said[]> {
  const [owner, name] = address.repo.split("/");
  const { repository } = await graphql<Answer>(TEXTS, {
    ...{ owner, name, baseUrl: address.github.graphql.replace(/\/graphql$/, "") },
    headers: { authorization: `token ${address.tokens.maintainer}` },
  });
  return repository.issues.nodes
    .flatMap(({ number, comments, ...issue }) =>
      [issue, ...comments.nodes].map((text: Text) => ({ ...text, issue: number })),
    )
    .filter(({ author }) => author?.login.startsWith("stagekeeper") === true)
    .map(({ id, issue, title = "", body, bodyHTML }) => ({
      ...{ id, issue, body: `${title}\n\n${body}`, html: bodyHTML },
      kind: /"kind":"([\w-]+)"/.exec(body)?.[1] ?? "text",
    }));
}
