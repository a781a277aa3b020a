/**
 * The same answer without working it out again, for as long as its object lives. Only for functions that read
 * nothing but that object, and for objects that never change.
 */
export function onceFor<Of extends object, Answer extends object>(
  workOut: (of: Of) => Answer,
): (of: Of) => Answer {
  const known = new WeakMap<Of, Answer>();
  return (of) => {
    const answer = known.get(of) ?? workOut(of);
    known.set(of, answer);
    return answer;
  };
}
