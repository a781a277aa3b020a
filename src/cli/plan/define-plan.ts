import { Option } from "commander";
import { readFileSync } from "node:fs";
import type { Login } from "../../core/ids.ts";
import { systemClock } from "../../keeper/system-clock.ts";
import { accessFrom } from "../access.ts";
import { repositoryName, type RepositoryName } from "../arguments.ts";
import { CommandError } from "../console.ts";
import type { Define } from "../define.ts";
import { planBoard } from "./plan.ts";
import { PLAN_FORMATS, renderCost, renderPlan, type PlanFormat } from "./render-plan.ts";

export const definePlan: Define = (program, { console, environment }) => {
  program
    .command("plan")
    .description(
      "say for every card of the live board what would be moved back, reminded and opened; writes nothing",
    )
    .argument("<owner/repo>", "repository with the playbook and the partner issues", repositoryName)
    .option("--playbook <file>", "try this playbook instead of the repository's own")
    .option("--app <slug>", "the App whose checklist comments count", "stagekeeper")
    .addOption(new Option("--format <format>", "how it is written").choices(PLAN_FORMATS).default("text"))
    .action(async ({ owner, repo }: RepositoryName, options: PlanOptions) => {
      const app = `${options.app}[bot]` as Login;
      const file = options.playbook;
      const playbook = file === undefined ? null : { name: file, text: readFileSync(file, "utf8") };
      const answer = await planBoard(accessFrom(environment).reader(app), {
        ...{ owner, repo, playbook, app },
        now: systemClock.now(),
        progress: (text) => {
          console.progress(text);
        },
      });
      if (answer.kind === "problems") throw new CommandError(answer.text);
      console.say(renderPlan(answer.lines, options.format));
      console.tell(renderCost(answer.cost));
    });
};

interface PlanOptions {
  readonly playbook?: string;
  readonly app: string;
  readonly format: PlanFormat;
}
