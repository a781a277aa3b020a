import type { Check } from "./evidence.ts";
import { limits } from "./limits.ts";
import { neverFights, noStaleWrite } from "./moves.ts";
import { exactlyOnce, inDoubt, nothingParked, oneAtATime } from "./sending.ts";
import { audience, commandsOnce, mentions, noRemoteControl } from "./texts.ts";

/** The invariants that are judged from what a sequence left behind. */
export const judgedAfterwards: Readonly<Record<string, Check>> = {
  I2: exactlyOnce,
  I6: neverFights,
  I9: noStaleWrite,
  I11: inDoubt,
  I12: limits,
  I14: nothingParked,
  I15: oneAtATime,
  I16: mentions,
  I17: noRemoteControl,
  I18: commandsOnce,
  I27: audience,
};
