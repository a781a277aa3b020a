import type { Nodes } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";

/** What GitHub would act on in a text: whom it would tell, what it would link together, where it would lead. */
export interface Acts {
  /** Logins, or `organisation/team`, without the at sign, in lower case. */
  readonly mentions: readonly string[];
  /** Numbers of issues, also of other repositories, as written. */
  readonly references: readonly string[];
  readonly links: readonly string[];
  /** HTML that is no comment. */
  readonly tags: readonly string[];
}

const MENTION = /(?<![\w/`-])@([a-z\d](?:[a-z\d]|-(?=[a-z\d])){0,38}(?:\/[\w-]+)?)/gi;
const REFERENCE =
  /(?<![\w&])(?:[\w.-]+\/[\w.-]+)?#\d+\b|\bGH-\d+\b|\b(?:[\w.-]+\/[\w.-]+)?@[\da-f]{7,40}\b/gi;

/** Reads as GitHub does: Markdown by the specification, entities decoded, code left alone. */
export function actsIn(markdown: string): Acts {
  const nodes = [
    ...all(fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })),
  ];
  // What stands in two neighbours is one word on the page.
  const words = nodes.map(wordsOf).join("");
  return {
    mentions: [...words.matchAll(MENTION)].map(([, name = ""]) => name.toLowerCase()),
    references: [...words.matchAll(REFERENCE)].map(([found]) => found),
    links: nodes.flatMap((node) => ("url" in node ? [node.url] : [])),
    tags: nodes.flatMap((node) => (node.type === "html" && !COMMENT.test(node.value) ? [node.value] : [])),
  };
}

function* all(node: Nodes): Generator<Nodes> {
  yield node;
  if ("children" in node) for (const child of node.children) yield* all(child);
}

const COMMENT = /^<!--(?:(?!-->)[\s\S])*-->\s*$/;
const APART: ReadonlySet<string> = new Set([
  "paragraph",
  "tableCell",
  "heading",
  "inlineCode",
  "break",
  "code",
]);

function wordsOf(node: Nodes): string {
  if (node.type === "text") return node.value;
  return APART.has(node.type) ? "\n" : "";
}
