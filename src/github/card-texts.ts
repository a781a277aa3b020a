import { faultError, isAbsence } from "./faults.ts";
import { ask } from "./graphql/execute.ts";
import { CardTexts } from "./graphql/set-up/card-texts.ts";
import { present } from "./read-values.ts";
import type { Session } from "./session.ts";

/** What stands in a text field of an issue's card. */
export interface CardText {
  readonly number: number;
  readonly text: string;
}

/** Reads one text field of all cards that have it; archived cards and drafts are left out. Throws `AppError`. */
export async function readCardTexts(
  session: Session,
  project: string,
  field: string,
): Promise<readonly CardText[]> {
  const found: CardText[] = [];
  let after: string | null = null;
  do {
    const page = await readPage(session, { project, field, after });
    found.push(...page.texts);
    after = page.next;
  } while (after !== null);
  return found;
}

interface Page {
  readonly texts: readonly CardText[];
  /** Null: the last page. */
  readonly next: string | null;
}

async function readPage(
  session: Session,
  wanted: { readonly project: string; readonly field: string; readonly after: string | null },
): Promise<Page> {
  const answer = await ask(session, CardTexts, wanted);
  const faults = answer.faults.filter((fault) => !isAbsence(fault));
  if (faults.length > 0 || answer.data === null) throw faultError(faults, answer);
  const { node } = answer.data;
  if (node?.__typename !== "ProjectV2") return { texts: [], next: null };
  const { hasNextPage, endCursor } = node.items.pageInfo;
  const texts = present(node.items).flatMap(({ isArchived, value, content }) => {
    const text = value?.__typename === "ProjectV2ItemFieldTextValue" ? (value.text ?? "").trim() : "";
    return isArchived || text === "" || content?.__typename !== "Issue"
      ? []
      : [{ number: content.number, text }];
  });
  return { texts, next: hasNextPage ? endCursor : null };
}
