import { sameLogin } from "../ids.ts";
import { parseDay } from "../time/instant.ts";
import { isTimeZone } from "../time/zone.ts";
import { type Check, repeated } from "./check.ts";
import { quoted } from "./problems.ts";

const timeZoneExists: Check = ({ file: { timezone } }) =>
  timezone === undefined || isTimeZone(timezone)
    ? []
    : [
        {
          path: ["timezone"],
          message: `There is no time zone ${quoted(timezone)}; write one such as Europe/Berlin.`,
        },
      ];

const workingDaysDiffer: Check = ({ file }) =>
  repeated(
    (file.workingDays ?? []).map((name, index) => ({ name, path: ["workingDays", index] })),
    "working day",
  );

const pausesAreOrdered: Check = ({ file }) =>
  (file.pauses ?? []).flatMap((pause, index) => {
    const [from, to] = pause.split("..").map(parseDay);
    const path = ["pauses", index];
    if (!from || !to) return [{ path, message: `The calendar lacks a date of ${quoted(pause)}.` }];
    return from > to ? [{ path, message: `The pause ${quoted(pause)} ends before it begins.` }] : [];
  });

const nobodyCoversThemselves: Check = ({ file }) =>
  (file.away ?? []).flatMap(({ login, cover }, index) =>
    sameLogin(login, cover)
      ? [{ path: ["away", index, "cover"], message: `${quoted(login)} cannot stand in for themselves.` }]
      : [],
  );

const peopleAreAwayOnce: Check = ({ file }) =>
  repeated(
    (file.away ?? []).map(({ login }, index) => ({ name: login, path: ["away", index, "login"] })),
    "absence",
  );

export const calendarChecks: readonly Check[] = [
  timeZoneExists,
  workingDaysDiffer,
  pausesAreOrdered,
  nobodyCoversThemselves,
  peopleAreAwayOnce,
];
