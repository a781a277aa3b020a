import { readField } from "./board-field.ts";
import type { CriterionOf } from "./criterion-of.ts";
import type { Evidence } from "./evidence.ts";
import { counted, outcomeOf, type Verdict, verdict } from "./verdict.ts";

/** A reply of the partner is on record. */
export function examineReplied({ replied }: Evidence): Verdict {
  const title = "The partner has replied";
  return replied
    ? verdict("met", { title, because: "A reply is on record" })
    : verdict("missing", {
        title,
        because: "No reply is on record",
        remedy: "If they answered elsewhere, anybody with write access can comment /replied",
      });
}

/** The issue has an assignee: the first is the owner. */
export function examineOwned({ partner }: Evidence): Verdict {
  const title = "Somebody owns the partner";
  const [owner] = partner.issue?.assignees ?? [];
  return owner === undefined
    ? verdict("missing", { title, because: "Nobody is assigned", remedy: "Assign the owner to the issue" })
    : verdict("met", { title, because: `${owner} is the owner` });
}

/** A sub-issue or a blocking issue exists, readable or not. */
export function examineLinked({ partner: { issue } }: Evidence): Verdict {
  const count = (issue?.linked.length ?? 0) + (issue?.hiddenLinked ?? 0);
  return verdict(outcomeOf(count > 0), {
    title: "An issue is linked",
    because: count === 0 ? "No issue was ever linked" : `${counted(count, "issue")} linked`,
    remedy: count > 0 ? null : "Add an issue as sub-issue, or mark the partner as blocked by it",
    metBy: "linked-issue",
  });
}

/** No other open partner has the same organisation, however it is spaced and capitalised. */
export function examineUnique({ field }: CriterionOf<"unique">, evidence: Evidence): Verdict {
  const read = readField(evidence, field);
  const title = `No other open partner has the same ${read.name}`;
  if (read.kind === "no-field") return verdict("missing", { title, ...read.missing });
  if (read.kind === "empty" || read.value.kind !== "text") {
    return verdict("met", { title, because: `${read.name} is empty` });
  }
  const own = fold(read.value.text);
  const same = evidence.others.filter(
    ({ exited, organisation }) => !exited && organisation !== null && fold(organisation) === own,
  );
  if (same.length === 0) return verdict("met", { title, because: `${read.name} is its own` });
  const named = same.flatMap(({ number }) => (number === null ? [] : [`#${number}`]));
  return verdict("missing", {
    title,
    because: `${counted(same.length, "other partner")} with the same ${read.name}${named.length > 0 ? `: ${named.join(", ")}` : ""}`,
    remedy: "If they are one partner, leave the later one with /exit merged and the other's number",
  });
}

function fold(text: string): string {
  return text.normalize("NFKC").replaceAll(/\s+/g, "").toLowerCase();
}
