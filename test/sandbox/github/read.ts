import { z } from "zod";

/** The string at a path of an answer, such as `data.createIssue.issue.id`. */
export function textAt(answer: unknown, path: string): string {
  return z.string().parse(valueAt(answer, path));
}

/** Whatever stands at a path of an answer; undefined where nothing does. */
export function valueAt(answer: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((at, key) => {
    return typeof at === "object" && at !== null ? Reflect.get(at, key) : undefined;
  }, answer);
}
