const LINK = /!?\[([^\]]*)\]\([^)]*\)/g;

/** One line of the playbook's Markdown as people read it: links give way to their text, full stop off. */
export function plainText(markdown: string): string {
  return markdown
    .replaceAll(LINK, "$1")
    .replaceAll(/[*_`]/g, "")
    .replaceAll(/\s+/g, " ")
    .trim()
    .replace(/\.$/, "");
}
