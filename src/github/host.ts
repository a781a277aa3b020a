/** Where the API is: nothing else is ever called. */
export interface Host {
  /** Base of the REST API, without a slash at the end. */
  readonly rest: string;
  readonly graphql: string;
  /** Where people go. */
  readonly html: string;
}

/** The same reading of `GHE_HOST` and `GHE_PROTOCOL` as Probot's; without them, github.com. */
export function hostFrom(settings: { readonly gheHost?: string; readonly gheProtocol?: string }): Host {
  if (settings.gheHost === undefined || settings.gheHost === "") {
    return {
      rest: "https://api.github.com",
      graphql: "https://api.github.com/graphql",
      html: "https://github.com",
    };
  }
  const base = new URL(`${settings.gheProtocol ?? "https"}://${settings.gheHost}`).origin;
  return { rest: `${base}/api/v3`, graphql: `${base}/api/graphql`, html: base };
}
