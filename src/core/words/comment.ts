import { writeMarker, type Marker } from "../text/marker.ts";

/** A comment of ours: the hidden marker by which it is found again, and its paragraphs. */
export function comment(key: string, kind: string, paragraphs: readonly (string | null)[]): string {
  return markedComment({ v: 1, key, kind }, paragraphs);
}

/** The same with more facts in the marker. */
export function markedComment(marker: Marker, paragraphs: readonly (string | null)[]): string {
  const text = paragraphs.filter((paragraph) => paragraph !== null && paragraph !== "");
  return [writeMarker(marker), text.join("\n\n")].join("\n");
}

/** "1 criterion", "2 criteria". */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
