-- « Mes connexions » names each session as its owner would: « Firefox sur Windows ». Names only, no version: what tells
-- two windows of one person apart, not what would tell people apart.
alter table session
  add column browser text check (browser <> '' and length(browser) <= 60),
  add column system text check (system <> '' and length(system) <= 60),
  add column device text check (device in ('desktop', 'phone', 'tablet'));
