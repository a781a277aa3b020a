import { describe, expect, it } from "@jest/globals";
import { designPartner } from "../../../src/core/playbook/builtin/design-partner.yml.ts";
import { parsePlaybook } from "../../../src/core/playbook/parse.ts";
import { readYaml } from "../../../src/core/playbook/read-yaml.ts";

const HOSTILE = ["__proto__", "constructor", "prototype"] as const;
/** What a key could reach through JavaScript's own objects; `prototype` is a word like any other to them. */
const REFUSED = ["__proto__", "constructor"];

/** The same value with more keys in every map, and how many maps there are. */
function inEveryMap(
  value: unknown,
  keys: readonly (readonly [string, unknown])[],
): { readonly value: unknown; readonly maps: number } {
  if (typeof value !== "object" || value === null) return { value, maps: 0 };
  const entries = Object.entries(value).map(([key, each]) => [key, inEveryMap(each, keys)] as const);
  const maps = entries.reduce((sum, [, each]) => sum + each.maps, 0);
  if (Array.isArray(value)) return { value: entries.map(([, each]) => each.value), maps };
  const whole = Object.fromEntries([...entries.map(([key, each]) => [key, each.value] as const), ...keys]);
  return { value: whole, maps: maps + 1 };
}

/** The built-in playbook as plain values. */
function builtIn(): unknown {
  const read = readYaml(designPartner);
  if (read.kind === "problems") throw new Error("the built-in playbook is unreadable");
  return read.value;
}

describe("a playbook that names the insides of JavaScript's objects", () => {
  it("has each of them refused wherever a key can stand, and reads as if they were not there", () => {
    const hostile = inEveryMap(
      builtIn(),
      REFUSED.map((key) => [key, { polluted: true }]),
    );

    const read = readYaml(JSON.stringify(hostile.value, null, 1));

    expect(hostile.maps).toBeGreaterThan(50);
    expect(read.problems).toHaveLength(hostile.maps * REFUSED.length);
    expect(read).toMatchObject({ kind: "yaml", value: builtIn() });
    expect({}).not.toHaveProperty("polluted");
  });

  it.each([
    ...HOSTILE.map((key) => `stages: {outreach: {${key}: {polluted: true}}}`),
    "? __proto__\n: {polluted: true}",
    '"__proto__": {polluted: true}',
    '"\\u005f_proto__": {polluted: true}',
    "constructor: {prototype: {polluted: true}}",
    "stages: {constructor: {prototype: {polluted: true}}}",
    "<<: {polluted: true}",
    "<<: [{polluted: true}]",
    "stages: {outreach: {<<: {polluted: true}}}",
    "base: &base {polluted: true}\n<<: *base",
    "stages: &stages\n  outreach: *stages",
  ])("is a bad file: %j", (lines) => {
    const parsed = parsePlaybook(`extends: design-partner\nproject: 7\n${lines}\n`);

    expect(parsed.kind).toBe("problems");
    expect(JSON.stringify(parsed)).not.toContain('"polluted":true');
    expect({}).not.toHaveProperty("polluted");
  });
});
