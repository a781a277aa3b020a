const skinTones = "\\u{1F3FB}-\\u{1F3FF}";
/** Control, private use, lone surrogates, fillers and other characters without a shape. */
const SHAPELESS = new RegExp(
  "[\\p{Cc}\\p{Co}\\p{Cs}\\u115F\\u1160\\u3164\\uFFA0\\uFFF9-\\uFFFC]|\\u034F|[\\u17B4\\u17B5]|[\\u180B-\\u180F]",
  "gu",
);
/** Format characters: zero-width, bidi, tags. The joiner counts unless it stands between two emoji. */
const FORMAT = new RegExp(
  [
    "(?!\\u200D)\\p{Cf}",
    `(?<!\\p{Extended_Pictographic}(?:\\uFE0F|[${skinTones}])?)\\u200D`,
    "\\u200D(?!\\p{Extended_Pictographic})",
  ].join("|"),
  "gu",
);
/** More marks than this on one letter are no language, and paint over the lines around. */
const STACKED_MARKS = /(\p{M}{4})\p{M}+/gu;

/**
 * Removes what a reader cannot see: control, zero-width and bidirectional characters, tabs and newlines too.
 * The joiner within an emoji stays.
 */
export function withoutInvisibles(text: string): string {
  return text.replace(SHAPELESS, "").replace(FORMAT, "").replace(STACKED_MARKS, "$1");
}
