import { z } from "zod";
import { CadencesSchema, Length } from "./cadences-schema.ts";
import { CriterionSchema } from "./criterion-schema.ts";
import { DayText, FieldKey, LabelKey, LoginText, StageKey, strict, word } from "./schema-parts.ts";

/** Names of the built-in playbooks. */
export const BUILT_IN = ["design-partner", "rfc"] as const;

/** Weekdays as the file names them, Monday first. */
export const WEEKDAYS = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
] as const;

const Markdown = z.string().max(10_000);
const removable = <T extends z.ZodType>(type: T): z.ZodOptional<z.ZodNullable<T>> =>
  type.nullable().optional();

const Item = z.union([
  word(500),
  strict({
    text: word(500).optional().describe("Markdown, one line."),
    level: word(100).nullable().optional().describe("The ladder's level that this item stands for."),
    permission: FieldKey.nullable()
      .optional()
      .describe("Asked for only while this field of the card is set to anything but No."),
    optional: z
      .boolean()
      .optional()
      .describe("In the last stage: not followed up, and not missed at the end."),
  }),
]);

const Checklist = strict({
  title: word(200).optional(),
  internal: z.boolean().optional().describe("Not written where a contact of the partner can read."),
  disqualifies: z
    .boolean()
    .optional()
    .describe("Signals against the partner: a ticked one offers the line to leave."),
  items: removable(z.record(StageKey, Item.nullable())).describe("By id, in order. null removes an item."),
});

const Stage = strict({
  name: word(100).optional().describe("The column's name on the board."),
  after: StageKey.optional().describe("The stage stands after this one."),
  before: StageKey.optional().describe("The stage stands before this one."),
  goal: removable(z.string().max(1000)),
  notes: removable(Markdown).describe("Markdown posted when a partner enters."),
  internalNotes: removable(Markdown).describe("Markdown posted where no contact of the partner can read."),
  template: removable(strict({ subject: word(300).optional(), body: Markdown.optional() })).describe(
    "The message for the owner to send on entry, with [placeholders].",
  ),
  gate: removable(z.array(CriterionSchema).max(50)).describe(
    "What must hold to enter. A list replaces the whole gate.",
  ),
  checklists: removable(z.record(StageKey, Checklist.nullable())).describe(
    "By id, in order. null removes one.",
  ),
  stalled: removable(Length).describe("Reminded of when nothing happened in the stage for so long."),
  moveOn: z
    .enum(["auto", "tell"])
    .optional()
    .describe("When the last criterion is met: follow auto, or only ever tell."),
});

const Field = strict({
  name: word(100).optional().describe("The field's name on the board."),
  type: z.enum(["text", "number", "date", "option"]).optional(),
  options: z.array(word(100)).max(50).optional().describe("For type option, in order."),
});

const Pause = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}\.\.\d{4}-\d{2}-\d{2}$/, "Write a pause as YYYY-MM-DD..YYYY-MM-DD.");

/** The file `.github/stagekeeper.yml`. All may be left out that a built-in playbook gives. */
export const PlaybookSchema = strict({
  extends: z.enum(BUILT_IN).optional().describe("The built-in playbook that this one begins from."),
  project: z.int().min(1).max(2_147_483_647).optional().describe("Number of the organisation's project."),
  mode: z
    .enum(["observe", "enforce", "off"])
    .optional()
    .describe("observe changes nothing but the dashboard, enforce acts, off stops."),
  timezone: word(64).optional().describe("Zone in which days begin and end, such as Europe/Berlin."),
  workingDays: z.array(z.enum(WEEKDAYS)).min(1).max(7).optional(),
  holidays: removable(z.array(DayText).max(400)),
  pauses: removable(z.array(Pause).max(100)).describe("FROM..TO, both days included."),
  reminderHour: z.int().min(0).max(23).optional().describe("Hour of the day at which reminders are posted."),
  labels: z.record(LabelKey, word(50).nullable()).optional().describe("By key: the label's name on GitHub."),
  fields: z
    .record(FieldKey, z.union([word(100), Field, z.null()]))
    .optional()
    .describe("By key: a field of the board. Only a text: its name. null: the board has none."),
  lead: removable(LoginText).describe("The programme's lead."),
  away: removable(z.array(strict({ login: LoginText, until: DayText, cover: LoginText })).max(100)).describe(
    "Who is away until when (that day included), and who stands in.",
  ),
  override: strict({
    logins: removable(z.array(LoginText).max(100)),
    team: removable(
      z
        .string()
        .regex(
          /^[A-Za-z0-9][A-Za-z0-9-]*\/[A-Za-z0-9][A-Za-z0-9_.-]*$/,
          "Write a team as organisation/team.",
        ),
    ),
    maintainers: z.boolean().optional().describe("Everybody with the permission maintain or admin."),
  })
    .optional()
    .describe("Who may let a refused move through."),
  auto: z
    .enum(["people", "always", "notify", "off"])
    .optional()
    .describe("When a card that was moved back moves on by itself."),
  backward: z.enum(["allow", "refuse"]).optional().describe("Whether cards may be moved backward."),
  ignore: removable(z.array(word(100)).max(50)).describe("Columns in which cards are left alone."),
  ladder: removable(
    strict({ field: FieldKey.optional(), levels: z.array(word(100)).min(1).max(50).optional() }),
  ).describe("Levels that each need the one before; an item with a level stands for it, and the reverse."),
  sync: removable(
    strict({
      stages: z.array(StageKey).min(1).max(50).optional().describe("Partners in these stages meet."),
      repository: removable(
        z
          .string()
          .regex(
            /^[A-Za-z0-9][A-Za-z0-9-]*\/[A-Za-z0-9][A-Za-z0-9_.-]*$/,
            "Write a repository as organisation/name.",
          ),
      ).describe("Where sync notes are opened; the partner repository when left out."),
    }),
  ).describe("Syncs with partners, and where their notes are written."),
  capacity: removable(
    strict({
      stages: z.array(StageKey).min(1).max(50).optional(),
      min: z.int().min(0).max(10_000).optional(),
      max: z.int().min(1).max(10_000).optional(),
    }),
  ).describe("How many partners the programme wants in these stages."),
  stages: z
    .record(StageKey, Stage.nullable())
    .optional()
    .describe("By id, in the order of the pipeline. null removes one."),
  cadences: removable(CadencesSchema).describe("When reminders and meetings are due."),
}).meta({ title: "Stagekeeper playbook", description: "The file .github/stagekeeper.yml" });

/** The file as read: shapes are right, nothing is merged or checked yet. */
export type PlaybookFile = z.infer<typeof PlaybookSchema>;

/** The JSON Schema of the file, for editors. Looser than the parser, which also checks what belongs together. */
export function playbookJsonSchema(): Record<string, unknown> {
  return { ...z.toJSONSchema(PlaybookSchema, { target: "draft-7", io: "input" }) };
}
