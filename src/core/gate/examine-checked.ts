import type { Evidence } from "./evidence.ts";
import { findItem, reached, tickOf } from "./ladder.ts";
import { plainText } from "./plain-text.ts";
import type { CriterionOf } from "./criterion-of.ts";
import { type Verdict, verdict } from "./verdict.ts";

/** A checklist item is ticked, or the level it stands for is reached. */
export function examineChecked(criterion: CriterionOf<"checked">, evidence: Evidence): Verdict {
  const { stage, checklist, item } = criterion;
  const tick = tickOf(evidence, stage, { checklist, item });
  const said = { title: titleOf(criterion, evidence), internal: isInternal(criterion, evidence) };
  if (tick.place === "level") return byLevel(criterion, evidence, said);
  if (tick.ticked) return verdict("met", { ...said, because: "Ticked" });
  return verdict("missing", {
    ...said,
    because: tick.place === "nowhere" ? "No box for it was found" : "Not ticked",
    remedy: `Tick it under ${stageName(criterion, evidence)}, in the issue or in the checklist comment; anybody with write access can`,
  });
}

/** The board's level fulfils the box without more; another ticked box does, but what it skipped is worth a look. */
function byLevel(
  { stage, checklist, item }: CriterionOf<"checked">,
  evidence: Evidence,
  said: Pick<Verdict, "title" | "internal">,
): Verdict {
  const { levels, field } = evidence.playbook.ladder ?? { levels: [], field: "" };
  const { level, onBoard } = reached(evidence);
  const own = levels.indexOf(findItem(evidence, stage, { checklist, item })?.level ?? "");
  if (own <= onBoard) {
    const name = evidence.playbook.fields[field]?.name ?? field;
    return verdict("met", { ...said, because: `${name} is ${levels[onBoard] ?? ""}` });
  }
  return verdict("warning", {
    ...said,
    because: `Not ticked itself, but ${levels[level] ?? ""} is, which needs it first`,
    remedy: "Tick it, or untick the later level",
  });
}

function titleOf({ stage, checklist, item }: CriterionOf<"checked">, evidence: Evidence): string {
  return plainText(findItem(evidence, stage, { checklist, item })?.text ?? item);
}

function isInternal({ stage, checklist }: CriterionOf<"checked">, { playbook }: Evidence): boolean {
  const lists = playbook.stages.find(({ id }) => id === stage)?.checklists ?? [];
  return lists.find(({ id }) => id === checklist)?.internal ?? false;
}

function stageName({ stage }: CriterionOf<"checked">, { playbook }: Evidence): string {
  return playbook.stages.find(({ id }) => id === stage)?.name ?? stage;
}
