import { describe, expect, it } from "@jest/globals";
import { readReviewAnswer } from "../../../src/core/sync/read-review.ts";

describe("readReviewAnswer", () => {
  it.each([
    ["Decision: continue", "continue"],
    ["- **Decision:** Production reference, once legal agrees", "production reference"],
    ["decision = winding down", "wind down"],
    ["Decision: continue\n\nDecision: wind down", "wind down"],
    ["Decision: continued fraction", null],
    ["We decided: continue", null],
    ["> Decision: continue", null],
    ["```\nDecision: continue\n```", null],
  ])("reads the decision of %j", (body, decision) => {
    expect(readReviewAnswer(body).decision).toBe(decision);
  });

  it.each([
    ["NPS: 9", 9],
    ["NPS: 9, 8, 8", 8.3],
    ["* NPS: 10 and 7", 8.5],
    ["NPS: 7.5/8", 7.8],
    ["NPS: 9, 11", null],
    ["NPS: 8-9", null],
    ["NPS: about nine", null],
    ["NPS:", null],
  ])("averages the marks of %j", (body, nps) => {
    expect(readReviewAnswer(body).nps).toBe(nps);
  });
});
