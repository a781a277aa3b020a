import { firstName, parseContacts } from "../partner/contacts.ts";
import type { Partner } from "../partner/partner.ts";
import type { MessageTemplate } from "../playbook/playbook.ts";
import { withoutEmails } from "../text/emails.ts";

/** The message with what the card knows, and the names of the `[placeholders]` that nothing fills. */
export function fillTemplate(
  { subject, body }: MessageTemplate,
  partner: Partner,
): {
  readonly subject: string;
  readonly body: string;
  readonly text: string;
  readonly open: readonly string[];
} {
  const fill = (words: string): string =>
    withoutEmails(
      words
        .replaceAll("[Name]", () => greeted(partner) ?? "[Name]")
        .replaceAll(/\[signal\b[^\]]*\]/g, (placeholder) => signalOf(partner) ?? placeholder),
    );
  const filled = { subject: fill(subject), body: fill(body) };
  const text = `Subject: ${filled.subject}\n\n${filled.body}`;
  const open = [...text.matchAll(/\[([^\]\n]+)\]/g)].map(([, name = ""]) => name);
  return { ...filled, text, open: [...new Set(open)] };
}

function signalOf({ card }: Partner): string | null {
  const signal = card?.fields["signal"];
  return signal?.kind === "text" && signal.text.trim() !== "" ? withoutEmails(signal.text.trim()) : null;
}

function greeted({ card }: Partner): string | null {
  const contacts = card?.fields["primaryContact"];
  return contacts?.kind === "text" ? firstName(parseContacts(contacts.text)) : null;
}
