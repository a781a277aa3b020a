import { readFileSync } from "node:fs";
import { parsePlaybook } from "../../core/playbook/parse.ts";
import { EXIT } from "../console.ts";
import type { Define } from "../define.ts";
import { renderProblems } from "../problems.ts";

export const defineCheck: Define = (program, { console }, ended) => {
  program
    .command("check")
    .description("read a playbook file and name every problem in it")
    .argument("<file>", "the playbook file, such as .github/stagekeeper.yml")
    .action((file: string) => {
      const parsed = parsePlaybook(readFileSync(file, "utf8"));
      if (parsed.kind === "problems") {
        console.say(renderProblems(file, parsed.problems));
        ended(EXIT.problems);
        return;
      }
      const { stages, project, mode } = parsed.playbook;
      console.say(
        `${file} is fine: project ${String(project)}, mode ${mode}, ${String(stages.length)} stages.`,
      );
    });
};
