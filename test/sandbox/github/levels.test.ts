import { describe, expect, it } from "@jest/globals";

import { aWorld } from "./a-world.ts";
import { openIssue } from "./acts.ts";

describe("an issue", () => {
  it("has sub-issues eight levels deep and no deeper", () => {
    const on = aWorld();
    const chain = Array.from({ length: 10 }, (_, level) => openIssue(on, `Level ${String(level)}`));
    const errors = chain
      .slice(1)
      .map((child, index) =>
        on
          .ask(
            on.member,
            "mutation($p: ID!, $c: ID!) { addSubIssue(input: { issueId: $p, subIssueId: $c }) { clientMutationId } }",
            { p: chain[index], c: child },
          )
          .errors.map(({ type }) => type),
      );

    expect(errors.flat()).toEqual(["UNPROCESSABLE"]);
    expect(errors.at(-1)).toHaveLength(1);
  });
});
