import { connect, createServer, type Server, type Socket } from "node:net";

/** A place where a process can be killed, told apart from outside. `went`: it is dead now, nothing goes on. */
export type Passage = (place: string) => "goes on" | "went";

/** Between one App and PostgreSQL: every statement passes here on its way, and every answer to one. */
export interface Wire {
  readonly port: number;
  /** Cuts what is connected now. */
  cut(): void;
  close(): Promise<void>;
}

/** Listens on loopback; `socket` says where PostgreSQL listens by now. */
export async function layWire(socket: () => string, passage: Passage): Promise<Wire> {
  const open = new Set<Socket>();
  const server: Server = createServer({ noDelay: true }, (app) => {
    const postgres = connect(`${socket()}/.s.PGSQL.5432`);
    for (const [one, other] of [
      [app, postgres],
      [postgres, app],
    ] as const) {
      open.add(one);
      one.on("error", () => one.destroy());
      one.on("close", () => {
        open.delete(one);
        other.destroy();
      });
    }
    join(app, postgres, passage);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the wire has no port");
  const cut = (): void => {
    for (const one of open) one.destroy();
  };
  return {
    port: address.port,
    cut,
    close: async () => {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The end of a simple query, the end of an extended one, and the answer's last word. */
const [QUERY, SYNC, READY] = ["Q", "S", "Z"];

function join(app: Socket, postgres: Socket, passage: Passage): void {
  const statement = { text: "", named: new Map<string, string>() };
  const asked = reader({ hasStartup: true });
  const answered = reader({ hasStartup: false });
  const hold = (place: string): boolean => {
    if (passage(place) === "goes on") return false;
    app.destroy();
    return true;
  };
  app.on("data", (chunk) => {
    for (const message of asked(chunk)) {
      note(statement, message);
      const isWhole = message.type === QUERY || message.type === SYNC;
      if (isWhole && !isQuestion(statement.text) && hold(`statement: ${statement.text}`)) return;
      postgres.write(message.bytes);
    }
  });
  postgres.on("data", (chunk) => {
    for (const message of answered(chunk)) {
      const isWhole = message.type === READY && statement.text !== "";
      if (isWhole && !isQuestion(statement.text) && hold(`answer to: ${statement.text}`)) return;
      app.write(message.bytes);
    }
  });
}

interface Message {
  /** Empty: the connection's opening. */
  readonly type: string;
  readonly bytes: Buffer;
}

/** Cuts a stream into the messages of PostgreSQL's protocol: a letter, a length, the rest. */
function reader({ hasStartup }: { readonly hasStartup: boolean }): (chunk: Buffer) => readonly Message[] {
  let rest: Buffer = Buffer.alloc(0);
  let isOpened = !hasStartup;
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    const messages: Message[] = [];
    for (;;) {
      const head = isOpened ? 1 : 0;
      if (rest.length < head + 4) return messages;
      const length = head + rest.readInt32BE(head);
      if (rest.length < length) return messages;
      messages.push({ type: isOpened ? rest.toString("latin1", 0, 1) : "", bytes: rest.subarray(0, length) });
      rest = rest.subarray(length);
      isOpened = true;
    }
  };
}

/** Which statement it is about: a prepared one is only named when it is used again. */
function note(statement: { text: string; named: Map<string, string> }, { type, bytes }: Message): void {
  const texts = (): readonly string[] => bytes.toString("utf8", 5).split("\0");
  if (type === QUERY) statement.text = brief(texts()[0]);
  if (type === "P") {
    const [name = "", text] = texts();
    statement.text = brief(text);
    if (name !== "") statement.named.set(name, statement.text);
  }
  if (type === "B") statement.text = statement.named.get(texts()[1] ?? "") ?? statement.text;
}

/** How the App stands is asked by whoever waits for it to rest: no place of the App's own work. */
function isQuestion(statement: string): boolean {
  return statement.startsWith("with active as");
}

function brief(sql = ""): string {
  return sql.replace(/\s+/g, " ").trim().slice(0, 60);
}
