import { InvalidArgumentError } from "commander";
import { isMonth } from "../core/report/month.ts";

/** The repository with the partner issues. */
export interface RepositoryName {
  readonly owner: string;
  readonly repo: string;
}

/** `OWNER/REPO`. */
export function repositoryName(text: string): RepositoryName {
  const [owner, repo, ...rest] = text.split("/");
  if (owner === undefined || owner === "" || repo === undefined || repo === "" || rest.length > 0)
    throw new InvalidArgumentError("It is written OWNER/REPO.");
  return { owner, repo };
}

/** From 1 on. */
export function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError("It is a whole number from 1.");
  return Number(text);
}

/** Of this machine; a free one is taken when none is given. */
export function portNumber(text: string): number {
  const port = wholeNumber(text);
  if (port > 65_535) throw new InvalidArgumentError("It is a port from 1 to 65535.");
  return port;
}

/** The number of an issue, with or without `#`. */
export function issueNumber(text: string): number {
  return wholeNumber(text.replace(/^#/, ""));
}

/** `YYYY-MM`. */
export function monthName(text: string): string {
  if (!isMonth(text)) throw new InvalidArgumentError("It is written YYYY-MM.");
  return text;
}

/** An address that GitHub can call. */
export function serverAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !["https:", "http:"].includes(url.protocol))
    throw new InvalidArgumentError("It is written https://HOST.");
  return url.href.replace(/\/$/, "");
}
