import type { Nodes } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";

/** What GitHub would make of a text of ours: the kinds of its nodes, and its words after decoding. */
export function asGithubSees(markdown: string): {
  readonly kinds: ReadonlySet<string>;
  readonly words: string;
} {
  const tree = fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  const kinds = new Set<string>();
  const words: string[] = [];
  const walk = (node: Nodes): void => {
    kinds.add(node.type);
    if ("checked" in node && typeof node.checked === "boolean") kinds.add("task");
    if ("value" in node) words.push(node.value);
    if ("children" in node) node.children.forEach(walk);
    if (node.type === "paragraph" || node.type === "tableCell") words.push("\n");
  };
  walk(tree);
  return { kinds, words: words.join("") };
}

/** The patterns on which GitHub acts wherever they stand in words. Looser than GitHub's own, to be safe. */
const acts: Readonly<Record<string, RegExp>> = {
  mention: /@[a-z\d]/i,
  "issue reference": /#\d|GH-\d/i,
  advisory: /(?:CVE|GHSA)-[a-z\d]/i,
  commit: /(?<![a-z\d])[\da-f]{7,40}(?![a-z\d])/i,
  address: /:\/\/|www\.|mailto:|xmpp:/i,
  "e-mail": /[\p{L}\p{N}]@[\p{L}\p{N}-]+\.\p{L}{2,}/u,
  "hidden direction": /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/,
};

/** Names of all that acts in a text of ours; empty when it is harmless. */
export function actsIn(markdown: string, allowed: readonly string[]): readonly string[] {
  const { kinds, words } = asGithubSees(markdown);
  const nodes = [...kinds].filter((kind) => !["root", "paragraph", "text", ...allowed].includes(kind));
  return [...nodes, ...Object.keys(acts).filter((name) => acts[name]?.test(words) === true)];
}
