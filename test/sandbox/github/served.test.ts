import { describe, expect, it } from "@jest/globals";
import { isInterfaceType, isObjectType } from "graphql";

import { SERVED } from "../../../src/sandbox/github/graphql/resolve.ts";
import { githubSchema } from "../../../src/sandbox/github/graphql/schema.ts";

describe("what is served of GitHub's schema", () => {
  it("exists there: no resolver is misspelt", () => {
    const schema = githubSchema();

    const unknown = SERVED.flatMap(({ type, fields }) => {
      const found = schema.getType(type);
      const known = isObjectType(found) || isInterfaceType(found) ? found.getFields() : {};
      return Object.keys(fields).flatMap((name) => (name in known ? [] : [`${type}.${name}`]));
    });

    expect(unknown).toEqual([]);
  });
});
