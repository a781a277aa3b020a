/** Landed: never edited again. Names can be taken out of a partner's record; what happened, and when, cannot. */
export const forget = `
alter table partner add column forgotten boolean not null default false;

create or replace function journal_is_append_only() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and current_setting('stagekeeper.forgetting', true) = 'on' then return null; end if;
  raise exception 'the journal is append-only' using errcode = 'integrity_constraint_violation';
end $$;

create function journal_keeps_what_happened() returns trigger language plpgsql as $$
begin
  if (new.id, new.partner, new.at, new.kind) = (old.id, old.partner, old.at, old.kind) then return new; end if;
  raise exception 'the journal keeps what happened' using errcode = 'integrity_constraint_violation';
end $$;
create trigger journal_keeps_what_happened before update on journal
  for each row execute function journal_keeps_what_happened();
`;
