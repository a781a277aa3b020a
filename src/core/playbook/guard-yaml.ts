import { Lexer } from "yaml";
import type { PlaybookProblem } from "./playbook.ts";

/** What a playbook file may be before a YAML parser sees it. */
export const YAML_LIMITS = { bytes: 65_536, tokens: 12_000, brackets: 16, indentation: 60, marksInLine: 8 };

const BLOCK_MARKS = new Set(["-", "?", ":"]);

/**
 * Refuses what makes YAML parsers recurse, multiply or guess: large or deeply nested text, anchors, aliases,
 * tags and directives. It reads tokens only, in one pass, and must come before any parsing: four kilobytes
 * of `[` end a whole Node process.
 */
export function guardYaml(text: string): readonly PlaybookProblem[] {
  if (text.length > YAML_LIMITS.bytes || new TextEncoder().encode(text).length > YAML_LIMITS.bytes) {
    return [problem(null, `The file is larger than ${YAML_LIMITS.bytes / 1024} KB.`)];
  }
  const watch = new TokenWatch();
  let tokens = 0;
  for (const token of new Lexer().lex(text)) {
    tokens += 1;
    if (tokens > YAML_LIMITS.tokens)
      return [problem(watch.line, "The file is too long: its text goes on here.")];
    const refused = watch.see(token);
    if (refused !== null) return [problem(watch.line, refused)];
  }
  return [];
}

function problem(line: number | null, message: string): PlaybookProblem {
  return { path: "", line, message };
}

class TokenWatch {
  line = 1;
  #brackets = 0;
  #marks = 0;
  #atLineStart = true;

  /** What is wrong with this token, or null. Text and comments are tokens of their own, longer than any mark. */
  see(token: string): string | null {
    const refused = this.#indent(token) ?? this.#nest(token) ?? refuseFeature(token);
    if (refused === null) this.#count(token);
    return refused;
  }

  #indent(token: string): string | null {
    const tooDeep = this.#atLineStart && /^[ \t]*$/.test(token) && token.length > YAML_LIMITS.indentation;
    return tooDeep ? `Indented by more than ${YAML_LIMITS.indentation} columns.` : null;
  }

  #nest(token: string): string | null {
    if (token === "[" || token === "{") this.#brackets += 1;
    if (token === "]" || token === "}") this.#brackets = Math.max(0, this.#brackets - 1);
    if (this.#brackets > YAML_LIMITS.brackets)
      return `More than ${YAML_LIMITS.brackets} brackets in each other.`;
    if (this.#brackets === 0 && BLOCK_MARKS.has(token)) this.#marks += 1;
    return this.#marks > YAML_LIMITS.marksInLine ? "Too many lists or maps begin on one line." : null;
  }

  #count(token: string): void {
    const breaks = token.split("\n").length - 1;
    this.line += breaks;
    this.#atLineStart = token.endsWith("\n");
    if (breaks > 0) this.#marks = 0;
  }
}

function refuseFeature(token: string): string | null {
  if (token.startsWith("&") || token.startsWith("*")) {
    return "Anchors (&) and aliases (*) are not used in this file: write the value out, or put it in quotes.";
  }
  if (token.startsWith("!")) return "Tags (!) are not used in this file: put the value in quotes.";
  if (token.startsWith("%")) return "Directives (%) are not used in this file.";
  return null;
}
