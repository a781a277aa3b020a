/** What a text of ours carries, hidden, to be found again. Counts only in what this App wrote. */
export interface Marker {
  readonly v: 1;
  /** The effect's key. */
  readonly key: string;
  readonly kind: string;
  /** More facts; their names are letters and digits. */
  readonly [fact: string]: string | number | boolean | null;
}

/** The hidden comment that carries the marker. No key can break out of it. */
export function writeMarker(marker: Marker): string {
  void marker;
  return "";
}

/** All markers in a text, in order, whatever people did to it; the inverse of `writeMarker`. */
export function readMarkers(body: string): readonly Marker[] {
  void body;
  return [];
}
