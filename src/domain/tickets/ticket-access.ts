import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely';
import { opaqueId, opaqueIds } from '../../platform/db/opaque.ts';
import { NotFound } from '../../platform/errors.ts';
import { teamIdsOf, type Viewer } from '../people/person.ts';
import type { Db } from '../tables.ts';
import type { TicketState } from './ticket.ts';
import type { Relation } from './transition.ts';

/** Who reads, as a statement says it. */
export interface Reader {
  readonly id: RawBuilder<unknown>;
  readonly teamIds: RawBuilder<unknown>;
}

const readerOf = (viewer: Viewer): Reader => ({
  id: opaqueId(viewer.id),
  teamIds: opaqueIds(teamIdsOf(viewer)),
});

/**
 * The one predicate of access: which rows of `ticket` a person may see. Every read path starts from it.
 * They see tickets they are requester, submitter or participant of; an agent also those of their teams, present
 * and past; an administrator, all. `ticket_team` holds the present team too. A statement that has a table of what it is
 * asked names the reader from there.
 */
export function isVisibleTo(viewer: Viewer, reader = readerOf(viewer)): Expression<SqlBool> {
  if (viewer.isAdministrator) return sql<SqlBool>`true`;
  return sql<SqlBool>`(${isOwn(viewer, reader)} or exists (
    select 1 from ticket_team
    where ticket_team.ticket_number = ticket.number
      and ticket_team.team_id = any(${reader.teamIds})))`;
}

/**
 * The same predicate asked the other way round: who, of these people, sees a ticket; with `teamOnly`, what its present
 * team keeps for itself. For hints, which concern many people at once: what they then ask for starts from the
 * predicate itself.
 */
export async function peopleWhoSee(
  db: Db,
  {
    number,
    personIds,
    teamOnly,
  }: { number: number; personIds: readonly number[]; teamOnly: boolean },
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select person.id from ticket join person on person.id = any(${[...personIds]}::bigint[])
    where ticket.number = ${number} and person.status = 'active'
      and (not ${teamOnly} or ticket.requester_id <> person.id)
      and (person.is_administrator
        or exists (select from ticket_team
          join team on team.id = ticket_team.team_id and team.active
          join team_member member on member.team_id = team.id and member.active
          where ticket_team.ticket_number = ticket.number and member.person_id = person.id
            and (not ${teamOnly} or ticket_team.until is null))
        or not ${teamOnly} and (person.id in (ticket.requester_id, ticket.submitted_by_id)
          or exists (select from ticket_participant participant
            where participant.ticket_number = ticket.number
              and participant.person_id = person.id)))`.execute(db);
  return rows.map((row) => row.id);
}

const isFiledFor = (id: Reader['id']) => sql<SqlBool>`ticket.requester_id = ${id}`;
/** Nearly all tickets are filed for oneself: only the others are in the index of who filed. */
const isFiledForOthersBy = (id: Reader['id']) =>
  sql<SqlBool>`(ticket.submitted_by_id = ${id} and ticket.submitted_by_id <> ticket.requester_id)`;
// The array makes one bitmap of three index scans; a correlated subquery would read every ticket.
const isFollowedBy = (id: Reader['id']) => sql<SqlBool>`ticket.number = any(array(
      select ticket_participant.ticket_number from ticket_participant
      where ticket_participant.person_id = ${id}))`;

/** Tickets a person follows for themselves: requester, submitter or participant. A part of what they may see. */
export function isOwn(viewer: Viewer, { id } = readerOf(viewer)): Expression<SqlBool> {
  return sql<SqlBool>`(${isFiledFor(id)} or ${isFiledForOthersBy(id)} or ${isFollowedBy(id)})`;
}

/** Tickets filed for a person, or by them: those that they say are resolved. A part of isOwn. */
export function isFiledForOrBy(viewer: Viewer): Expression<SqlBool> {
  const { id } = readerOf(viewer);
  return sql<SqlBool>`(${isFiledFor(id)} or ${isFiledForOthersBy(id)})`;
}

/**
 * The tickets of isOwn in parts that have none in common: filed for them, filed by them for others, followed. The first
 * two are counted by state from their indexes alone.
 */
export function ownParts(viewer: Viewer): readonly Expression<SqlBool>[] {
  const { id } = readerOf(viewer);
  return [
    isFiledFor(id),
    isFiledForOthersBy(id),
    sql<SqlBool>`(${isFollowedBy(id)} and ticket.requester_id <> ${id} and ticket.submitted_by_id <> ${id})`,
  ];
}

/** Tickets of a person's present teams, their own requests left out: there they are a requester. */
export function isInTeamsOf(viewer: Viewer): Expression<SqlBool> {
  return sql<SqlBool>`(ticket.team_id = any(${teamIdsOf(viewer)}::bigint[])
    and ticket.requester_id <> ${viewer.id})`;
}

/** What the console lists: the tickets of a person's present teams, or all for an administrator. A part of what they may see. */
export function isInConsoleOf(viewer: Viewer): Expression<SqlBool> {
  return viewer.isAdministrator ? sql<SqlBool>`true` : isInTeamsOf(viewer);
}

/** The tickets a person may see, to be narrowed by whoever lists, counts or searches them. */
export function visibleTickets(db: Db, viewer: Viewer) {
  return db.selectFrom('ticket').where(isVisibleTo(viewer));
}

/** What decides the relation of a person to a ticket. */
export interface RelationFacts {
  readonly requesterId: number;
  readonly submittedById: number;
  readonly teamId: number;
  readonly isParticipant: boolean;
  readonly formerTeamIds: readonly number[];
}

/** What a person is to a ticket. On a ticket that is for them, an agent is only its requester. */
export function relationTo(viewer: Viewer, facts: RelationFacts): Relation {
  const isForThem = facts.requesterId === viewer.id;
  const membership = viewer.memberships.find((one) => one.teamId === facts.teamId);
  const isAgent = membership !== undefined && !isForThem;
  return {
    requester: isForThem || facts.submittedById === viewer.id,
    participant: facts.isParticipant,
    agent: isAgent,
    lead: isAgent && membership.role === 'lead',
    formerAgent:
      !isForThem &&
      viewer.memberships.some((membership) => facts.formerTeamIds.includes(membership.teamId)),
    administrator: viewer.isAdministrator,
  };
}

/** A ticket somebody may see, as it stands, and what they are to it. */
export interface TicketAccess extends RelationFacts {
  readonly number: number;
  readonly state: TicketState;
  readonly teamCode: string;
  readonly relation: Relation;
}

/** The only way in to one ticket: what one may not see does not exist. */
export async function accessTicket(db: Db, viewer: Viewer, number: number): Promise<TicketAccess> {
  const row = await visibleTickets(db, viewer)
    .innerJoin('team', 'team.id', 'ticket.team_id')
    .select([
      'ticket.number',
      'ticket.state',
      'team.code as team_code',
      'ticket.requester_id',
      'ticket.submitted_by_id',
      'ticket.team_id',
      isParticipant(viewer.id).as('is_participant'),
      formerTeamIds.as('former_team_ids'),
    ])
    .where('ticket.number', '=', number)
    .executeTakeFirst();
  if (row === undefined) throw new NotFound(`ticket ${String(number)}`);
  const facts = {
    requesterId: row.requester_id,
    submittedById: row.submitted_by_id,
    teamId: row.team_id,
    isParticipant: row.is_participant,
    formerTeamIds: row.former_team_ids,
  };
  const { state, team_code: teamCode } = row;
  return { number: row.number, state, teamCode, ...facts, relation: relationTo(viewer, facts) };
}

/** Whether a person was added to the ticket in the row. */
export function isParticipant(personId: number) {
  return sql<boolean>`exists (select 1 from ticket_participant
    where ticket_participant.ticket_number = ticket.number
      and ticket_participant.person_id = ${personId})`;
}

/** The teams that had the ticket in the row before its present one. */
export const formerTeamIds = sql<number[]>`array(select ticket_team.team_id from ticket_team
  where ticket_team.ticket_number = ticket.number and ticket_team.until is not null)`;

/** Opens the teams' side of a ticket: its notes and its history. */
export function readsTeamSide(access: TicketAccess, viewer: Viewer): boolean {
  if (access.requesterId === viewer.id) return false;
  const { relation } = access;
  return relation.agent || relation.formerAgent || relation.administrator;
}

/**
 * Which rows of `ticket_note` a person may read. The present team reads all of them; a former team reads those
 * written until the ticket left it, and its own; nobody reads the notes on a ticket that is for them.
 */
export function isNoteVisibleTo(viewer: Viewer, access: TicketAccess): Expression<SqlBool> {
  if (!readsTeamSide(access, viewer)) return sql<SqlBool>`false`;
  if (access.relation.agent || access.relation.administrator) return sql<SqlBool>`true`;
  return sql<SqlBool>`(ticket_note.team_id = any(${teamIdsOf(viewer)}::bigint[]) or exists (
    select 1 from ticket_team
    where ticket_team.ticket_number = ticket_note.ticket_number
      and ticket_team.team_id = any(${teamIdsOf(viewer)}::bigint[])
      and ticket_note.created_at <= ticket_team.until))`;
}
