const BASE64 = /[A-Za-z\d+/_-]{16,}/g;
const HEX = /(?:[\da-f]{2}){12,}/gi;
const ESCAPED = /%([\da-f]{2})/gi;

/** A text and all that is hidden in it in base64 (at any offset), hex or URL encoding. */
export function disguises(text: string): readonly string[] {
  const base64 = (text.match(BASE64) ?? []).flatMap((run) =>
    [0, 1, 2, 3].map((offset) => Buffer.from(run.slice(offset), "base64").toString("latin1")),
  );
  const hex = (text.match(HEX) ?? []).flatMap((run) =>
    [0, 1].map((offset) => Buffer.from(run.slice(offset), "hex").toString("latin1")),
  );
  const escaped = text.replace(ESCAPED, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
  return [text, ...base64, ...hex, escaped];
}

/** Names of the canaries that are in the text, openly or in disguise. */
export function canariesIn(
  text: string,
  canaries: Readonly<Record<string, string | RegExp>>,
): readonly string[] {
  const seen = disguises(text).join("\n");
  return Object.keys(canaries).filter((name) => {
    const canary = canaries[name];
    return typeof canary === "string" ? seen.includes(canary) : canary?.test(seen) === true;
  });
}
