import type { StageId } from "../ids.ts";
import type { Criterion } from "../playbook/playbook.ts";
import type { CriterionOf, Nested } from "./criterion-of.ts";
import { examineCapacity } from "./examine-capacity.ts";
import { examineChecked } from "./examine-checked.ts";
import { examineElapsed } from "./examine-elapsed.ts";
import { examineField } from "./examine-field.ts";
import { examineNested } from "./examine-nested.ts";
import { examineQuiet } from "./examine-quiet.ts";
import { examineLinked, examineOwned, examineReplied, examineUnique } from "./examine-simple.ts";
import type { Evidence } from "./evidence.ts";
import type { Finding } from "./finding.ts";
import type { Verdict } from "./verdict.ts";

/** Judges one criterion of a stage's gate, with all its parts. */
export function examine(criterion: Criterion, evidence: Evidence, stage: StageId): Finding {
  const { internal, parts, ...said } = judge(criterion, evidence, stage);
  const finding: Finding = {
    ...said,
    key: criterion.key,
    stage,
    outcome: criterion.warn && said.outcome === "missing" ? "warning" : said.outcome,
    title: criterion.title ?? said.title,
    remedy: said.outcome === "missing" ? (criterion.remedy ?? said.remedy) : said.remedy,
    internal: internal || criterion.internal || parts.some((part) => part.internal),
    parts,
  };
  return finding.internal ? hide(finding) : finding;
}

function judge(criterion: Criterion, evidence: Evidence, stage: StageId): Verdict {
  if (!("of" in criterion)) return judgeAlone(criterion, evidence);
  const parts = criterion.of.map((part) => examine(part, evidence, stage));
  return examineNested(criterion, parts);
}

function judgeAlone(criterion: Exclude<Criterion, Nested>, evidence: Evidence): Verdict {
  switch (criterion.kind) {
    case "checked":
      return examineChecked(criterion, evidence);
    case "field":
      return examineField(criterion, evidence);
    case "elapsed":
      return examineElapsed(criterion, evidence);
    case "quiet":
      return examineQuiet(criterion, evidence);
    case "capacity":
    case "unique":
      return judgeAmongOthers(criterion, evidence);
    case "replied":
    case "owned":
    case "linked":
      return judgeSimple(criterion, evidence);
  }
}

function judgeAmongOthers(criterion: CriterionOf<"capacity" | "unique">, evidence: Evidence): Verdict {
  return criterion.kind === "capacity"
    ? examineCapacity(criterion, evidence)
    : examineUnique(criterion, evidence);
}

function judgeSimple(criterion: CriterionOf<"replied" | "owned" | "linked">, evidence: Evidence): Verdict {
  switch (criterion.kind) {
    case "replied":
      return examineReplied(evidence);
    case "owned":
      return examineOwned(evidence);
    case "linked":
      return examineLinked(evidence);
  }
}

/** What is internal has internal parts. */
function hide(finding: Finding): Finding {
  return { ...finding, internal: true, parts: finding.parts.map(hide) };
}
