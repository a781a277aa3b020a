/** The named references that stand for ASCII, spaces and invisible characters: all that could disguise something. */
const NAMED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "\t": "Tab",
    "\n": "NewLine",
    "!": "excl",
    '"': "quot QUOT",
    "#": "num",
    $: "dollar",
    "%": "percnt",
    "&": "amp AMP",
    "'": "apos",
    "(": "lpar",
    ")": "rpar",
    "*": "ast midast",
    "+": "plus",
    ",": "comma",
    ".": "period",
    "/": "sol",
    ":": "colon",
    ";": "semi",
    "<": "lt LT",
    "=": "equals",
    ">": "gt GT",
    "?": "quest",
    "@": "commat",
    "[": "lsqb lbrack",
    "\\": "bsol",
    "]": "rsqb rbrack",
    "^": "Hat",
    _: "lowbar UnderBar",
    "`": "grave DiacriticalGrave",
    "{": "lcub lbrace",
    "|": "verbar vert VerticalLine",
    "}": "rcub rbrace",
    fj: "fjlig",
    " ": "nbsp NonBreakingSpace ensp emsp emsp13 emsp14 numsp puncsp thinsp ThinSpace hairsp VeryThinSpace MediumSpace",
    "\u2010": "hyphen dash",
    "\u2013": "ndash",
    "\u2014": "mdash",
    "\u2018": "lsquo OpenCurlyQuote",
    "\u2019": "rsquo rsquor CloseCurlyQuote",
    "\u201c": "ldquo OpenCurlyDoubleQuote",
    "\u201d": "rdquo rdquor CloseCurlyDoubleQuote",
    "\u200b":
      "ZeroWidthSpace NegativeVeryThinSpace NegativeThinSpace NegativeMediumSpace NegativeThickSpace NoBreak shy zwj zwnj lrm rlm " +
      "ApplyFunction af InvisibleTimes it InvisibleComma ic",
  }).flatMap(([character, names]) => names.split(" ").map((name): [string, string] => [name, character])),
);
const REFERENCE = /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([A-Za-z][A-Za-z\d]{1,31}));/g;

/** Decodes character references, also those that decoding brings to light, three deep. Unknown names stay. */
export function decodeEntities(text: string): string {
  let decoded = text;
  for (let round = 0; round < 3 && decoded.includes("&"); round += 1) {
    decoded = decoded.replace(REFERENCE, (whole, ...[decimal, hex, name]: (string | undefined)[]) => {
      if (name !== undefined) return NAMED.get(name) ?? whole;
      return character(decimal === undefined ? Number.parseInt(hex ?? "0", 16) : Number(decimal));
    });
  }
  return decoded;
}

function character(code: number): string {
  const exists = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return exists ? String.fromCodePoint(code) : "\ufffd";
}
