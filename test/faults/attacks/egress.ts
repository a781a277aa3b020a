import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { holds } from "../theatre/evidence.ts";
import type { Struck, Victim } from "./victim.ts";

const LOOK_EVERY_MS = 100;
const LISTENING = "0A";

/** One end of a TCP or UDP line of the App: where it goes to. */
interface Line {
  readonly kind: "tcp" | "udp";
  readonly state: string;
  readonly localPort: number;
  readonly remote: string;
}

/**
 * I21: looks again and again, from outside, where the process's sockets lead: to GitHub, to whoever called it, or to
 * the database's unix socket. Its only children are PostgreSQL's.
 */
export function watchEgress(victim: Victim): { judge(): Struck; stop(): void } {
  const { sandbox } = victim;
  const api = Number(new URL(sandbox.address.github.rest).port);
  const seen = new Map<string, boolean>();
  let looks = 0;
  const look = (): void => {
    looks += 1;
    const pid = victim.pid();
    for (const line of linesOf(pid)) {
      const allowed =
        line.kind === "tcp" &&
        (line.localPort === victim.port() ||
          (line.state !== LISTENING && line.remote === `7f000001:${String(api)}`));
      seen.set(
        `${line.kind} ${line.state === LISTENING ? "listens" : `to ${line.remote}`}${allowed ? "" : ` from port ${String(line.localPort)}`}`,
        allowed,
      );
    }
    for (const name of childrenOf(pid)) seen.set(`child ${name}`, name.startsWith("postgres"));
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  look();
  return {
    judge: () => {
      look();
      const I21 = holds([...seen].map(([what, allowed]) => [allowed, what] as const));
      return { found: { I21 }, dealt: { "look at the process's sockets": looks } };
    },
    stop: () => {
      clearInterval(timer);
    },
  };
}

function linesOf(pid: number): readonly Line[] {
  const own = inodesOf(pid);
  return (["tcp", "tcp6", "udp", "udp6"] as const).flatMap((table) =>
    readFileSync(`/proc/${String(pid)}/net/${table}`, "utf8")
      .trim()
      .split("\n")
      .slice(1)
      .flatMap((row) => {
        const [, local = "", remote = "", state = "", , , , , , inode = ""] = row.trim().split(/\s+/);
        if (!own.has(inode)) return [];
        return [
          {
            kind: table.startsWith("tcp") ? "tcp" : "udp",
            state,
            localPort: portOf(local),
            remote: addressOf(remote),
          } as const,
        ];
      }),
  );
}

function inodesOf(pid: number): ReadonlySet<string> {
  const folder = `/proc/${String(pid)}/fd`;
  return new Set(
    readdirSync(folder).flatMap((fd) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`${folder}/${fd}`))?.[1] ?? [];
      } catch {
        return []; // closed while we looked
      }
    }),
  );
}

function portOf(written: string): number {
  return parseInt(written.split(":")[1] ?? "", 16);
}

/** The kernel writes an address as words of the machine's byte order. */
function addressOf(written: string): string {
  const [host = ""] = written.split(":");
  const last = host.slice(-8);
  const bytes = (last.match(/../g) ?? []).reverse().join("").toLowerCase();
  return `${bytes}:${String(portOf(written))}`;
}

function childrenOf(pid: number): readonly string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, "utf8");
        const [, command = "", parent = ""] = /^\d+ \((.*)\) \S (\d+)/.exec(stat) ?? [];
        return Number(parent) === pid ? [command] : [];
      } catch {
        return []; // ended while we looked
      }
    });
}
