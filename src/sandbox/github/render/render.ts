import type { Nodes, Parents } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";

import type { Repository } from "../model/records.ts";
import type { Viewer } from "../model/rights.ts";
import { profileOf } from "../payloads/people.ts";
import { escapeHtml } from "./escape.ts";
import { mentionsIn, type Mention } from "./mentions.ts";

interface Rendering {
  readonly viewer: Viewer;
  /** Null: nobody can be mentioned here. */
  readonly repository: Repository | null;
}

/**
 * A body as HTML. What tests and the App look at is right: mentions become links only where they reach
 * somebody, never in code; raw HTML is shown as text or, if a comment, left out. Not all of GitHub's attributes
 * are there, and no syntax highlighting.
 */
export function renderHtml(viewer: Viewer, repository: Repository, body: string): string {
  return blocks({ viewer, repository }, parse(body));
}

/** A body without its markup. */
export function plainText(body: string): string {
  return textOf(parse(body)).trim();
}

/** A draft's body as HTML: it has no repository, so it mentions nobody. */
export function renderDraft(viewer: Viewer, body: string): string {
  return blocks({ viewer, repository: null }, parse(body));
}

/** Texts that were read before: clients ask for the same ones again and again. */
const seen = new Map<string, Parents>();
const MOST_SEEN = 500;

function parse(body: string): Parents {
  const known = seen.get(body);
  if (known !== undefined) return known;
  const read = fromMarkdown(body, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  if (seen.size >= MOST_SEEN) seen.clear();
  seen.set(body, read);
  return read;
}

function textOf(node: Nodes): string {
  if (node.type === "text" || node.type === "inlineCode" || node.type === "code") return node.value;
  if (node.type === "break") return "\n";
  if (!("children" in node)) return "";
  const inner = node.children.map(textOf).join("");
  return ["paragraph", "heading", "listItem"].includes(node.type) ? `${inner}\n` : inner;
}

function blocks(at: Rendering, { children }: Parents): string {
  return children
    .map((child) => html(at, child))
    .filter((part) => part !== "")
    .join("\n");
}

function inline(at: Rendering, { children }: Parents): string {
  return children.map((child) => html(at, child)).join("");
}

/** Elements whose tag says everything. */
const TAGS: Readonly<Record<string, string>> = {
  emphasis: "em",
  strong: "strong",
  delete: "del",
  tableRow: "tr",
  tableCell: "td",
};

const BLOCK_TAGS: Readonly<Record<string, string>> = { blockquote: "blockquote", table: "table" };

function html(at: Rendering, node: Nodes): string {
  if ("value" in node) return literal(at, node);
  if (!("children" in node)) return empty(node);
  const tag = TAGS[node.type];
  if (tag !== undefined) return `<${tag}>${inline(at, node)}</${tag}>`;
  const block = BLOCK_TAGS[node.type];
  if (block !== undefined) return `<${block}>\n${blocks(at, node)}\n</${block}>`;
  return element(at, node);
}

function element(at: Rendering, node: Parents): string {
  if (node.type === "paragraph") return `<p dir="auto">${inline(at, node)}</p>`;
  if (node.type === "heading") return `<h${node.depth} dir="auto">${inline(at, node)}</h${node.depth}>`;
  if (node.type === "link") {
    return `<a href="${escapeHtml(node.url)}" rel="nofollow">${inline({ ...at, repository: null }, node)}</a>`;
  }
  if (node.type === "list") {
    const tag = node.ordered === true ? "ol" : "ul";
    return `<${tag} dir="auto">\n${blocks(at, node)}\n</${tag}>`;
  }
  if (node.type === "listItem") return `<li>${checkbox(node.checked)}${blocks(at, node)}</li>`;
  return blocks(at, node);
}

function checkbox(checked: boolean | null | undefined): string {
  if (checked == null) return "";
  return `<input type="checkbox" class="task-list-item-checkbox" disabled=""${checked ? ' checked=""' : ""}> `;
}

function literal(at: Rendering, node: Extract<Nodes, { readonly value: string }>): string {
  if (node.type === "text") return withMentions(at, node.value);
  if (node.type === "html" && node.value.startsWith("<!--")) return "";
  const text = escapeHtml(node.value);
  if (node.type === "inlineCode") return `<code>${text}</code>`;
  return node.type === "code" ? `<pre><code>${text}\n</code></pre>` : text;
}

function empty(node: Nodes): string {
  if (node.type === "break") return "<br>\n";
  if (node.type === "thematicBreak") return "<hr>";
  if (node.type === "image") return `<img src="${escapeHtml(node.url)}" alt="${escapeHtml(node.alt ?? "")}">`;
  return "";
}

function withMentions({ viewer, repository }: Rendering, text: string): string {
  if (repository === null) return escapeHtml(text);
  const pieces = mentionsIn(viewer, repository, text);
  return pieces
    .map((piece) => (typeof piece === "string" ? escapeHtml(piece) : anchor(viewer, piece)))
    .join("");
}

function anchor(viewer: Viewer, mention: Mention): string {
  const { html: host } = viewer.state.urls;
  if (mention.kind === "team") {
    const { team } = mention;
    const href = `${host}/orgs/${team.organisation.login}/teams/${team.slug}`;
    return `<a class="team-mention notranslate" data-hovercard-type="team" href="${escapeHtml(href)}">${escapeHtml(mention.text)}</a>`;
  }
  const href = profileOf(viewer.state, mention.account);
  return `<a class="user-mention notranslate" data-hovercard-type="user" href="${escapeHtml(href)}">${escapeHtml(mention.text)}</a>`;
}
