import { realpath, stat } from "node:fs/promises";
import { dirname } from "node:path";
import type { Account } from "./account.ts";

const read = 4;
const traverse = 1;

/** Whether `account` may enter every folder down to `path` and read it. Null is ourselves: we shall see. */
export async function canReach(account: Account | null, path: string): Promise<boolean> {
  if (account === null) return true;
  const target = await realpath(path);
  const last = await stat(target);
  if (!allows(last, account, last.isDirectory() ? traverse : read)) return false;
  for (let folder = dirname(target); ; folder = dirname(folder)) {
    if (!allows(await stat(folder), account, traverse)) return false;
    if (folder === dirname(folder)) return true;
  }
}

/** What the mode bits say. Access lists are not read: they rarely take away what the bits give. */
export function allows(
  file: { readonly uid: number; readonly gid: number; readonly mode: number },
  account: Pick<Account, "uid" | "gid">,
  wanted: number,
): boolean {
  if (file.uid === account.uid) return ((file.mode >> 6) & wanted) === wanted;
  if (file.gid === account.gid) return ((file.mode >> 3) & wanted) === wanted;
  return (file.mode & wanted) === wanted;
}
