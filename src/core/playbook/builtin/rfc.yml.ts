/**
 * A pipeline for requests for comments: proposals that are written, discussed, decided and built. Like the
 * design-partner playbook it is a file as any team could write; no code knows of it.
 */
export const rfc = `
timezone: UTC
workingDays: [monday, tuesday, wednesday, thursday, friday]
reminderHour: 9
auto: people
backward: allow
mode: enforce

override:
  maintainers: true

labels:
  partner: rfc
  p1: blocking

fields:
  status: { name: Status }
  area: { name: Area, type: text }
  finalSince: { name: Final comments since, type: date }
  implementation:
    name: Implementation
    type: option
    options: [Not started, In progress, Done]
  nextAction: { name: Next action, type: text }
  dueDate: { name: Due date, type: date }
  exitReason: { name: Exit reason, type: text }

capacity:
  stages: [review, final-comments]
  min: 0
  max: 5

cadences:
  nextAction: { again: [3, 7], unset: 14 days }

stages:
  draft:
    name: Draft
    goal: Write the proposal down, so that somebody else can argue with it.
    stalled: 60 days
    checklists:
      contents:
        title: The proposal says
        items:
          motivation: Why this is needed, and for whom.
          design: What changes, in enough detail to build it.
          alternatives: What else was considered, and why not that.
          cost: What it costs to build, to learn and to keep.

  review:
    name: In Review
    goal: Find out what is wrong with it.
    stalled: 21 days
    checklists:
      reviews:
        title: Reviews
        items:
          maintainer: A maintainer of the area has read it.
          outsider: Somebody from another area has read it.
          security: What it means for security was looked at.
          compatibility: What it means for what exists was looked at.
    gate:
      - checked: contents.*
      - field: area
        set: true
      - owned: true
        title: Somebody owns the proposal
      - capacity: { stages: [review, final-comments], max: 5 }
        title: At most 5 proposals in review and final comments

  final-comments:
    name: Final Comments
    goal: Last chance to object; nothing new is added.
    stalled: 30 days
    notes: |
      Set the field *Final comments since* to today. Anybody who objects opens an issue with the label
      \`blocking\` and links it; it has to be closed for more than 3 days before the proposal is accepted.
    gate:
      - title: At least 3 of the 4 reviews
        atLeast: 3
        of:
          - checked: reviews.*
      - checked: reviews.maintainer

  accepted:
    name: Accepted
    goal: Build it.
    stalled: 90 days
    gate:
      - elapsed: { since: finalSince, longerThan: 10 days }
        title: More than 10 days of final comments.
      - quiet: { label: p1, for: 3 days }
        title: No blocking objection for more than 3 days.

  implemented:
    name: Implemented
    goal: It is there, and described.
    moveOn: tell
    checklists:
      done:
        title: Afterwards
        items:
          documented: The documentation says so.
          announced: Those who asked for it were told.
    gate:
      - field: implementation
        equals: Done
`;
