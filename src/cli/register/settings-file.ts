import type { CreatedApp } from "../../github/manifest.ts";

/** The environment of the App's server, for `docker run --env-file` and `node --env-file`: one line a variable. */
export function settingsFile({ id, slug, privateKey, webhookSecret }: CreatedApp): string {
  return [
    `# ${slug}: whoever has this file is the App.`,
    `APP_ID=${String(id)}`,
    webhookSecret === null
      ? "# GitHub made no webhook secret: set one in the App's settings and here, at least 16 characters.\nWEBHOOK_SECRET="
      : `WEBHOOK_SECRET=${webhookSecret}`,
    "# In base64, so that it is one line.",
    `PRIVATE_KEY=${Buffer.from(privateKey, "utf8").toString("base64")}`,
    "",
  ].join("\n");
}
