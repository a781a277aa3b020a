import { accessSync, constants, existsSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { openAccess } from "../access.ts";
import { readAppManifest } from "../app-manifest.ts";
import { portNumber, serverAddress } from "../arguments.ts";
import type { Define } from "../define.ts";
import { register } from "./register.ts";

export const defineRegister: Define = (program, { console, environment }, ended) => {
  program
    .command("register")
    .description("create the GitHub App through GitHub's own form, and write its settings into a file")
    .argument("<organisation>", "login of the organisation that is to own the App")
    .requiredOption(
      "--server <address>",
      "https address at which GitHub will reach Stagekeeper",
      serverAddress,
    )
    .option("--file <path>", "where the App's settings are written", "stagekeeper.env")
    .option("--port <number>", "port of the page on this machine; a free one when left out", portNumber)
    .action(async (organisation: string, options: { server: string; file: string; port?: number }) => {
      const { html, convert } = openAccess(environment);
      const request = { organisation, ...options, port: options.port ?? 0 };
      const manifest = readAppManifest();
      ended(await register(request, { console, html, convert, manifest, isFree, writeSecret }));
    });
};

/** Asked before the App is created: its key is told once. Throws where nothing can be written. */
function isFree(path: string): boolean {
  accessSync(dirname(path), constants.W_OK);
  return !existsSync(path);
}

/** Only its owner reads it, and nothing that is there is overwritten: it may be the only copy of a key. */
function writeSecret(path: string, text: string): void {
  writeFileSync(path, text, { flag: "wx", mode: 0o600 });
}
