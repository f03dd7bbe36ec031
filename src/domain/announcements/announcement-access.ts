import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Viewer } from '../people/person.ts';

/** The part of a person that says which news are for them. */
export type Reader = Pick<Viewer, 'siteId' | 'organisationUnitId' | 'memberships'>;

/** A condition on a row of `announcement`: it is for this person, because it is for everybody or for theirs. */
export function isFor(reader: Reader): RawBuilder<SqlBool> {
  const teamIds = reader.memberships.map(({ teamId }) => teamId);
  return sql<SqlBool>`(
    not exists (select from announcement_target target where target.announcement_id = announcement.id)
    or exists (
      select from announcement_target target
      where target.announcement_id = announcement.id
        and (target.site_id = ${reader.siteId}::bigint
          or target.organisation_unit_id = ${reader.organisationUnitId}::bigint
          or target.team_id = any(${teamIds}::bigint[]))))`;
}

/** Who writes news: administrators, and leads for the natures of their teams. */
export type Editor = Pick<Viewer, 'id' | 'isAdministrator' | 'memberships'>;

/** The teams a person leads. */
export function ledTeamIds(editor: Pick<Viewer, 'memberships'>): number[] {
  return editor.memberships.flatMap(({ teamId, role }) => (role === 'lead' ? [teamId] : []));
}

/**
 * A condition on a row of `announcement`: this person may change it. A lead may when it is about natures, all of
 * their teams; what one may not change is not in their list.
 */
export function isEditableBy(editor: Editor): RawBuilder<SqlBool> {
  if (editor.isAdministrator) return sql<SqlBool>`true`;
  const teamIds = ledTeamIds(editor);
  return sql<SqlBool>`coalesce((
    select bool_and(coalesce(category.team_id = any(${teamIds}::bigint[]), false))
    from announcement_category about join category on category.id = about.category_id
    where about.announcement_id = announcement.id), false)`;
}
