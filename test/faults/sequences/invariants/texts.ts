import { home } from "../stage/place.ts";
import { ours, self, type Check, type Evidence, type Own } from "./evidence.ts";
import { found, sum } from "./found.ts";

/** Every text of the App. */
function all({ threads, opened }: Evidence): readonly Own[] {
  return [...threads, ...opened.map(({ texts }) => texts)].flatMap(ours);
}

const known = new Set<string>([home.maintainer, home.member, home.contact, "triage-helper"]);

/** I16: a mention reaches only who belongs to the partner, and nobody's words refer elsewhere. */
export const mentions: Check = (evidence) => {
  const texts = all(evidence);
  const named = texts.flatMap(({ html }) => [
    ...html.matchAll(/class="(user|team)-mention[^>]*>@([\w/-]+)/g),
  ]);
  return sum(
    found(
      named,
      ([, kind, name]) => kind === "team" || !known.has(name ?? ""),
      ([, kind, name]) => `${kind ?? ""} mention of ${name ?? ""}`,
    ),
    found(
      texts,
      ({ html }) => /class="issue-link[^>]*>(?!#)/.test(html),
      ({ key }) => `a reference to another repository in ${key}`,
    ),
  );
};

/** What the playbook calls internal: the criteria, the signals, capacity. */
const internal = [
  "Runs a multi-service production system",
  "compliance or governance requirement",
  "anonymised usage data and feedback",
  "No concrete use case",
  "Cannot allocate engineering time",
  "places taken",
  "place is free",
  "it is agreed",
  "no time",
];

/** I27: no internal text where others read, and no e-mail address anywhere. */
export const audience: Check = (evidence) => {
  const { threads, opened, shared, syncRepository } = evidence;
  const read = opened.filter(({ repository }) => shared || repository === syncRepository);
  const readByOthers = [...(shared ? threads : []), ...read.map(({ texts }) => texts)].flatMap(ours);
  return sum(
    found(
      all(evidence),
      ({ body }) => /[\w.+-]+@[\w-]+\.[a-z]{2,}/i.test(body),
      ({ key }) => `an e-mail address in ${key}`,
    ),
    found(
      readByOthers,
      ({ body }) => internal.some((text) => body.includes(text)),
      ({ key, body }) => `said to everybody in ${key}: ${body.slice(0, 300)}`,
    ),
  );
};

/** I17: the App's writes reach its own board, its partners' issues and its own comments, whatever people write. */
export const noRemoteControl: Check = ({ writes, cards, threads, opened, syncRepository }) => {
  const rooms = [home.repository, ...(syncRepository === null ? [] : [syncRepository])].map(
    (name) => `${home.organisation}/${name}#`,
  );
  const foreign = new Set(
    [...threads, ...opened.map(({ texts }) => texts)]
      .flat()
      .flatMap(({ id, author }) => (author.replace("[bot]", "") === "stagekeeper" ? [] : [id])),
  );
  const mine = writes.filter(({ actor }) => actor === self);
  return found(
    mine,
    ({ detail }) => {
      const { item, issue, edited, minimised, deleted, repository } = detail;
      const outside = typeof issue === "string" && !rooms.some((room) => issue.startsWith(room));
      const touched = [edited, minimised, deleted].filter((one) => typeof one === "string");
      return (
        outside ||
        repository !== undefined ||
        (typeof item === "string" && !cards.includes(item)) ||
        touched.some((one) => foreign.has(one))
      );
    },
    ({ operation, detail }) => `${operation} on ${JSON.stringify(detail)}`,
  );
};

/** I18: each command once, by its comment as created; nothing else is one. */
export const commandsOnce: Check = ({ journal, said, gone }) => {
  const times = (id: string): number =>
    journal.filter(({ entry }) => entry.kind === "commanded" && entry.comment === id).length;
  const heard = said.filter(({ command, partner }) => command && !gone.has(partner));
  return sum(
    found(
      said,
      ({ id, command }) => times(id) > (command ? 1 : 0),
      ({ id, command }) =>
        `${id} was carried out ${String(times(id))} times (${command ? "a" : "no"} command)`,
    ),
    found(
      heard,
      ({ id }) => times(id) === 0,
      ({ id }) => `the command ${id} was never heard`,
    ),
  );
};
