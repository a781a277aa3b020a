/** Landed: never edited again. What the dashboard shows of each partner, and a row that bears the dashboard itself. */
export const dashboard = `
alter table partner drop constraint partner_role_check;
alter table partner add constraint partner_role_check check (role in ('partner', 'other', 'notice', 'dashboard'));
alter table partner drop constraint partner_check;
alter table partner add constraint partner_due_check check (role in ('partner', 'dashboard') or due_at is null);
alter table partner add column line jsonb;
create unique index partner_dashboard on partner (pipeline) where role = 'dashboard';
`;
