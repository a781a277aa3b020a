import type { Comment, Issue, Reaction } from "../../model/records.ts";
import { REACTION_NAMES } from "../../payloads/issue.ts";
import { optionalText } from "../args.ts";
import { connect } from "../connection.ts";
import { own, served, type Asked, type ServedType } from "../served.ts";

type Subject = Issue | Comment;

interface Group {
  readonly type: "ReactionGroup";
  readonly content: string;
  readonly subject: Subject;
}

/** A page of reactions, of one kind if asked. */
export function reactionsOf(subject: Subject, { viewer, args }: Asked): unknown {
  const content = optionalText(args, "content");
  const page = connect(
    subject.reactions.filter((reaction) => content === null || reaction.content === content),
    args,
  );
  return { ...page, viewerHasReacted: subject.reactions.some(({ user }) => user === viewer.account) };
}

/** All eight kinds, with nobody or somebody. */
export function reactionGroups(subject: Subject): readonly Group[] {
  return Object.keys(REACTION_NAMES).map((content) => ({ type: "ReactionGroup", content, subject }));
}

function inGroup({ content, subject }: Group): readonly Reaction[] {
  return subject.reactions.filter((reaction) => reaction.content === content);
}

function reactors(group: Group, { args }: Asked): unknown {
  const reactions = inGroup(group);
  const page = connect(
    reactions.map(({ user }) => user),
    args,
  );
  const edges = page.edges.map((edge) => ({
    ...edge,
    reactedAt: reactions.find(({ user }) => user === edge.node)?.createdAt,
  }));
  return { ...page, edges };
}

/** Reactions and their groups. */
export const REACTION_TYPES: readonly ServedType[] = [
  own<Reaction>("Reaction", ["id", "databaseId", "content", "createdAt"]),
  served<Reaction>("Reaction", {
    user: (reaction) => reaction.user,
    reactable: (reaction) => reaction.subject,
  }),
  own<Group>("ReactionGroup", ["content", "subject"]),
  served<Group>("ReactionGroup", {
    createdAt: (group) => inGroup(group)[0]?.createdAt ?? null,
    users: reactors,
    reactors,
    viewerHasReacted: (group, { viewer }) => inGroup(group).some(({ user }) => user === viewer.account),
  }),
];
