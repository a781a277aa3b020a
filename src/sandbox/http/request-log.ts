/** What a request was, for counting and for matching faults. */
export type RequestKind = "query" | "mutation" | "read" | "write" | "token" | "app" | "unreadable";

interface RequestLine {
  /** Virtual time, ISO. */
  readonly at: string;
  readonly actor: string;
  readonly kind: RequestKind;
  /** GraphQL: the operation's name or its first field. REST: method and path. */
  readonly operation: string;
  /** Null: the connection was cut instead of answering. */
  readonly status: number | null;
  /** Whether a rate limit turned it away. */
  readonly limited: boolean;
}

export interface RequestReport {
  readonly total: number;
  /** By actor, then by kind. */
  readonly byActor: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** The last 10,000, oldest first. */
  readonly requests: readonly RequestLine[];
}

export interface RequestLog {
  add(line: RequestLine): void;
  report(): RequestReport;
  forget(): void;
}

const KEPT = 10_000;

/** Counts requests of the API; the control endpoints are not among them. */
export function createRequestLog(): RequestLog {
  let lines: RequestLine[] = [];
  let counts = new Map<string, Map<string, number>>();
  let total = 0;
  return {
    add: (line) => {
      total += 1;
      const kinds = counts.get(line.actor) ?? new Map<string, number>();
      counts.set(line.actor, kinds.set(line.kind, (kinds.get(line.kind) ?? 0) + 1));
      lines.push(line);
      if (lines.length > KEPT) lines = lines.slice(-KEPT / 2);
    },
    report: () => ({
      total,
      byActor: Object.fromEntries([...counts].map(([actor, kinds]) => [actor, Object.fromEntries(kinds)])),
      requests: [...lines],
    }),
    forget: () => {
      lines = [];
      counts = new Map();
      total = 0;
    },
  };
}
