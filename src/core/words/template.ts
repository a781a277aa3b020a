import { firstName, parseContacts } from "../partner/contacts.ts";
import type { Partner } from "../partner/partner.ts";
import type { MessageTemplate } from "../playbook/playbook.ts";
import { withoutEmails } from "../text/emails.ts";

/** The message with what the card knows, and the names of the `[placeholders]` that nothing fills. */
export function fillTemplate(
  { subject, body }: MessageTemplate,
  partner: Partner,
): { readonly text: string; readonly open: readonly string[] } {
  const text = `Subject: ${subject}\n\n${body}`
    .replaceAll("[Name]", greeted(partner) ?? "[Name]")
    .replaceAll(/\[signal\b[^\]]*\]/g, (placeholder) => signalOf(partner) ?? placeholder);
  const open = [...text.matchAll(/\[([^\]\n]+)\]/g)].map(([, name = ""]) => name);
  return { text, open: [...new Set(open)] };
}

function signalOf({ card }: Partner): string | null {
  const signal = card?.fields["signal"];
  return signal?.kind === "text" && signal.text.trim() !== "" ? withoutEmails(signal.text.trim()) : null;
}

function greeted({ card }: Partner): string | null {
  const contacts = card?.fields["primaryContact"];
  return contacts?.kind === "text" ? firstName(parseContacts(contacts.text)) : null;
}
