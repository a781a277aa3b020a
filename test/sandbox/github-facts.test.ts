import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";

/** What GitHub does and Stagekeeper stands on, each with the file and the words of the test that shows it here. */
const FACTS: readonly (readonly [fact: string, file: string, test: string])[] = [
  [
    "boards of people send no webhooks",
    "sandbox/github/board.test.ts",
    "sends nothing for a board that belongs to a person",
  ],
  [
    "a card is added once, and no draft is taken for an issue",
    "sandbox/github/board.test.ts",
    "takes an issue once: adding it again gives the same card",
  ],
  [
    "labels and assignees change without from and to",
    "sandbox/github/board.test.ts",
    "tells of labels and assignees as changes of the card, without from and to",
  ],
  [
    "a draft's change is one of its body",
    "sandbox/github/board.test.ts",
    "tells that a draft's body was rewritten",
  ],
  [
    "what the App may not read is REDACTED",
    "sandbox/github/board.test.ts",
    "shows a card whose issue the viewer may not read as REDACTED, without content",
  ],
  [
    "an option of another field is refused",
    "sandbox/github/card-values.test.ts",
    "refuses an option of another field",
  ],
  [
    "archived cards cannot be edited",
    "sandbox/github/card-values.test.ts",
    "edits no archived card until it is restored",
  ],
  [
    "options given without id lose the cards' values",
    "sandbox/github/card-values.test.ts",
    "keeps the values of options given with their id, and loses those given without",
  ],
  [
    "the workflow Item closed acts as GitHub's own bot",
    "sandbox/github/card-values.test.ts",
    "lets the workflow Item closed act as GitHub's own bot when it is switched on",
  ],
  [
    "teams need members:read",
    "sandbox/github/rights.test.ts",
    "show teams and members to members and to the App with members:read",
  ],
  [
    "a transferred issue is another one, and its card follows",
    "scenarios/objects.test.ts",
    "lets a transferred issue go",
  ],
  [
    "payloads are as published, but for null in from and to",
    "sandbox/github/webhooks.test.ts",
    "have the shapes that GitHub publishes",
  ],
  [
    "a delivery that fails is not sent again by itself",
    "sandbox/webhooks/deliveries.test.ts",
    "are not sent again by themselves",
  ],
  [
    "a redelivery has the same GUID",
    "sandbox/webhooks/deliveries.test.ts",
    "are redelivered on demand under the same GUID",
  ],
  [
    "deliveries are listed by status and cursor",
    "sandbox/webhooks/deliveries.test.ts",
    "are paged with a Link header that official clients follow",
  ],
  [
    "a payload can lack its sender",
    "sandbox/webhooks/deliveries.test.ts",
    "lose what a fault strips, and are signed as sent",
  ],
  [
    "first is at most 100",
    "sandbox/github/graphql-rules.test.ts",
    "refuses more than 100 records a page, also through a variable",
  ],
  [
    "a document asks for at most 500,000 nodes",
    "sandbox/github/graphql-rules.test.ts",
    "refuses documents that could return more than 500,000 nodes",
  ],
  [
    "points are the connections' requests by a hundred",
    "sandbox/github/graphql-rules.test.ts",
    "prices %s by the requests of its connections",
  ],
  [
    "mutations of one document fail each alone",
    "sandbox/github/graphql-rules.test.ts",
    "runs several mutations of one document in order, and each can fail alone",
  ],
  ["errors have GitHub's words and codes", "sandbox/github/graphql-problems.test.ts", "finds in %s"],
  [
    "a status change is told, with its history, at a resolution of a second",
    "sandbox/github/card-values.test.ts",
    "sets a status and says so in the answer, the timeline, the journal and the webhook",
  ],
  [
    "a just-added card can be missing from a list",
    "sandbox/http/lagging.test.ts",
    "keeps a new card out of lists for three seconds, but not from its id",
  ],
  [
    "the timeline may lag behind the field",
    "sandbox/http/lagging.test.ts",
    "lets the timeline come after the field",
  ],
  [
    "a read may lag behind a write",
    "sandbox/http/lagging.test.ts",
    "shows what was until the lag is over, but the write's own answer is true",
  ],
  [
    "a mention resolves only where it reaches somebody",
    "sandbox/github/rest.test.ts",
    "link only mentions that reach somebody",
  ],
  [
    "team mentions need the right to see the team",
    "sandbox/github/rest.test.ts",
    "link team mentions only for those who may see the team",
  ],
  [
    "80 contents a minute, 500 an hour",
    "sandbox/http/refusals.test.ts",
    "let an installation make 80 contents a minute and 500 an hour",
  ],
  [
    "2,000 GraphQL points a minute",
    "sandbox/http/refusals.test.ts",
    "let an installation spend 2,000 GraphQL points a minute",
  ],
  [
    "a limit can arrive with status 200",
    "sandbox/http/refusals.test.ts",
    "name a secondary limit with status 200 and without retry-after, too",
  ],
  [
    "an installation's token lasts an hour",
    "sandbox/http/refusals.test.ts",
    "refuse a token that has expired",
  ],
  [
    "a query that takes ten seconds is cut off",
    "sandbox/http/refusals.test.ts",
    "are a 502 with data null, or the page of the proxy",
  ],
  [
    "REST answers are as published",
    "sandbox/http/rest-answers.test.ts",
    "have the shapes that GitHub publishes, for every route that is served",
  ],
  [
    "a deleted issue is 410, to who may read its repository",
    "sandbox/github/moved.test.ts",
    "is 410 for who may read its repository, and 404 for others",
  ],
  [
    "a transferred issue is 301, and official clients follow",
    "sandbox/http/api.test.ts",
    "leads official clients on to where an issue or a repository is now",
  ],
  [
    "a renamed repository is 301, and the App follows",
    "scenarios/objects.test.ts",
    "goes on in a repository that was renamed: reads follow GitHub's redirection",
  ],
  [
    "a delivery answered after ten seconds failed, and is kept for three days",
    "sandbox/webhooks/late-answer.test.ts",
    "failed for GitHub, which does not send it again by itself but lists it for three days",
  ],
  [
    "deliveries come in no order",
    "sandbox/webhooks/deliveries.test.ts",
    "come in another order by a fault: the first once the second was answered",
  ],
  [
    "a payload can have a null sender, odd changes and an unknown action",
    "sandbox/webhooks/deliveries.test.ts",
    "say what a fault has them say, and are signed as sent",
  ],
  [
    "payloads have the keys and types of real ones",
    "sandbox/github/webhooks.test.ts",
    "have the keys and types of those that GitHub sent to somebody",
  ],
  [
    "the history begins with an empty previous status",
    "sandbox/github/card-values.test.ts",
    "begin a history with an empty previous status, by name only",
  ],
  [
    "a field has at most 50 options",
    "sandbox/github/card-values.test.ts",
    "have no more than 50 options to choose from",
  ],
  [
    "sub-issues are eight levels deep, 100 to a parent",
    "sandbox/github/levels.test.ts",
    "has sub-issues eight levels deep and no deeper",
  ],
  ["three issues can be pinned", "sandbox/github/issues.test.ts", "can be pinned, three in a repository"],
  [
    "an issue takes ten assignees",
    "sandbox/github/issues.test.ts",
    "takes at most ten assignees, and only people who can be assigned",
  ],
  [
    "a renamed label stays on its issues",
    "sandbox/github/board.test.ts",
    "keeps the label of an issue that is renamed",
  ],
  [
    "a backslash stops no mention, a zero-width character does, entities are decoded",
    "sandbox/github/rest.test.ts",
    "link a mention behind a backslash and one in entities, but none behind a zero-width character",
  ],
  ["100 requests at a time", "sandbox/limits/limits.test.ts", "refuses the 101st request at the same time"],
];

describe("each fact about GitHub has its test", () => {
  it.each(FACTS)("%s", (_fact, file, test) => {
    expect(readFileSync(new URL(`../${file}`, import.meta.url), "utf8")).toContain(test);
  });
});
