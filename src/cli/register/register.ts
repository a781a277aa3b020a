import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { CreatedApp } from "../../github/manifest.ts";
import type { AppManifest } from "../app-manifest.ts";
import { CommandError, EXIT, type Console, type ExitCode } from "../console.ts";
import { plainPage, registrationPage, type Registration } from "./page.ts";
import { settingsFile } from "./settings-file.ts";

export interface RegisterRequest {
  readonly organisation: string;
  /** Base address of the server that will receive the webhooks. */
  readonly server: string;
  /** Port of loopback for the page; 0 takes a free one. */
  readonly port: number;
  /** Where the App's settings are written. */
  readonly file: string;
}

export interface RegisterTools {
  readonly console: Console;
  readonly manifest: AppManifest;
  /** Where GitHub's pages are. */
  readonly html: string;
  readonly convert: (code: string) => Promise<CreatedApp>;
  readonly isFree: (path: string) => boolean;
  /** Writes a file that only its owner reads; throws when it is there already. */
  readonly writeSecret: (path: string, text: string) => void;
}

/**
 * Leads through GitHub's form for a new App, and writes what its server needs into a file. Listens on loopback
 * until GitHub led back.
 */
export async function register(request: RegisterRequest, tools: RegisterTools): Promise<ExitCode> {
  if (!tools.isFree(request.file))
    throw new CommandError(
      `${request.file} is there already, and may hold the only copy of a key: name another --file.`,
    );
  const state = randomBytes(16).toString("hex");
  const server = createServer();
  server.listen(request.port, "127.0.0.1");
  await once(server, "listening");
  const here = addressOf(server);
  tools.console.tell(`Open ${here} in your browser. Ctrl-C ends without anything done.`);
  const registration = { ...tools, ...request, here, state };
  const app = await created(server, registration).finally(() => {
    server.close();
    server.closeIdleConnections();
  });
  tools.writeSecret(request.file, settingsFile(app));
  tools.console.say(`Created ${app.slug}: ${app.url}`);
  tools.console.tell(
    `Its settings are in ${request.file}: keep it secret. Install the App on the organisation: ${app.url}/installations/new`,
  );
  return EXIT.done;
}

function addressOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === "string") throw new TypeError("the server has no port");
  return `http://127.0.0.1:${String(address.port)}`;
}

type Waiting = Registration & Pick<RegisterTools, "convert">;

/** Answers the browser until GitHub has led back with a code that is ours and good. */
function created(server: Server, waiting: Waiting): Promise<CreatedApp> {
  return new Promise((resolve, reject) => {
    server.on("request", (request, response) => {
      answer(request, response, waiting).then((app) => {
        if (app !== null) resolve(app);
      }, reject);
    });
  });
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  waiting: Waiting,
): Promise<CreatedApp | null> {
  const { pathname, searchParams } = askedFor(request, waiting);
  if (pathname === "/") return show(response, 200, registrationPage(waiting));
  if (pathname !== "/created") return show(response, 404, plainPage("Not here", "There is no such page."));
  const code = searchParams.get("code") ?? "";
  if (searchParams.get("state") !== waiting.state || !/^[\w-]{1,200}$/.test(code))
    return show(
      response,
      400,
      plainPage("Not ours", "This answer was not asked for. Begin again at the first page."),
    );
  try {
    const app = await waiting.convert(code);
    show(response, 200, plainPage("Created", `${app.slug} is there. Go on in the terminal.`));
    return app;
  } catch (error) {
    show(response, 502, plainPage("Not created", "GitHub did not accept the code. The terminal says why."));
    throw error instanceof Error ? error : new CommandError(String(error));
  }
}

/** What can be no address is asked for nowhere. */
function askedFor({ url = "/" }: IncomingMessage, { here }: Waiting): URL {
  return URL.parse(url, here) ?? new URL("/nowhere", here);
}

function show(response: ServerResponse, status: number, html: string): null {
  response
    .writeHead(status, {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      connection: "close",
    })
    .end(html);
  return null;
}
