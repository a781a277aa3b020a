/** Where an App on Probot takes webhooks. Null while it has no address. */
export function webhookAddress(url: string | null): string | null {
  return url === null ? null : `${url.replace(/\/$/, "")}/api/github/webhooks`;
}
