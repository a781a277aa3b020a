import type { Login } from "../../core/ids.ts";
import { systemClock } from "../../keeper/system-clock.ts";
import { accessFrom } from "../access.ts";
import { repositoryName, type RepositoryName } from "../arguments.ts";
import { EXIT } from "../console.ts";
import type { Define } from "../define.ts";
import { appFrom } from "./app-settings.ts";
import { diagnose } from "./diagnose.ts";
import { observe } from "./observe.ts";
import { renderAudience, renderDiagnoses } from "./render.ts";

export const defineDoctor: Define = (program, { console, environment }, ended) => {
  program
    .command("doctor")
    .description("find what is set up wrongly, and say what to do about it; writes nothing")
    .argument("<owner/repo>", "repository with the playbook and the partner issues", repositoryName)
    .option("--json", "one line of JSON: a list of {code, level, what, fix}")
    .action(async (repository: RepositoryName, { json = false }: { json?: boolean }) => {
      const { setUp, reader } = accessFrom(environment);
      const instruments = {
        ...{ setUp, reader: reader("stagekeeper[bot]" as Login) },
        app: appFrom(environment, repository),
      };
      const seen = await observe({ ...repository, now: systemClock.now() }, instruments);
      const found = diagnose(seen);
      console.say(json ? JSON.stringify(found) : renderDiagnoses(found));
      if (seen.programme !== null) console.tell(renderAudience(found));
      ended(found.some(({ level }) => level === "fault") ? EXIT.problems : EXIT.done);
    });
};
