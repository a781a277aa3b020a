import { describe, expect, it } from "@jest/globals";
import type { Instant } from "../src/core/time/time.ts";
import { type Channel, createDrivenClock, type DrivenClock } from "../src/driven-clock.ts";

interface Parent {
  readonly channel: Channel;
  readonly said: object[];
  readonly say: (message: unknown) => void;
}

function aParent(): Parent {
  const said: object[] = [];
  let hear: (message: unknown) => void = () => undefined;
  const channel: Channel = {
    send: (message) => said.push(message),
    onMessage: (listen) => {
      hear = listen;
    },
    onClose: () => undefined,
  };
  return {
    ...{ channel, said },
    say: (message) => {
      hear(message);
    },
  };
}

const set = (virtual: number, speed = 1): object => ({ type: "clock", id: 7, virtual, real: 1_000, speed });
const standing = { inbox: 0, due: 1, busy: false, waitsUntil: 5, deadLetters: 0, inDoubt: 2 };

function aClock(parent: Parent, real = 1_000): DrivenClock {
  return createDrivenClock(parent.channel, () => real);
}

describe("the driven clock", () => {
  it("says hello, waits for the time, and acknowledges it", async () => {
    const parent = aParent();
    const clock = aClock(parent);

    parent.say(set(5_000_000));
    await clock.started();

    expect(clock.now()).toBe(5_000_000);
    expect(parent.said).toEqual([{ type: "hello" }, { type: "ack", id: 7 }]);
  });

  it("is not looked at before it is set", () => {
    expect(() => aClock(aParent()).now()).toThrow("before the sandbox set it");
  });

  it("runs at the speed it was told", () => {
    const parent = aParent();
    const clock = aClock(parent, 3_000);

    parent.say(set(0, 60));

    expect(clock.now()).toBe(120_000);
  });

  it("wakes sleepers when it jumps past their moment, and lets the others sleep on", async () => {
    const parent = aParent();
    const clock = aClock(parent);
    const { signal } = new AbortController();
    const woken: string[] = [];
    parent.say(set(0));

    const early = clock.sleep(60_000 as Instant, signal).then(() => woken.push("early"));
    void clock.sleep(900_000 as Instant, signal).then(() => woken.push("late"));
    parent.say(set(30_000));
    parent.say(set(61_000));
    await early;

    expect(woken).toEqual(["early"]);
  });

  it("ends a sleep at once when told to stop", async () => {
    const parent = aParent();
    const clock = aClock(parent);
    const stop = new AbortController();
    parent.say(set(0, 0));

    const sleeping = clock.sleep(1 as Instant, stop.signal);
    stop.abort();

    await expect(sleeping).resolves.toBeUndefined();
  });

  it("answers how things stand: busy until it is ready, and busy when that cannot be told", async () => {
    const parent = aParent();
    const clock = aClock(parent);
    const ask = async (id: number): Promise<object | undefined> => {
      parent.say({ type: "standing", id });
      await new Promise(setImmediate);
      return parent.said.at(-1);
    };

    const before = await ask(1);
    clock.ready("http://127.0.0.1:1", () => Promise.resolve(standing));
    const ready = await ask(2);
    clock.ready("http://127.0.0.1:1", () => Promise.reject(new Error("no database")));
    const broken = await ask(3);

    expect(before).toMatchObject({ id: 1, busy: true });
    expect(ready).toEqual({ type: "standing", id: 2, ...standing });
    expect(broken).toMatchObject({ id: 3, busy: true });
    expect(parent.said).toContainEqual({ type: "ready", url: "http://127.0.0.1:1" });
  });

  it.each([
    null,
    "clock",
    {},
    { type: "clock" },
    { type: "clock", id: 1, virtual: "now", real: 0, speed: 1 },
  ])("takes no notice of %j", (message) => {
    const parent = aParent();
    aClock(parent);

    parent.say(message);

    expect(parent.said).toEqual([{ type: "hello" }]);
  });
});
