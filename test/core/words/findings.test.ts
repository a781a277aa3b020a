import { describe, expect, it } from "@jest/globals";
import type { Finding } from "../../../src/core/gate/finding.ts";
import { renderFindings } from "../../../src/core/words/findings.ts";
import { aPlaybook } from "../../support/situation.ts";

const playbook = aPlaybook();
const warning = {
  ...{ key: "k", stage: playbook.stages[0]?.id, internal: false, parts: [], outcome: "warning" },
  ...{ title: "A feedback issue was linked", because: "No issue was ever linked" },
} as unknown as Finding;

describe("the list of criteria", () => {
  it.each(["Link it", "Link it.", "Is it elsewhere?"])("ends the remedy “%s” with one stop", (remedy) => {
    const shown = renderFindings([{ ...warning, remedy }], { playbook, audience: "team" });

    expect(shown).toMatch(/[^.?][.?]$/);
  });
});
