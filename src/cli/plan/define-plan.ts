import { readFileSync } from "node:fs";
import type { Login } from "../../core/ids.ts";
import { systemClock } from "../../keeper/system-clock.ts";
import { accessFrom } from "../access.ts";
import { repositoryName, type RepositoryName } from "../arguments.ts";
import { CommandError } from "../console.ts";
import type { Define } from "../define.ts";
import { planBoard } from "./plan.ts";
import { renderPlan } from "./render-plan.ts";

export const definePlan: Define = (program, { console, environment }) => {
  program
    .command("plan")
    .description("say for every card of the live board what its next stage asks for; writes nothing")
    .argument("<owner/repo>", "repository with the playbook and the partner issues", repositoryName)
    .option("--playbook <file>", "try this playbook instead of the repository's own")
    .option("--app <slug>", "the App whose checklist comments count", "stagekeeper")
    .action(async ({ owner, repo }: RepositoryName, options: { playbook?: string; app: string }) => {
      const app = `${options.app}[bot]` as Login;
      const file = options.playbook;
      const playbook = file === undefined ? null : { name: file, text: readFileSync(file, "utf8") };
      const answer = await planBoard(accessFrom(environment).reader(app), {
        ...{ owner, repo, playbook, app },
        now: systemClock.now(),
      });
      if (answer.kind === "problems") throw new CommandError(answer.text);
      console.say(renderPlan(answer.lines));
    });
};
