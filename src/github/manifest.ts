import { z } from "zod";
import { readAnswer } from "./rest-answer.ts";
import type { Session } from "./session.ts";

/** An App that was just created: what its server needs. Shown once by GitHub. */
export interface CreatedApp {
  readonly id: number;
  readonly slug: string;
  readonly url: string;
  /** PEM. */
  readonly privateKey: string;
  /** Null: GitHub made none, and one has to be set by hand. */
  readonly webhookSecret: string | null;
}

const Conversion = z.object({
  id: z.number(),
  slug: z.string(),
  html_url: z.string(),
  pem: z.string(),
  webhook_secret: z.string().nullish(),
});

/** Changes the code that GitHub gave after its form for the App itself. A code is good once, for an hour. */
export async function convertManifest(session: Session, code: string): Promise<CreatedApp> {
  const answer = await session.rest("write", (octokit) =>
    octokit.request("POST /app-manifests/{code}/conversions", { code }),
  );
  const { id, slug, html_url: url, pem, webhook_secret } = readAnswer(Conversion, answer.data);
  return { id, slug, url, privateKey: pem, webhookSecret: webhook_secret ?? null };
}
