import { describe, expect, it } from "@jest/globals";
import { createClock, type VirtualClock } from "../../../src/sandbox/clock/clock.ts";

/** A clock at 1,000,000 whose machine time is turned by hand. */
function aClock({ speed = 1 } = {}): { clock: VirtualClock; machine: { time: number } } {
  const machine = { time: 50 };
  return { clock: createClock({ base: 1_000_000, speed, real: () => machine.time }), machine };
}

const never = new AbortController().signal;

describe("createClock", () => {
  it("shows base plus what the machine's clock has run, times speed", () => {
    const { clock, machine } = aClock({ speed: 60 });

    machine.time += 1_000;

    expect(clock.now()).toBe(1_060_000);
  });

  it("gives a reading from which another process tells the same time", () => {
    const { clock, machine } = aClock({ speed: 10 });

    machine.time += 100;
    clock.set({ to: 2_000_000, speed: 3 });
    machine.time += 7;
    const { virtual, real, speed } = clock.reading();

    expect(virtual + (machine.time - real) * speed).toBe(clock.now());
    expect(clock.now()).toBe(2_000_021);
  });

  it("never runs backwards", () => {
    const { clock } = aClock();

    clock.set({ to: 5 });

    expect(clock.now()).toBe(1_000_000);
  });

  it("stands still at speed 0", () => {
    const { clock, machine } = aClock({ speed: 0 });

    machine.time += 1_000_000;

    expect(clock.now()).toBe(1_000_000);
  });

  it("wakes a sleeper when it jumps past the moment slept for", async () => {
    const { clock } = aClock({ speed: 0 });
    const slept = clock.sleep(1_500_000, never).then(() => clock.now());

    clock.set({ to: 1_400_000 });
    clock.set({ to: 1_600_000 });

    await expect(slept).resolves.toBe(1_600_000);
  });

  it("wakes a sleeper who is no longer wanted", async () => {
    const { clock } = aClock({ speed: 0 });
    const leaving = new AbortController();
    const slept = clock.sleep(1_500_000, leaving.signal);

    leaving.abort();

    await expect(slept).resolves.toBeUndefined();
  });
});
