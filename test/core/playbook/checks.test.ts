import { describe, expect, it } from "@jest/globals";
import { problemsOf } from "./problems-of.ts";

const gate = (criterion: string): string => `stages: {graduation: {gate: [${criterion}]}}`;

describe("the named checks", () => {
  it.each([
    { file: "timezone: UTC+1", problem: "3 timezone: There is no time zone" },
    { file: "workingDays: [monday, monday]", problem: "3 workingDays[1]: Another working day" },
    { file: "workingDays: []", problem: "3 workingDays: The list must have at least 1 entries." },
    { file: "workingDays: [mon]", problem: "3 workingDays[0]: Expected monday, tuesday" },
    { file: "holidays: [2026-02-30]", problem: "3 holidays[0]: The calendar has no such date." },
    {
      file: "pauses: [2026-12-24..2026-12-01]",
      problem: "3 pauses[0]: The pause “2026-12-24..2026-12-01” ends before",
    },
    { file: "pauses: [2026-12-24..2026-12-32]", problem: "3 pauses[0]: The calendar lacks a date" },
    { file: "pauses: [2026-12-24]", problem: "3 pauses[0]: Write a pause as" },
    { file: "reminderHour: 24", problem: "3 reminderHour: The number must be at most 23." },
    { file: "mode: on", problem: "3 mode: Expected observe, enforce or off" },
    { file: "auto: peple", problem: "(did you mean “people”?)" },
    { file: "backward: no", problem: "3 backward: Expected allow or refuse" },
    { file: "lead: '@octocat'", problem: "3 lead: Write a GitHub login, without @." },
    {
      file: "away: [{login: a, until: 2026-12-01, cover: A}]",
      problem: "3 away[0].cover: “a” cannot stand in",
    },
    { file: "away: [{login: a, until: 2026-12-01}]", problem: "3 away[0].cover: This is missing." },
    { file: "override: {team: maintainers}", problem: "3 override.team: Write a team as organisation/team." },
    { file: "ignore: [Outreach]", problem: "3 ignore[0]: “Outreach” is a stage" },
    { file: "ignore: [Done, done]", problem: "3 ignore[1]: Another ignored column" },
    { file: "labels: {p1: P2}", problem: "3 labels.p2: Another label is called “P2”" },
    { file: "labels: {partner: null}", problem: "3 labels.partner: The label that makes an issue a partner" },
    { file: "fields: {extra: {name: Extra}}", problem: "3 fields.extra.type: The field's type is missing" },
    { file: "fields: {extra: {type: text}}", problem: "3 fields.extra.name: The field's name on the board" },
    {
      file: "fields: {extra: {name: NPS, type: text}}",
      problem: "3 fields.extra.name: Another field is called",
    },
    {
      file: "fields: {extra: {name: Extra, type: option}}",
      problem: "3 fields.extra.options: A field of type option",
    },
    {
      file: "fields: {extra: {name: E, type: text, options: [a]}}",
      problem: "A field of type text has no options.",
    },
    {
      file: "fields: {extra: {name: E, type: option, options: [a, A]}}",
      problem: "Another option is called “A”",
    },
    {
      file: "fields: {status: {options: [a]}}",
      problem: "3 fields.status.options: Of the Status field only the name",
    },
    { file: "ladder: {field: level}", problem: "3 ladder.field: There is no field “level”" },
    { file: "ladder: {field: organisation}", problem: "must be of type option" },
    {
      file: "ladder: {levels: [L0, L9]}",
      problem: "3 ladder.levels[1]: The ladder's field has no option “L9”.",
    },
    { file: "ladder: null", problem: "The ladder has no level “L0”" },
    { file: "capacity: {min: 6}", problem: "3 capacity.min: The minimum 6 is more than the maximum 5." },
    {
      file: "capacity: {stages: [onbording]}",
      problem: "There is no stage “onbording” (did you mean “onboarding”?).",
    },
    {
      file: "sync: {stages: [onbording]}",
      problem: "3 sync.stages[0]: There is no stage “onbording” (did you",
    },
    { file: "stages: {demo: {after: outreach}}", problem: "3 stages.demo.name: The stage's name" },
    { file: "stages: {demo: {name: Demo}}", problem: "3 stages.demo: A new stage needs its place" },
    {
      file: "stages: {demo: {name: Demo, after: nowhere}}",
      problem: "3 stages.demo.after: There is no stage “nowhere”",
    },
    {
      file: "stages: {a: {name: A, after: b}, b: {name: B, after: a}}",
      problem: "3 stages.a.after: There is no stage",
    },
    {
      file: "stages: {a: {name: A, after: outreach, before: outreach}}",
      problem: "Either “after” or “before”",
    },
    {
      file: "stages: {demo: {name: outreach, after: outreach}}",
      problem: "Another stage is called “outreach”",
    },
    {
      file: "stages: {identification: {gate: [{owned: true}]}}",
      problem: "The first stage cannot have a gate",
    },
    { file: "stages: {outreach: {template: {subject: null}}}", problem: "Expected text, found nothing." },
    {
      file: "stages: {onboarding: {template: {subject: Hi}}}",
      problem: "template.body: The message's body is missing.",
    },
    {
      file: "stages: {onboarding: {checklists: {more: {items: {a: A}}}}}",
      problem: "more.title: The checklist's title",
    },
    {
      file: "stages: {onboarding: {checklists: {agenda: {title: A}}}}",
      problem: "Another checklist (ids count for the whole file)",
    },
    {
      file: "stages: {onboarding: {checklists: {onboarding: {items: {a: {level: L2}}}}}}",
      problem: "The item's text is missing.",
    },
    {
      file: "stages: {onboarding: {checklists: {onboarding: {items: {a: {text: A, level: L7}}}}}}",
      problem: "The ladder has no level “L7”",
    },
    {
      file: 'stages: {onboarding: {checklists: {onboarding: {items: {a: "A\\nB"}}}}}',
      problem: "An item is one line.",
    },
    {
      file: "stages: {onboarding: {checklists: {onboarding: {items: {a: First bi-weekly sync scheduled.}}}}}",
      problem: "Another item of this stage",
    },
    { file: "stages: {onboarding: null}", problem: "There is no checklist “onboarding”" },
  ])("$file → $problem", ({ file, problem }) => {
    const problems = problemsOf(`extends: design-partner\nproject: 7\n${file}\n`);

    expect(problems.filter((told) => told.includes(problem))).toHaveLength(1);
  });

  it.each([
    { criterion: "{}", problem: "gate[0]: Nothing is asked for: write one of checked, field" },
    {
      criterion: "{owned: true, replied: true}",
      problem: "gate[0]: One criterion asks for one thing, this one for replied and owned",
    },
    { criterion: "{owned: false}", problem: "gate[0].owned: Expected true, found false." },
    { criterion: "{checked: call}", problem: "gate[0].checked: Write it as checklist.item" },
    { criterion: "{checked: cal.held}", problem: "There is no checklist “cal” (did you mean “call”?)." },
    {
      criterion: "{checked: post-graduation.logo}",
      problem: "“post-graduation.logo” is ticked in the stage “graduation”, not before.",
    },
    {
      criterion: "{field: enviroment, set: true}",
      problem: "There is no field “enviroment” (did you mean “environment”?).",
    },
    { criterion: "{field: status, equals: Outreach}", problem: "Gates do not test the Status" },
    { criterion: "{field: environment}", problem: "Beside field stands one of set, equals" },
    { criterion: "{field: environment, set: true, equals: Staging}", problem: "here are 2" },
    { criterion: "{field: environment, equals: Prod}", problem: "The field has no option “Prod”." },
    {
      criterion: "{field: environment, oneOf: [Production, Stagin]}",
      problem: "no option “Stagin” (did you mean “Staging”?).",
    },
    { criterion: "{field: nps, equals: high}", problem: "The field is a number; “high” is none." },
    {
      criterion: "{field: organisation, atLeast: 3}",
      problem: "“atLeast” cannot test a field of type text.",
    },
    {
      criterion: "{field: nps, before: 2026-01-01}",
      problem: "“before” cannot test a field of type number.",
    },
    { criterion: "{field: lastSync, equals: soon}", problem: "The field is a date (YYYY-MM-DD)" },
    { criterion: "{owned: true, equals: 3}", problem: "gate[0].equals: “equals” tests a field" },
    {
      criterion: "{elapsed: {since: organisation, longerThan: 3 months}}",
      problem: "The field “organisation” is no date.",
    },
    {
      criterion: "{elapsed: {since: inProduction, longerThan: 3 months}}",
      problem: "There is no field “inProduction”",
    },
    {
      criterion: "{elapsed: {since: lastSync, longerThan: 3 moons}}",
      problem: "longerThan: Write a duration",
    },
    {
      criterion: "{elapsed: {since: lastSync, longerThan: 0 days}}",
      problem: "The duration must be longer than nothing.",
    },
    { criterion: "{quiet: {label: p9, for: 4 weeks}}", problem: "There is no label “p9”" },
    { criterion: "{unique: signal}", problem: "Only organisation can be unique so far." },
    {
      criterion: "{capacity: {stages: [onboarding], max: 5}}",
      problem: "The stage that is entered, “graduation”, must be among them.",
    },
    { criterion: "{capacity: {stages: [graduation, gone], max: 5}}", problem: "There is no stage “gone”" },
    { criterion: "{atLeast: 2, of: [{owned: true}]}", problem: "At least 2 of 1 can never hold." },
    { criterion: "{atLeast: L3, of: [{owned: true}]}", problem: "atLeast is a whole number of 1 or more" },
    { criterion: "{of: [{owned: true}]}", problem: "gate[0].atLeast: Beside of" },
    { criterion: "{any: [{owned: true, warn: true}]}", problem: "any[0].warn: Inside any, none or of" },
    { criterion: "{all: []}", problem: "The list must have at least 1 entries." },
  ])("$criterion → $problem", ({ criterion, problem }) => {
    const problems = problemsOf(`extends: design-partner\nproject: 7\n${gate(criterion)}\n`);

    expect(problems).toEqual([expect.stringContaining(problem)]);
  });

  it("asks whose partners meet", () => {
    const problems = problemsOf("project: 7\nsync: {repository: northwind/syncs}\nstages: {a: {name: A}}\n");

    expect(problems).toEqual(["2 sync.stages: The stages whose partners meet are missing."]);
  });

  it("keep gates to a size that people can read", () => {
    const items = Array.from({ length: 50 }, (_, index) => `i${index}: Item ${index}`).join(", ");
    const criteria = Array.from({ length: 11 }, () => "{any: [{checked: long.*}]}").join(", ");

    const problems = problemsOf(`project: 7
stages:
  a: {name: A, checklists: {long: {title: Long, items: {${items}}}}}
  b: {name: B, gate: [${criteria}]}
`);

    expect(problems).toEqual([expect.stringContaining("The gates have 561 criteria together; at most 500")]);
  });
});
