import { describe, expect, it } from "@jest/globals";
import { plan } from "../../support/as-seen.ts";
import {
  aCard,
  aHistory,
  anIssue,
  aPartner,
  aSituation,
  login,
  stage,
  text,
  unknown,
} from "../../support/situation.ts";

/** As GitHub renders a filled-in issue form. */
const form = (answers: Readonly<Record<string, string>>): string =>
  Object.entries(answers)
    .map(([label, answer]) => `### ${label}\n\n${answer}`)
    .join("\n\n");

const answers = {
  Organisation: "Gala Robotics",
  "Primary contact": "Jo Lee @jo-lee",
  Signal: "_No response_",
  Source: "Referral",
  Environment: "Production",
};

function filled(body: string, author = "maria", changes: Parameters<typeof aPartner>[0] = {}): unknown {
  const issue = anIssue({ body, author: { login: login(author), bot: false } });
  const partner = aPartner({ card: aCard({ stage: "identification", fields: {} }), issue, ...changes });
  const { effects } = plan(aSituation({ history: unknown, partner }));
  return effects.flatMap((effect) => (effect.kind === "set-field" ? [[effect.key, effect.value]] : []));
}

describe("plan, of an issue from the form,", () => {
  it("fills the fields that describe a partner, and no other", () => {
    expect(filled(form(answers))).toEqual([
      ["form/organisation", { kind: "text", text: "Gala Robotics" }],
      ["form/primaryContact", { kind: "text", text: "Jo Lee @jo-lee" }],
      ["form/source", { kind: "option", option: "source-Referral" }],
    ]);
  });

  it("leaves what somebody wrote on the card", () => {
    const card = aCard({ stage: "identification", fields: { organisation: text("Gala") } });

    expect(filled(form({ Organisation: "Gala Robotics" }), "maria", { card })).toEqual([]);
  });

  it("fills once: later changes of card and body stay as they are", () => {
    const issue = anIssue({ body: form(answers) });
    const partner = aPartner({ card: aCard({ stage: "identification", fields: {} }), issue });
    const history = aHistory({ kind: "appeared", stage: stage("identification") });

    const { effects } = plan(aSituation({ history, partner }));

    expect(effects.filter(({ kind }) => kind === "set-field")).toEqual([]);
  });

  it.each([
    { who: "themselves", contact: "Carla @carla", keys: ["form/organisation", "form/primaryContact"] },
    { who: "somebody else", contact: "Tom @tom", keys: ["form/organisation"] },
    { who: "nobody by login", contact: "Carla", keys: ["form/organisation", "form/primaryContact"] },
  ])("lets an outsider name $who as contact, or not", ({ contact, keys }) => {
    const effects = filled(form({ Organisation: "Gala", "Primary contact": contact }), "carla");

    expect((effects as [string][]).map(([key]) => key)).toEqual(keys);
  });

  it.each([
    ["an e-mail address", "Gala, jane@acme.com", "Gala, [e-mail address]"],
    ["several lines", "Gala\nRobotics", "Gala Robotics"],
  ])("takes %s as one harmless line", (_, answer, expected) => {
    expect(filled(form({ Organisation: answer }))).toEqual([
      ["form/organisation", { kind: "text", text: expected }],
    ]);
  });

  it.each([
    ["code", "```\n### Organisation\n\nGala\n```"],
    ["a quote", "> ### Organisation\n>\n> Gala"],
    ["a heading without an answer", "### Organisation\n\n### Signal"],
    ["an option that the field has not", "### Source\n\nA dream"],
  ])("takes nothing out of %s", (_, body) => {
    expect(filled(body)).toEqual([]);
  });

  it.each(["__proto__", "constructor", "prototype", "toString", "hasOwnProperty"])(
    "takes %s for no field, whether it is asked or answered",
    (name) => {
      const body = [
        form({ [`${name} `]: '{"polluted": true}' }),
        `### ${name}.polluted\n\ntrue`,
        form({ Organisation: name }),
      ].join("\n\n");

      expect(filled(body)).toEqual([["form/organisation", { kind: "text", text: expect.any(String) }]]);
      expect({}).not.toHaveProperty("polluted");
    },
  );
});
