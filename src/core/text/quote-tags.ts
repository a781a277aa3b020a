import { maskHidden } from "./inline.ts";

const TAGS = /<(\/?)(blockquote|pre|code|samp|kbd|tt|del|s|strike|q|template)(?=[\s/>])/gi;

/** Follows raw HTML that quotes, strikes out or shows code, over the blocks of a text. */
export class QuoteTags {
  readonly #depths = new Map<string, number>();

  /** Whether the text that follows stands within such a tag. */
  get open(): boolean {
    return [...this.#depths.values()].some((depth) => depth > 0);
  }

  /** Takes note of the tags of one block. */
  read(text: string, html: boolean): void {
    if (!text.includes("<")) return;
    const shown = html ? text.replace(/<!--[\s\S]*?(?:-->|$)/g, "") : maskHidden(text, "code");
    for (const [, slash, tag = ""] of shown.matchAll(TAGS)) {
      const name = tag.toLowerCase();
      const depth = this.#depths.get(name) ?? 0;
      this.#depths.set(name, slash === "/" ? Math.max(0, depth - 1) : depth + 1);
    }
  }
}
