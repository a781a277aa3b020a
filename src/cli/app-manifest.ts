import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";

const Manifest = z.object({
  name: z.string(),
  description: z.string(),
  url: z.string(),
  public: z.boolean(),
  default_permissions: z.record(z.string(), z.string()),
  default_events: z.array(z.string()),
});

/** What Stagekeeper asks of GitHub, as `app.yml` says it. */
export type AppManifest = z.infer<typeof Manifest>;

/** Reads `app.yml` from the package, wherever that is installed. */
export function readAppManifest(): AppManifest {
  return Manifest.parse(parse(readFileSync(new URL("../../app.yml", import.meta.url), "utf8")));
}
