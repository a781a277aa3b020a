/** Landed: never edited again. What changes comes as the next number. */
export const foundation = `
create table installation (
  id         text primary key,
  account    text not null,
  state      text not null check (state in ('active', 'suspended', 'deleted')),
  due_at     timestamptz,
  not_before timestamptz,
  -- Grows with every claim: the one served longest ago is next.
  turn       bigint not null default 0
);
create sequence turn;

create table pipeline (
  id           bigint generated always as identity primary key,
  installation text not null references installation,
  repository   text not null,
  owner        text not null,
  name         text not null,
  private      boolean not null,
  -- The repository is no longer ours to see: nothing of it is due.
  gone         boolean not null default false,
  project      text,
  label        text,
  -- Ids of the board's fields that the playbook uses; null: not known, so every field counts.
  fields       text[],
  status_field text,
  playbook     jsonb,
  problems     jsonb,
  board        jsonb,
  paused       text,
  adopted      boolean not null default false,
  audience     jsonb,
  due_at       timestamptz,
  unique (installation, repository)
);
create index pipeline_project on pipeline (project);
create index pipeline_due on pipeline (installation, due_at) where due_at is not null;

create table partner (
  id            bigint generated always as identity primary key,
  installation  text not null references installation,
  pipeline      bigint not null references pipeline,
  -- other: a card that is no partner, noted so that its events cost nothing · notice: bears the pipeline's own notice
  role          text not null check (role in ('partner', 'other', 'notice')),
  card          text,
  issue         text,
  number        int,
  title         text,
  fingerprint   text,
  linked        text[] not null default '{}',
  adopting      boolean not null default false,
  due_at        timestamptz,
  -- Due again because of a limit, a doubt, a stale read or a retry, not because the playbook says so.
  waits         boolean not null default false,
  -- When the plan wants to be asked again, once nothing in the ledger is open.
  planned_at    timestamptz,
  attempts      int not null default 0,
  last_error    text,
  dead          boolean not null default false,
  standing      jsonb,
  -- Our latest writes of this card's fields, newest first: {field, to, judged, at}.
  writes        jsonb not null default '[]',
  status_at     timestamptz,
  unique (pipeline, card),
  unique (pipeline, issue),
  check (role = 'partner' or due_at is null)
);
create index partner_due on partner (installation, due_at) where due_at is not null;
create index partner_waiting on partner (due_at) where waits and due_at is not null;
create index partner_dead on partner (installation) where dead;
create index partner_card on partner (card);
create index partner_issue on partner (issue);
create index partner_linked on partner using gin (linked);
create unique index partner_notice on partner (pipeline) where role = 'notice';

create table inbox (
  guid         text primary key,
  installation text not null,
  event        text not null,
  action       text,
  received_at  timestamptz not null,
  outcome      text not null check (outcome in ('remembered', 'echo'))
);
create index inbox_received on inbox (received_at);

-- What a delivery said about one partner.
create table hint (
  id         bigint generated always as identity primary key,
  partner    bigint not null references partner on delete cascade,
  guid       text not null,
  at         timestamptz not null,
  echo       boolean not null,
  body       jsonb not null,
  considered boolean not null default false
);
create index hint_open on hint (partner, id) where not considered;
create index hint_at on hint (at);

create table journal (
  id      bigint generated always as identity primary key,
  partner bigint not null references partner,
  at      timestamptz not null,
  kind    text not null,
  entry   jsonb not null
);
create index journal_partner on journal (partner, id);

create function journal_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the journal is append-only' using errcode = 'integrity_constraint_violation';
end $$;
create trigger journal_append_only before update or delete or truncate on journal
  for each statement execute function journal_is_append_only();

create table ledger (
  id         bigint generated always as identity primary key,
  partner    bigint not null references partner,
  key        text not null,
  effect     jsonb not null,
  state      text not null check (state in ('recorded', 'sent', 'confirmed', 'dropped', 'refused')),
  sent_at    timestamptz,
  settled_at timestamptz,
  result     text,
  unique (partner, key)
);
create index ledger_open on ledger (partner, id) where state in ('recorded', 'sent');

-- One row per document sent, for the limits on content.
create table dispatch (
  id           bigint generated always as identity primary key,
  installation text not null references installation,
  at           timestamptz not null,
  contents     int not null,
  reminders    int not null
);
create index dispatch_at on dispatch (installation, at);

create table rights (
  installation text not null references installation,
  repository   text not null,
  login        text not null,
  permission   text not null,
  overrider    boolean not null,
  read_at      timestamptz not null,
  primary key (installation, repository, login)
);
`;
