import type { Touch } from "../follow-ups/touch.ts";
import { parseContacts, firstName } from "../partner/contacts.ts";
import type { Situation } from "../situation.ts";
import { codeBlock } from "../text/code-block.ts";

type Words = Pick<Touch, "title" | "text">;

const STOPS = "Nothing more comes here once you tick *They answered*, or write `/replied`.";

/** No answer for some time, such as `3 days`. */
export function bump({ partner }: Situation, after: string): Words {
  const message = [
    `Hi ${greeting(partner)},`,
    "",
    "A quick note in case my last message got buried: would a 20-minute intro call",
    "about the design-partner programme work for you this week or next?",
  ];
  return {
    title: "short second message",
    text: [
      `**No answer for ${after}.** Send this short second message (if the first one has not gone out yet, send that one and tick *Message sent*):`,
      codeBlock(message.join("\n")),
      STOPS,
    ].join("\n\n"),
  };
}

/** Still no answer, such as for `10 days`. */
export function final({ partner }: Situation, after: string): Words {
  const message = [
    `Hi ${greeting(partner)},`,
    "",
    "I will not take more of your time: this is my last message about the",
    "design-partner programme. If it becomes interesting later, a short reply is",
    "enough and we pick it up from there.",
  ];
  return {
    title: "last message",
    text: [`**No answer for ${after}.** Send this last message:`, codeBlock(message.join("\n")), STOPS].join(
      "\n\n",
    ),
  };
}

/** Still no answer to the last message. */
export const offerExit: Words = {
  title: "close the partner",
  text: [
    "**The last message was not answered either.** If nothing came by another way, close this partner with a comment:",
    codeBlock("/exit no-response"),
    "If they did answer, write `/replied`.",
  ].join("\n\n"),
};

function greeting({ card }: Situation["partner"]): string {
  const contacts = card?.fields["primaryContact"];
  return (contacts?.kind === "text" ? firstName(parseContacts(contacts.text)) : null) ?? "[Name]";
}
