import { describe, expect, it } from "@jest/globals";
import type { Delivery } from "../../../src/sandbox/webhooks/delivery.ts";
import { createDeliveryLog } from "../../../src/sandbox/webhooks/delivery-log.ts";
import { strip } from "../../../src/sandbox/webhooks/strip.ts";

const DAY = 86_400_000;

function aDelivery(id: number, { code = 200, at = 0, redelivery = false } = {}): Delivery {
  return {
    id,
    guid: `guid-${String(id)}`,
    event: "issues",
    action: "opened",
    redelivery,
    installation: 1,
    repository: 2,
    at,
    request: { headers: {}, body: "{}" },
    outcome: { status: "OK", code, ms: 3, url: "", headers: {}, body: "" },
  };
}

const everything = { size: 100, cursor: null, status: null, redelivery: null } as const;

describe("createDeliveryLog", () => {
  it("pages from the newest on, every delivery once", () => {
    const log = createDeliveryLog(() => 0);
    for (const id of [3, 1, 5, 2, 4]) log.add(aDelivery(id));

    const first = log.page({ ...everything, size: 2 });
    const second = log.page({ ...everything, size: 2, cursor: first.next });
    const third = log.page({ ...everything, size: 2, cursor: second.next });

    expect([first, second, third].map(({ deliveries }) => deliveries.map(({ id }) => id))).toEqual([
      [5, 4],
      [3, 2],
      [1],
    ]);
    expect(third.next).toBeNull();
  });

  it.each([
    ["failure", [2, 1]],
    ["success", [3]],
  ] as const)("shows %s only", (status, ids) => {
    const log = createDeliveryLog(() => 0);
    log.add(aDelivery(1, { code: 0 }));
    log.add(aDelivery(2, { code: 500 }));
    log.add(aDelivery(3, { code: 204 }));

    expect(log.page({ ...everything, status }).deliveries.map(({ id }) => id)).toEqual(ids);
  });

  it("forgets after three days of virtual time", () => {
    const clock = { now: 0 };
    const log = createDeliveryLog(() => clock.now);
    log.add(aDelivery(1));
    log.add(aDelivery(2, { at: DAY }));

    clock.now = 3 * DAY + 1;

    expect(log.find(1)).toBeNull();
    expect(log.find(2)).not.toBeNull();
  });
});

describe("strip", () => {
  it("takes out what stands at the paths and leaves the rest and the original", () => {
    const payload = { sender: { login: "a" }, changes: { field_value: { from: 1, to: 2 } } };

    expect(strip(payload, ["sender", "changes.field_value.from", "nothing.here"])).toEqual({
      changes: { field_value: { to: 2 } },
    });
    expect(payload.sender.login).toBe("a");
  });
});
