/** The boxes of the playbook's checklists, word for word, under their headings. */
const SECTIONS = [
  {
    title: "Qualification criteria (must meet at least 3 of 5)",
    boxes: {
      workflows: "Runs a multi-service production system with approval workflows today.",
      compliance: "Has a compliance or governance requirement (SOC 2, ISO 27001, FedRAMP).",
      capacity: "Engineering team of 5+ with capacity to dedicate 1 engineer part-time.",
      data: "Willing to share anonymised usage data and feedback.",
      vertical: "Use case aligns with a Portarium vertical pack (finance, HR, security ops, robotics).",
    },
  },
  { title: "First contact", boxes: { sent: "Message sent", answered: "They answered" } },
  { title: "Outcome", boxes: { held: "Call held, terms agreed" } },
  {
    title: "Disqualification signals",
    boxes: { "no-use-case": 'No concrete use case ("just exploring").' },
  },
  {
    title: "Checklist",
    boxes: {
      channel: "Shared Slack/Discord channel created.",
      l0: "Partner completes [L0 — Discovery](./adoption-ladder.md#l0--discovery) (Hello Portarium quickstart).",
      l1: "Partner completes [L1 — Integration Spike](./adoption-ladder.md#l1--integration-spike) with their use case.",
      "first-sync": "First bi-weekly sync scheduled.",
      tracker: "Feedback tracker (GitHub project board or shared doc) created.",
    },
  },
  {
    title: "Post-graduation",
    boxes: {
      logo: "Logo added to project site (with permission).",
      "case-study": "Case study written (with partner review).",
    },
  },
] as const;

/** The partner issue as the owner wrote it, with these boxes ticked. */
export function bodyWith(ticked: ReadonlySet<string>): string {
  return SECTIONS.flatMap(({ title, boxes }) => [
    `### ${title}`,
    "",
    ...Object.entries(boxes).map(([id, text]) => `- [${ticked.has(id) ? "x" : " "}] ${text}`),
    "",
  ]).join("\n");
}
