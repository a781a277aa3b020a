import type { Login, StageId } from "../ids.ts";
import type { Day, Span } from "../time/time.ts";
import type { Cadences } from "./cadences.ts";

/** A playbook in force: parsed, merged with what it extends, checked. The file's own shape is `schema.ts`. */
export interface Playbook {
  readonly mode: "observe" | "enforce" | "off";
  /** Number of the organisation's project. */
  readonly project: number;
  /** IANA zone in which days begin and end. */
  readonly timeZone: string;
  /** ISO weekdays, 1 = Monday. */
  readonly workingDays: readonly number[];
  readonly holidays: readonly Day[];
  readonly pauses: readonly { readonly from: Day; readonly to: Day }[];
  /** Hour of the day (0–23) at which reminders are posted. */
  readonly reminderHour: number;
  /** By key: `partner`, `p1`, `p2`, … → the label's name on GitHub. */
  readonly labels: Readonly<Record<string, string>>;
  /** By key → the field on the board. `status` is always there. */
  readonly fields: Readonly<Record<string, FieldSpec>>;
  readonly lead: Login | null;
  readonly away: readonly { readonly login: Login; readonly until: Day; readonly cover: Login }[];
  readonly override: Override;
  readonly auto: "people" | "always" | "notify" | "off";
  readonly backward: "allow" | "refuse";
  /** Columns of the board in which cards are left alone. */
  readonly ignore: readonly string[];
  readonly ladder: Ladder | null;
  /** At least one, in the order of the pipeline. The last is where a partner graduates. */
  readonly stages: readonly Stage[];
  /** Null: this programme holds no syncs. */
  readonly sync: {
    /** Partners in these stages meet. */
    readonly stages: readonly StageId[];
    /** `owner/name` of the repository for sync notes; null: the partner repository. */
    readonly repository: string | null;
  } | null;
  readonly cadences: Cadences;
  readonly capacity: {
    readonly stages: readonly StageId[];
    readonly min: number;
    readonly max: number;
  } | null;
}

export interface FieldSpec {
  /** The field's name on the board. */
  readonly name: string;
  readonly type: "text" | "number" | "date" | "option";
  /** For `option`: the options in order. */
  readonly options: readonly string[];
}

/** Who may let a refused move through. */
export interface Override {
  readonly logins: readonly Login[];
  /** `org/team`, or null. */
  readonly team: string | null;
  /** Everybody with the repository permission maintain or admin. */
  readonly maintainers: boolean;
}

/** Levels that each need the one before. A ticked item can stand for a level, and a level for the item. */
export interface Ladder {
  /** Key of the field that holds the level. */
  readonly field: string;
  /** Lowest first, as the field's options: `L0`, `L1`, … */
  readonly levels: readonly string[];
}

export interface Stage {
  readonly id: StageId;
  /** The Status option's name. */
  readonly name: string;
  readonly goal: string;
  /** What must hold to enter: all of these. */
  readonly gate: readonly Criterion[];
  readonly checklists: readonly Checklist[];
  /** Markdown posted on entry beside goal and checklists (agenda, sources), or null. */
  readonly notes: string | null;
  /** Markdown posted beside the notes where no contact can read (metrics, follow-up days), or null. */
  readonly internalNotes: string | null;
  /** The message for the owner to send on entry, with `[placeholders]`, or null. Always internal. */
  readonly template: MessageTemplate | null;
  /** Reminded of when nothing happened for so long; null: never. */
  readonly stalled: Span | null;
  /** When the last criterion is met here: follow `auto`, or only ever tell (Graduation). */
  readonly moveOn: "auto" | "tell";
}

export interface MessageTemplate {
  readonly subject: string;
  /** Plain text. */
  readonly body: string;
}

export interface Checklist {
  readonly id: string;
  readonly title: string;
  readonly internal: boolean;
  /** Signals against the partner: a ticked one offers the ready line to leave. */
  readonly disqualifies: boolean;
  readonly items: readonly ChecklistItem[];
}

export interface ChecklistItem {
  readonly id: string;
  /** Markdown as the playbook words it. */
  readonly text: string;
  /** Ladder level whose reaching ticks this item, and the reverse; or null. */
  readonly level: string | null;
  /** Key of the field that permits it: wanted only while that is set to anything but No. Null: needs no permission. */
  readonly permission: string | null;
  /** Neither followed up nor missed. */
  readonly optional: boolean;
}

interface CriterionBase {
  /** Stable within the playbook: the path in the file, such as `outreach.gate.0`. */
  readonly key: string;
  /** Shown as ⚠ and does not refuse. */
  readonly warn: boolean;
  /** Not written where a contact can read. */
  readonly internal: boolean;
  /** The criterion in the playbook's own words, or null for our wording. */
  readonly title: string | null;
  /** What to do when it is missing, in the playbook's own words, or null for ours. */
  readonly remedy: string | null;
}

export type FieldTest =
  | { readonly is: "set" }
  | { readonly is: "equal"; readonly value: string | number }
  | { readonly is: "one-of"; readonly values: readonly (string | number)[] }
  | { readonly is: "at-least"; readonly value: string | number }
  | { readonly is: "before"; readonly day: Day }
  | { readonly is: "after"; readonly day: Day };

/** One condition of a gate (product document, "The playbook file"). */
export type Criterion = CriterionBase &
  (
    | { readonly kind: "checked"; readonly stage: StageId; readonly checklist: string; readonly item: string }
    | { readonly kind: "field"; readonly field: string; readonly test: FieldTest }
    | { readonly kind: "elapsed"; readonly since: string; readonly span: Span }
    | { readonly kind: "quiet"; readonly label: string; readonly span: Span }
    | { readonly kind: "linked" }
    | { readonly kind: "unique"; readonly field: string }
    | { readonly kind: "replied" }
    | { readonly kind: "owned" }
    | { readonly kind: "capacity"; readonly stages: readonly StageId[]; readonly max: number }
    | { readonly kind: "all" | "any" | "none"; readonly of: readonly Criterion[] }
    | { readonly kind: "at-least"; readonly count: number; readonly of: readonly Criterion[] }
  );

/** A fault in a playbook file. All of them are reported at once. */
export interface PlaybookProblem {
  /** `stages.outreach.gate[0].checked`; empty for the file as a whole. */
  readonly path: string;
  /** 1-based, in the file as written; null when it has no place in it. */
  readonly line: number | null;
  readonly message: string;
}

export type ParsedPlaybook =
  | { readonly kind: "playbook"; readonly playbook: Playbook }
  | { readonly kind: "problems"; readonly problems: readonly PlaybookProblem[] };
