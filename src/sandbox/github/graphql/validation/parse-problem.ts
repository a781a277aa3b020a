import { GraphQLError } from "graphql";

/** What graphql-ruby calls the tokens that are signs. */
const SIGNS: Readonly<Record<string, string>> = {
  "{": "LCURLY",
  "}": "RCURLY",
  "(": "LPAREN",
  ")": "RPAREN",
  "[": "LBRACKET",
  "]": "RBRACKET",
  ":": "COLON",
  "=": "EQUALS",
  "!": "BANG",
  "|": "PIPE",
  "@": "DIR_SIGN",
  $: "VAR_SIGN",
  "...": "ELLIPSIS",
};

/** A document that cannot be parsed, in the words of GitHub: `Parse error on ")" (RPAREN) at [25, 23]`. */
export function parseProblem(error: GraphQLError, query: string): GraphQLError {
  const [position = query.length] = error.positions ?? [];
  const [place] = error.locations ?? [];
  const [token] = /^(?:\.\.\.|[\w-]+|"[^"\n]*"|\S)/u.exec(query.slice(position)) ?? [];
  if (token === undefined || place === undefined)
    return new GraphQLError("Unexpected end of document", { originalError: error });
  const words = `Parse error on ${JSON.stringify(token)} (${kindOf(token)}) at [${place.line}, ${place.column}]`;
  return new GraphQLError(words, { source: error.source, positions: error.positions });
}

function kindOf(token: string): string {
  if (/^-?\d/u.test(token)) return token.includes(".") ? "FLOAT" : "INT";
  if (/^[A-Za-z_]/u.test(token)) return "IDENTIFIER";
  return SIGNS[token] ?? (token.startsWith('"') && token.length > 1 ? "STRING" : "error");
}
