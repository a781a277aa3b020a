/**
 * The built-in playbook, a YAML file like any team's own. It is kept in a module so that it needs no reading from
 * disk and no copying at build time: everything between the backticks is the file.
 */
export const designPartner = `
timezone: UTC
workingDays: [monday, tuesday, wednesday, thursday, friday]
reminderHour: 9
auto: people
backward: allow
mode: enforce

override:
  maintainers: true

labels:
  partner: design-partner
  p1: P1
  p2: P2

fields:
  status: { name: Status }
  organisation: { name: Organisation, type: text }
  primaryContact: { name: Primary contact, type: text }
  signal: { name: Signal, type: text }
  source:
    name: Source
    type: option
    options: [GitHub activity, Inbound enquiry, Conference or meetup, Referral]
  nextAction: { name: Next action, type: text }
  dueDate: { name: Due date, type: date }
  lastSyncNotes: { name: Last sync notes, type: text }
  lastSync: { name: Last sync, type: date }
  environment: { name: Environment, type: option, options: [Staging, Production] }
  inProductionSince: { name: In production since, type: date }
  adoptionLevel: { name: Adoption level, type: option, options: [L0, L1, L2, L3, L4] }
  runsPerWeek: { name: Runs per week, type: number }
  nps: { name: NPS, type: number }
  referencePermission:
    name: Reference permission
    type: option
    options: [Public, Anonymised, "No"]
  logoPermission: { name: Logo permission, type: option, options: ["Yes", "No"] }
  exitReason: { name: Exit reason, type: text }
  sharedRepository: { name: Shared repository, type: text }
  health: { name: Health, type: option, options: [On track, At risk, Off track] }

ladder:
  field: adoptionLevel
  levels: [L0, L1, L2, L3, L4]

capacity:
  stages: [active-partnership]
  min: 3
  max: 5

sync:
  stages: [active-partnership]

cadences:
  outreach: { bump: 3 days, final: 10 days, giveUp: 4 }
  nextAction: { again: [3, 7], unset: 7 days }
  onboarding: { stage: onboarding, level: L1, firstLevel: 4 weeks, deployment: 8 weeks, overdue: 1 week }
  graduation: [1 month, 2 months, 3 months]
  promise: { p1: 2 weeks, p2: 6 weeks }
  sync: { first: 2 weeks, every: 2 weeks, opens: 2, asked: [2, 5], missed: 7 }
  retrospective: 1 month
  review: 3 months

stages:
  identification:
    name: Identification
    stalled: 30 days
    goal: Build a shortlist of candidate organisations.
    notes: |
      **Sources:**

      - GitHub stars/forks with non-trivial activity (issue comments, PRs).
      - Inbound enquiries via docs site contact form or Discord.
      - Conference/meetup attendees who attended a Portarium talk or demo.
      - Referrals from existing community members.
    checklists:
      qualification:
        title: Qualification criteria (must meet at least 3 of 5)
        internal: true
        items:
          approval-workflows: Runs a multi-service production system with approval workflows today.
          compliance: Has a compliance or governance requirement (SOC 2, ISO 27001, FedRAMP).
          engineering-capacity: Engineering team of 5+ with capacity to dedicate 1 engineer part-time.
          usage-data: Willing to share anonymised usage data and feedback.
          vertical-pack: Use case aligns with a Portarium vertical pack (finance, HR, security ops, robotics).

  outreach:
    name: Outreach
    stalled: 30 days
    goal: Make first contact and gauge interest.
    internalNotes: |
      **Follow-up cadence:** Day 0 (initial), Day 3 (bump), Day 10 (final).
    template:
      subject: Portarium design-partner programme — early access + roadmap influence
      body: |
        Hi [Name],

        We noticed [signal — e.g., "your contributions to issue #123"].
        We're looking for design partners to shape Portarium's next phase
        and wanted to see if your team would be interested.

        Design partners get:

        - Direct Slack/Discord channel with the core team
        - Priority bug fixes and feature requests
        - Co-development sessions for vertical pack integration
        - Logo placement on the project site (with permission)

        In return, we ask for:

        - A real deployment (staging or production) within 8 weeks
        - Bi-weekly feedback sessions (30 min)
        - Permission to reference the partnership publicly (anonymised if preferred)

        Would a 20-minute intro call work this week?
    checklists:
      contact:
        title: First contact
        internal: true
        items:
          sent: Message sent
          answered: They answered
    gate:
      - title: At least 3 of the 5 qualification criteria
        internal: true
        atLeast: 3
        of:
          - checked: qualification.*
      - field: organisation
        set: true
      - field: primaryContact
        set: true
      - owned: true
      - unique: organisation
        warn: true

  qualification-call:
    name: Qualification Call
    stalled: 14 days
    goal: Confirm fit and set expectations.
    checklists:
      agenda:
        title: Agenda (20 min)
        items:
          workflow: Their current workflow/approval system and pain points (5 min).
          overview: Portarium overview and how it addresses their needs (5 min).
          terms: Design-partner terms and timeline (5 min).
          next-steps: Q&A and next steps (5 min).
      call:
        title: Outcome
        items:
          held: Call held, terms agreed
      disqualification:
        title: Disqualification signals
        internal: true
        disqualifies: true
        items:
          no-use-case: No concrete use case ("just exploring").
          no-engineering-time: Cannot allocate engineering time within 4 weeks.
          conflicting-features: Requires features that conflict with Portarium's architecture (e.g., closed-source fork).
    gate:
      - field: primaryContact
        set: true
      - replied: true
        warn: true

  onboarding:
    name: Onboarding
    stalled: 21 days
    goal: Get the partner to a running Portarium instance with their first workflow.
    notes: |
      **Timeline target:** L1 complete within 4 weeks of onboarding start.
    checklists:
      onboarding:
        title: Checklist
        items:
          channel: Shared Slack/Discord channel created.
          l0:
            text: Partner completes [L0 — Discovery](./adoption-ladder.md#l0--discovery) (Hello Portarium quickstart).
            level: L0
          l1:
            text: Partner completes [L1 — Integration Spike](./adoption-ladder.md#l1--integration-spike) with their use case.
            level: L1
          first-sync: First bi-weekly sync scheduled.
          feedback-tracker: Feedback tracker (GitHub project board or shared doc) created.
    gate:
      - checked: call.held
      - title: None of the 3 disqualification signals
        internal: true
        none:
          - checked: disqualification.*
      - title: At least 3 of the 5 qualification criteria
        internal: true
        atLeast: 3
        of:
          - checked: qualification.*
      - title: The agenda was covered
        warn: true
        all:
          - checked: agenda.*
      - capacity: { stages: [onboarding, active-partnership], max: 5 }
        warn: true
        internal: true

  active-partnership:
    name: Active Partnership
    stalled: 30 days
    goal: Partner is running Portarium in staging/production and providing regular feedback.
    notes: |
      **Cadence:**

      - Bi-weekly sync (30 min): blockers, feature requests, roadmap preview.
      - Monthly retrospective (15 min): what's working, what's not.
    internalNotes: |
      - Quarterly review: assess continuation, upgrade to production reference, or wind down.

      **Success metrics:**

      - Workflow runs per week (target: >10 in staging, >50 in production).
      - Mean time from feedback to fix/feature (target: <2 weeks for P1, <6 weeks for P2).
      - Partner NPS score (target: >8/10).
    gate:
      - checked: onboarding.*
      - capacity: { stages: [active-partnership], max: 5 }
        internal: true
      - field: environment
        set: true
        warn: true

  graduation:
    name: Graduation
    goal: Partner transitions from design partner to self-sufficient adopter.
    moveOn: tell
    checklists:
      post-graduation:
        title: Post-graduation
        items:
          logo: { text: Logo added to project site (with permission)., permission: logoPermission }
          case-study: { text: Case study written (with partner review)., permission: referencePermission }
          advisory-group: { text: Partner joins community advisory group (optional)., optional: true }
    gate:
      - field: environment
        equals: Production
      - elapsed: { since: inProductionSince, longerThan: 3 months }
        title: Running in production for >3 months.
      - quiet: { label: p1, for: 4 weeks }
        title: No P1 blockers for >4 weeks.
      - field: adoptionLevel
        atLeast: L3
        title: Completed L3 — Production or equivalent.
      - linked: true
        warn: true
        title: A feedback issue was linked
        remedy: Is the feedback tracker elsewhere? Link its issues as sub-issues, or leave it if there are none.
`;
