import { playbookJsonSchema } from "../core/playbook/schema.ts";

process.stdout.write(`${JSON.stringify(playbookJsonSchema(), null, 2)}\n`);
