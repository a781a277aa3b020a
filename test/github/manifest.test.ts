import { describe, expect, it } from "@jest/globals";
import nock from "nock";
import { sessionFor } from "../../src/github/app.ts";
import { hostFrom } from "../../src/github/host.ts";
import { convertManifest } from "../../src/github/manifest.ts";
import { systemClock } from "../../src/keeper/system-clock.ts";

const quiet = (): void => undefined;
const log = { debug: quiet, info: quiet, warn: quiet };

describe("convertManifest", () => {
  const session = () => sessionFor({ host: hostFrom({}), clock: systemClock, userAgent: "test", log }, null);

  it("changes GitHub's code for the App, as nobody", async () => {
    const asked = nock("https://api.github.com", { badheaders: ["authorization"] })
      .post("/app-manifests/c0de/conversions")
      .reply(201, {
        id: 7,
        slug: "keeper",
        html_url: "https://github.com/apps/keeper",
        pem: "PEM",
        webhook_secret: null,
      });

    const app = await convertManifest(session(), "c0de");

    expect(app).toEqual({
      ...{ id: 7, slug: "keeper", url: "https://github.com/apps/keeper" },
      ...{ privateKey: "PEM", webhookSecret: null },
    });
    expect(asked.isDone()).toBe(true);
  });

  it("says that a code is used up", async () => {
    nock("https://api.github.com")
      .post("/app-manifests/old/conversions")
      .reply(404, { message: "Not Found" });

    await expect(convertManifest(session(), "old")).rejects.toMatchObject({ code: "github/not-found" });
  });
});
