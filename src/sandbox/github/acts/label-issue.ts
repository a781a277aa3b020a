import type { Issue, Label } from "../model/records.ts";
import { Refusal } from "../model/refusal.ts";
import { demand, may, type Acting } from "../model/rights.ts";
import { record } from "../payloads/announce.ts";
import { labelJson } from "../payloads/repository.ts";
import { issueRef, tellIssue } from "./issue-news.ts";
import { tellBuiltInField } from "./item-news.ts";
import { drop, happened, touch } from "./timeline.ts";

/** Adds labels to an issue of the same repository. */
export function label(by: Acting, issue: Issue, labels: readonly Label[]): void {
  demand(by, may(by, issue.repository, "triage"));
  for (const one of labels) {
    if (one.repository !== issue.repository)
      throw new Refusal("UNPROCESSABLE", "Label does not belong to the repository");
    if (issue.labels.includes(one)) continue;
    issue.labels.push(one);
    happened(by, issue, { type: "LabeledEvent", facts: { label: one, labelable: issue } });
    tell(by, issue, { action: "labeled", label: one });
  }
}

/** Takes labels off an issue. */
export function unlabel(by: Acting, issue: Issue, labels: readonly Label[]): void {
  demand(by, may(by, issue.repository, "triage"));
  for (const one of labels) {
    if (!issue.labels.includes(one)) continue;
    drop(issue.labels, one);
    happened(by, issue, { type: "UnlabeledEvent", facts: { label: one, labelable: issue } });
    tell(by, issue, { action: "unlabeled", label: one });
  }
}

/** Makes these the labels, and no others. */
export function relabel(by: Acting, issue: Issue, labels: readonly Label[]): void {
  unlabel(
    by,
    issue,
    issue.labels.filter((one) => !labels.includes(one)),
  );
  label(by, issue, labels);
}

function tell(by: Acting, issue: Issue, { action, label: one }: { action: string; label: Label }): void {
  touch(by, issue);
  record(by, { issue: issueRef(issue), [action]: one.name });
  tellIssue(by, issue, { action, facts: { label: labelJson(by.state, one) } });
  tellBuiltInField(by, issue, "LABELS");
}
