import type { FastifyReply, FastifyRequest } from 'fastify';
import { searchPeople } from '../../domain/people/person-queries.ts';
import type { MemberRefusal } from '../../domain/teams/member-rules.ts';
import { findKeptTeam, type KeptTeam } from '../../domain/teams/team-editing.ts';
import { activeMembers } from '../../domain/teams/team-queries.ts';
import { loadsOf } from '../../domain/tickets/team-load.ts';
import { viewerOf } from '../access.ts';
import { pageContext, sendPage } from '../page-reply.ts';
import { recentItems } from './audit-history.tsx';
import { paramOf, seenVersion, textOf } from './editing.ts';
import { TeamPage } from './team-page.tsx';

/** Finds the team an address names, when this person looks after it. */
export function teamOf(request: FastifyRequest): Promise<KeptTeam> {
  return findKeptTeam(request.server.db, viewerOf(request), paramOf(request, 'code'));
}

/** Why a form comes back instead of being done. */
export type TeamSentBack = {
  name?: string;
  errors?: Readonly<Record<string, string>>;
  isLate?: boolean;
  refusal?: MemberRefusal;
};

const mostFound = 8;

/** Answers with the page of a team, as it stands or with what was sent and why it was not done. */
export async function sendTeam(
  request: FastifyRequest,
  reply: FastifyReply,
  { name, errors, isLate = false, refusal }: TeamSentBack = {},
): Promise<FastifyReply> {
  const { db } = request.server;
  const ctx = pageContext(request);
  const team = await teamOf(request);
  const members = await activeMembers(db, team.id);
  const text = (textOf(request.query, 'qui') || textOf(request.body, 'qui')).trim().slice(0, 200);
  const people = text === '' ? [] : await searchPeople(db, text, mostFound + members.length);
  const inTeam = new Set(members.map(({ personId }) => personId));
  const found = people.filter(({ id }) => !inTeam.has(id)).slice(0, mostFound);
  const missed = team.version - seenVersion(textOf(request.body, 'version'));
  const page = (
    <TeamPage
      {...{ ctx, team, members, errors }}
      loads={await loadsOf(db, team.id)}
      search={text === '' ? null : { text, found }}
      name={name ?? team.name}
      late={
        isLate ? await recentItems(request, { thing: `team:${String(team.id)}`, missed }) : null
      }
      refusal={refusal ?? null}
    />
  );
  return sendPage(request, reply, page, isLate || refusal ? 409 : errors ? 422 : 200);
}
