import fc from "fast-check";

/** Texts that break what is careless about JSON, GraphQL or numbers. */
export const hostileText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    '"}) { x } }',
    '\\"\\\\',
    "123456789012345678901n",
    '"12345678901234567890n"',
    "9007199254740993",
    "$e0_input",
    "\u0000\u2028\u202e",
    "line\r\nline\n",
    '"""block"""',
    "{{url}} {path}",
    "a".repeat(65_536),
  ),
);
