-- The F.A.Q. is edited on the site: versions with their history, withdrawal, and what readers think of it.

alter table article
  -- One more at each change: two people who edit the same sheet are told apart by it.
  add column version integer not null default 1 check (version > 0),
  add column withdrawn_at timestamptz,
  -- The sheet without the marks of its layout, for the search and its extracts.
  add column plain_text text not null default '',
  -- How many said yes and no below: kept as they answer, since thousands may.
  add column helped_count integer not null default 0 check (helped_count >= 0),
  add column unhelped_count integer not null default 0 check (unhelped_count >= 0),
  -- The form's own key: sent twice, it makes one sheet.
  add column creation_key uuid unique;
update article set plain_text = body;
alter table article alter column plain_text drop default;

create table article_version (
  article_id bigint not null references article,
  version integer not null check (version > 0),
  act text not null check (act in ('add', 'change', 'withdraw', 'restore')),
  at timestamptz not null,
  -- Null: the desk itself.
  actor_id bigint references person,
  family_id bigint not null references family,
  title text not null,
  body text not null,
  category_ids bigint[] not null,
  primary key (article_id, version)
);
create index article_version_actor on article_version (actor_id);
insert into article_version
  (article_id, version, act, at, actor_id, family_id, title, body, category_ids)
select id, 1, 'add', changed_at, null, family_id, title, body,
  coalesce((select array_agg(category_id order by category_id)
    from article_category where article_id = article.id), '{}')
from article;
create trigger article_version_append_only before update or delete on article_version
  for each row execute function refuse_change();
create trigger article_version_no_truncate before truncate on article_version
  for each statement execute function refuse_change();

-- « Cet article vous a-t-il aidé ? »: one answer a person, which they may change.
create table article_opinion (
  article_id bigint not null references article,
  person_id bigint not null references person,
  helped boolean not null,
  remark text not null default '',
  changed_at timestamptz not null,
  primary key (article_id, person_id)
);
create index article_opinion_person on article_opinion (person_id);
