/** Whether one slip of the pen makes `written` of `meant`: a letter too many, too few or wrong, or two swapped. */
export function isSlipOf(written: string, meant: string): boolean {
  let start = 0;
  while (start < written.length && written[start] === meant[start]) start += 1;
  let end = 0;
  const shorter = Math.min(written.length, meant.length);
  while (end < shorter - start && written.at(-1 - end) === meant.at(-1 - end)) end += 1;
  const [a, b] = [written.slice(start, written.length - end), meant.slice(start, meant.length - end)];
  const swapped = a.length === 2 && a === `${b.slice(1)}${b.slice(0, 1)}`;
  return swapped || (a !== b && a.length <= 1 && b.length <= 1);
}
