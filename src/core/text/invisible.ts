/** Joins two emoji into one; the only invisible character that is kept. */
const EMOJI_JOINER =
  /(?<=\p{Extended_Pictographic}\uFE0F?[\u{1F3FB}-\u{1F3FF}]?)\u200D(?=\p{Extended_Pictographic})/gu;
const KEPT = "\uE000";
/** Control, format (zero-width, bidi, tags), private use and lone surrogates; soft hyphens and fillers too. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u034F\u115F\u1160\u17B4\u17B5\u180B-\u180F\u3164\uFFA0\uFFFC]/gu;

void EMOJI_JOINER;
void KEPT;

/** Removes what a reader cannot see: control, zero-width and bidirectional characters. Tabs and newlines too. */
export function withoutInvisibles(text: string): string {
  return text.replace(INVISIBLE, "");
}
