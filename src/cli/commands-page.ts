import { readFileSync, writeFileSync } from "node:fs";
import { withReference } from "../core/words/command-reference.ts";

const page = new URL("../../docs/commands.md", import.meta.url);

writeFileSync(page, withReference(readFileSync(page, "utf8")));
