import type { Lag, LimitState } from "../api.ts";
import type { Account } from "../model/records.ts";
import type { Viewer } from "../model/rights.ts";

/** Who asks, and what the document costs them. */
export interface Asking extends Viewer {
  readonly account: Account;
  readonly cost: number;
  readonly nodes: number;
  readonly limit: LimitState;
  readonly lag: Lag;
}

export type Args = Readonly<Record<string, unknown>>;

export interface Asked {
  readonly viewer: Asking;
  readonly args: Args;
}

type Resolve<Source> = (source: Source, asked: Asked) => unknown;

type Fields<Source> = Readonly<Record<string, Resolve<Source>>>;

type Names<Source> = readonly (keyof Source & string)[];

/** Resolvers of one object type of GitHub's schema. */
export interface ServedType {
  readonly type: string;
  readonly fields: Readonly<Record<string, Resolve<never>>>;
}

/** Resolvers of fields that need looking up. */
export function served<Source>(type: string, fields: Fields<Source>): ServedType {
  return { type, fields };
}

/** Fields that are the record's own properties, under the same names. */
export function own<Source extends object>(type: string, names: Names<Source>): ServedType {
  const fields = names.map((name) => [name, (source: Source): unknown => source[name]] as const);
  return served<Source>(type, Object.fromEntries(fields));
}

/** The same resolvers for several types, such as those that share an interface. */
export function shared<Source>(types: readonly string[], fields: Fields<Source>): readonly ServedType[] {
  return types.map((type) => served<Source>(type, fields));
}
