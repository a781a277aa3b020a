import type { CardId, IssueId } from "../../src/core/ids.ts";
import type { Comment, Permission } from "../../src/core/partner/partner.ts";
import type { BoardPage, Github, Repository } from "../../src/keeper/github.ts";

/** A card with its issue, as the fake keeps it. */
export interface FakeCard {
  readonly card: CardId;
  readonly issue: IssueId;
  readonly number: number;
  column: string | null;
  movedAt: number;
  labels: string[];
  body: string;
  contact: string;
  /** Comments are refused, and no look has shown it yet. */
  locked: boolean;
  gone: boolean;
  readonly comments: (Comment & { body: string; minimised: boolean })[];
}

/** What happens to the next call of a method. `applied`: the write is done all the same. */
export interface FakeFault {
  readonly error: Error;
  readonly applied?: boolean;
}

export type Method = keyof Github;

/** GitHub in memory, for one installation with one repository and one board: what the keeper's port promises, no more. */
export interface FakeGithub {
  readonly port: Github;
  readonly cards: FakeCard[];
  readonly issues: { id: IssueId; title: string; body: string; state: "open" | "closed" }[];
  readonly calls: Method[];
  /** Text of the playbook file; null: there is none. */
  playbook: string | null;
  columns: { id: string; name: string }[];
  closed: boolean;
  /** Issues whose cards were removed. */
  labelled: BoardPage["labelled"];
  repository: Repository;
  permissions: Record<string, Permission>;
  /** A card the board shows while GitHub's answers lag: looks see this instead. */
  lag: Map<CardId, { column: string; movedAt: number }>;
  /** Resolves once this method was called and answered. */
  readonly next: (method: Method) => Promise<void>;
  readonly fail: (method: Method, ...faults: readonly FakeFault[]) => void;
  /** Looks at this card fail so, each time, until deleted. */
  readonly poison: Map<CardId, Error>;
  readonly add: (changes?: Partial<FakeCard>) => FakeCard;
  readonly move: (card: FakeCard, column: string | null) => void;
}
