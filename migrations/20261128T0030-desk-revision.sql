-- What administrators change once in a while is read for every page: natures, teams, rules, hours, promises, sites. A
-- process keeps what it read, and asks at each use whether it is still so: a revision for each table, another one after
-- every statement that may have changed it. Drawn at random: one that a transaction undid is never met again.
create table desk_revision (
  subject text primary key,
  revision uuid not null
);

create function renew_desk_revision() returns trigger language plpgsql as $$
begin
  update desk_revision set revision = gen_random_uuid() where subject = tg_table_name;
  return null;
end $$;

do $$
declare
  name text;
begin
  foreach name in array array['family', 'category', 'category_alternative', 'target', 'team', 'routing_rule', 'site',
    'hold_reason', 'calendar', 'calendar_version', 'calendar_closure'] loop
    insert into desk_revision (subject, revision) values (name, gen_random_uuid());
    execute format('create trigger %I after insert or update or delete or truncate on %I
      for each statement execute function renew_desk_revision()', name || '_revision', name);
  end loop;
end $$;
