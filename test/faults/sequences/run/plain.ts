import type { Found, Run } from "../../tally.ts";
import { judgedAfterwards } from "../invariants/all.ts";
import { self } from "../invariants/evidence.ts";
import { sum } from "../invariants/found.ts";
import { gather } from "../invariants/gather.ts";
import { DAY } from "../model/facts.ts";
import { perform } from "../model/perform.ts";
import type { Play } from "../model/play.ts";
import type { Sequence, Step } from "../model/step.ts";
import type { Stage } from "../stage/stage.ts";
import { compare, contextOf } from "./compare.ts";
import { hearEchoes } from "./echoes.ts";
import { arm, disarm, lateEchoes, strike, type Armed } from "./faults.ts";
import { MINUTE, open, pass } from "./opening.ts";

/** What a sequence came to. */
export type Played = Pick<Run, "found" | "fired" | "counts">;

/** A sequence under way, with what is judged on the way. */
interface Course {
  readonly state: Play;
  readonly sequence: Sequence;
  /** Faults that are set, and the names of all that ever were. */
  readonly armed: Armed;
  readonly planned: Set<string>;
  readonly echoes: Found[];
  readonly acks: Found[];
  /** How many deliveries were looked up in the inbox. */
  looked: number;
}

/** Plays a sequence against the App and judges it by the model and by what it left behind. */
export async function playPlain(stage: Stage, sequence: Sequence): Promise<Played> {
  const { setting, steps } = sequence;
  const state = await open(stage, setting);
  if (setting.lateEchoes) state.world.pieces.faults.add(lateEchoes);
  const course: Course = {
    ...{ state, sequence, armed: new Map(), planned: new Set(), echoes: [], acks: [], looked: 0 },
  };
  for (const [index, step] of steps.entries()) await take(course, step, steps[index + 1]);
  if (state.world.pieces.dispatcher.delayed() > 0) {
    await pass(state, DAY + MINUTE);
    await compare(state, "after what was late had come");
  }
  return judge(course);
}

async function judge({ state, planned, echoes, acks }: Course): Promise<Played> {
  const evidence = await gather(state);
  const model: Found = { checked: state.compared, violations: state.wrong };
  const names = new Set(state.fired.map(({ name }) => name));
  const after = Object.entries(judgedAfterwards).map(([name, check]) => [name, check(evidence)] as const);
  return {
    found: { ...Object.fromEntries(after), I1: sum(...acks), I3: model, I7: sum(...echoes) },
    fired: timesOf(state.fired),
    counts: [...planned].every((name) => names.has(name)),
  };
}

/** How often each fault fired. */
export function timesOf(fired: Play["fired"]): Readonly<Record<string, number>> {
  const times: Record<string, number> = {};
  for (const { name } of fired) times[name] = (times[name] ?? 0) + 1;
  return times;
}

async function take(course: Course, step: Step, next: Step | undefined): Promise<void> {
  const { state, sequence, armed, planned } = course;
  if (step.after > 0 && state.pending.length === 0) {
    await pass(state, step.after);
    await compare(state, "after a while");
  }
  if (step.fault !== null) planned.add(step.fault.name);
  const sweep = arm(state, step.fault, armed);
  state.grounds = perform(state, step, contextOf(state));
  if (isBurst(step, next)) return;
  if (step.fault?.kind === "app") await strike(state, step.fault.name, sequence.setting.workers);
  await pass(state, 0);
  if (sweep) await pass(state, 16 * MINUTE);
  // What an earlier fault made of that sweep is mended by the next.
  if (sweep && armed.size > 1) await pass(state, 16 * MINUTE);
  disarm(state, armed);
  await compare(state, JSON.stringify(step));
  await hear(course);
}

/** Moves without a fault may come so close that the App sees only the last. */
function isBurst({ act, atOnce, fault }: Step, next: Step | undefined): boolean {
  return act.kind === "move" && atOnce && fault === null && next?.act.kind === "move" && next.fault === null;
}

/** I1 and I7: what the App acknowledged stands in its inbox; what it hears of itself costs nothing. */
async function hear(course: Course): Promise<void> {
  const { state, sequence, echoes, acks } = course;
  acks.push(await acknowledged(course));
  const heard = sequence.setting.lateEchoes ? await hearEchoes(state) : null;
  if (heard !== null) echoes.push(heard);
}

/** Moves that GitHub was told are taken, and the inbox. */
async function acknowledged(course: Course): Promise<Found> {
  const { posted } = course.state.world.tape;
  const taken = posted
    .slice(course.looked)
    .filter(({ code, event, body }) => code === 200 && isMove(event, body));
  course.looked = posted.length;
  if (taken.length === 0) return { checked: 0, violations: [] };
  const guids = taken.map(({ guid }) => guid);
  const kept = await course.state.stage.app.records.kept(guids);
  const lost = guids.filter((guid) => !kept.has(guid));
  return { checked: taken.length, violations: lost.map((guid) => `acknowledged and lost: ${guid}`) };
}

function isMove(event: string, body: string): boolean {
  const { action, sender, changes } = JSON.parse(body) as MovePayload;
  const isStatus = changes?.field_value?.field_name === "Status";
  return event === "projects_v2_item" && action === "edited" && isStatus && sender?.login !== self;
}

interface MovePayload {
  readonly action?: string;
  readonly sender?: { readonly login: string } | null;
  readonly changes?: { readonly field_value?: { readonly field_name?: string } };
}
