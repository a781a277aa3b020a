import type { TadaDocumentNode } from "gql.tada";
import { Kind, print, type DocumentNode } from "graphql";
import type { Sending } from "../errors.ts";
import type { GraphqlAnswer, Session } from "../session.ts";

/** What came back: `data` is typed, for GitHub keeps to its schema; null when nothing at all could be answered. */
export type Answer<Result> = Omit<GraphqlAnswer, "data"> & { readonly data: Result | null };

const printed = new WeakMap<DocumentNode, string>();

/** Asks a question. */
export function ask<Result, Variables extends Record<string, unknown>>(
  session: Session,
  document: TadaDocumentNode<Result, Variables>,
  variables: Variables,
): Promise<Answer<Result>> {
  return send(session, { document, variables, sending: "read" });
}

/** Sends one mutation of its own. Effects go out together, by `act.ts`. */
export function tell<Result, Variables extends Record<string, unknown>>(
  session: Session,
  document: TadaDocumentNode<Result, Variables>,
  variables: Variables,
): Promise<Answer<Result>> {
  return send(session, { document, variables, sending: "write" });
}

interface Request<Result, Variables> {
  readonly document: TadaDocumentNode<Result, Variables>;
  readonly variables: Variables;
  readonly sending: Sending;
}

/** The only place where an answer gets its document's type. */
async function send<Result, Variables extends Record<string, unknown>>(
  session: Session,
  { document, variables, sending }: Request<Result, Variables>,
): Promise<Answer<Result>> {
  const operation = operationName(document);
  const answer = await session.graphql({ operation, query: text(document), variables, sending });
  return { ...answer, data: answer.data as Result | null };
}

/** The document as it is sent. Printed once. */
export function text(document: DocumentNode): string {
  const known = printed.get(document);
  if (known !== undefined) return known;
  const fresh = print(document);
  printed.set(document, fresh);
  return fresh;
}

function operationName(document: DocumentNode): string {
  const names = document.definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION ? [definition.name?.value ?? ""] : [],
  );
  return names.join(" ");
}
