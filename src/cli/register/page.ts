import type { AppManifest } from "../app-manifest.ts";

/** What GitHub's form is filled in with. */
export interface Registration {
  readonly manifest: AppManifest;
  readonly organisation: string;
  /** Where GitHub's pages are. */
  readonly html: string;
  /** Base address of the server that will receive the webhooks. */
  readonly server: string;
  /** Base address of this page. */
  readonly here: string;
  /** Comes back with the code, so that nobody else's code is taken. */
  readonly state: string;
}

/** The page with the one button: it carries the manifest to GitHub. */
export function registrationPage(registration: Registration): string {
  const { organisation, html, server, here, state, manifest } = registration;
  const action = `${html}/organizations/${encodeURIComponent(organisation)}/settings/apps/new?state=${state}`;
  const filled = {
    ...manifest,
    hook_attributes: { url: `${server}/api/github/webhooks`, active: true },
    redirect_url: `${here}/created`,
  };
  return page(
    "Create the GitHub App",
    `<p>GitHub shows what Stagekeeper asks for, and a name to change if you like. Then it leads back here.</p>
<form action="${escape(action)}" method="post">
<input type="hidden" name="manifest" value="${escape(JSON.stringify(filled))}">
<button>Create it in ${escape(organisation)}</button>
</form>`,
  );
}

/** Any other page: a heading and what to do. */
export function plainPage(title: string, text: string): string {
  return page(title, `<p>${escape(text)}</p>`);
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Stagekeeper</title>
<meta name="viewport" content="width=device-width">
<style>body{font:1rem/1.5 system-ui,sans-serif;max-width:36rem;margin:4rem auto;padding:0 1rem}button{font:inherit;padding:.5rem 1rem}</style>
</head><body><h1>${escape(title)}</h1>
${body}
</body></html>
`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}
