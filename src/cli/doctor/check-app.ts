import type { AppFacts } from "../../github/app-facts.ts";
import { faultIf, type Diagnosis } from "./diagnosis.ts";
import type { AppWants, Check } from "./observed.ts";

/** The GitHub App: settings, installation, webhook. Without its settings in the environment there is nothing to check. */
export const checkApp: Check = ({ app }) => {
  if (app === null)
    return [
      {
        ...{ code: "app-not-checked", level: "advice" },
        what: "The App itself was not checked.",
        fix: "Run doctor with the server's APP_ID, PRIVATE_KEY and WEBHOOK_SECRET in the environment.",
      },
    ];
  if (app.kind === "problems")
    return app.problems.map((what) => ({
      ...{ code: "app-settings", level: "fault", what },
      fix: "The App's settings page shows its id; a private key is generated at its end.",
    }));
  const { facts, wanted } = app;
  return [...settings(facts, wanted), ...webhook(facts), ...installation(facts, wanted)];
};

function settings({ permissions, events }: AppFacts, wanted: AppWants): readonly Diagnosis[] {
  const lacking = missingFrom(permissions, wanted.permissions);
  const unheard = wanted.events.filter((event) => !events.includes(event));
  return [
    ...faultIf(lacking.length > 0, {
      code: "app-permission-missing",
      what: `The App does not ask for ${lacking.join(", ")}.`,
      fix: "Set it under Permissions & events in the App's settings; the organisation's owner then has to accept it.",
    }),
    ...faultIf(unheard.length > 0, {
      code: "app-event-missing",
      what: `The App does not listen to ${unheard.join(", ")}.`,
      fix: "Subscribe to it under Permissions & events in the App's settings.",
    }),
  ];
}

function webhook({
  webhook: { url, json, verified, secret },
  failedDeliveries,
}: AppFacts): readonly Diagnosis[] {
  if (url === null)
    return faultIf(true, {
      code: "webhook-url-missing",
      what: "The App has no webhook address: GitHub tells it nothing.",
      fix: "Set https://YOUR-HOST/api/github/webhooks in the App's settings, and switch the webhook on.",
    });
  return [
    ...faultIf(!json, {
      code: "webhook-not-json",
      what: "The webhook's content type is not application/json: nothing can be read.",
      fix: "Choose application/json in the App's settings.",
    }),
    ...faultIf(!secret, {
      code: "webhook-secret-missing",
      what: "The webhook has no secret: every delivery is refused as unsigned.",
      fix: "Set the same secret there and in WEBHOOK_SECRET.",
    }),
    ...faultIf(!verified, {
      code: "webhook-unverified",
      what: "GitHub does not check the certificate of the webhook's address.",
      fix: "Switch SSL verification on.",
    }),
    ...faultIf(failedDeliveries > 0, {
      code: "deliveries-failed",
      what: `${String(failedDeliveries)} deliveries of the last three days never arrived.`,
      fix: "Is the address right and reachable, and is the secret the same on both sides? A running Stagekeeper asks for them again every five minutes.",
    }),
  ];
}

function installation(
  { installation: found, slug, outside }: AppFacts,
  wanted: AppWants,
): readonly Diagnosis[] {
  if (found === null)
    return faultIf(true, {
      code: "app-not-installed",
      what: `The App “${slug}” is not installed on this repository.`,
      fix: "Install it on the organisation, and choose the repository.",
    });
  const lacking = missingFrom(found.permissions, wanted.permissions);
  return [
    ...faultIf(found.suspended, {
      code: "app-suspended",
      what: "The installation is suspended: nothing is read or written.",
      fix: "Unsuspend it in the organisation's settings.",
    }),
    ...faultIf(lacking.length > 0, {
      code: "permission-not-granted",
      what: `The installation does not grant ${lacking.join(", ")}.`,
      fix: "The organisation's owner has to accept the new permissions, in the organisation's settings.",
    }),
    ...faultIf(outside.length > 0, {
      code: "note-repository-not-installed",
      what: `The App is not installed on ${outside.join(", ")}, where sync notes are to be opened.`,
      fix: "Add it to the repositories of the App's installation.",
    }),
  ];
}

/** `issues: write` where that, or less, is granted. */
function missingFrom(
  granted: Readonly<Record<string, string>>,
  wanted: Readonly<Record<string, string>>,
): readonly string[] {
  return Object.entries(wanted)
    .filter(([name, level]) => granted[name] !== level && !(level === "read" && granted[name] === "write"))
    .map(([name, level]) => `${name}: ${level}`);
}
