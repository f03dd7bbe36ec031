import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { findProfileCard } from '../../domain/people/person-queries.ts';
import { refusalOf } from '../../domain/teams/member-rules.ts';
import { type PlaceOutcome, placeMember } from '../../domain/teams/place-member.ts';
import { renameTeam } from '../../domain/teams/rename-team.ts';
import type { TeamRole } from '../../domain/teams/team.ts';
import { listKeptTeams } from '../../domain/teams/team-editing.ts';
import { activeMembers, listTeamMembers } from '../../domain/teams/team-queries.ts';
import { removeMember } from '../../domain/tickets/remove-member.ts';
import { loadsOf } from '../../domain/tickets/team-load.ts';
import { paths } from '../../paths.ts';
import { Conflict, NotFound } from '../../platform/errors.ts';
import { isBlank } from '../../platform/text/clean.ts';
import { displayName } from '../../platform/text/people.ts';
import { viewerOf } from '../access.ts';
import { readForm } from '../forms.ts';
import { pageContext, seeOther, sendPage } from '../page-reply.ts';
import { sendAuditHistory } from './audit-history.tsx';
import { paramOf, say, seenVersion, tell, textOf } from './editing.ts';
import { teamNameLimit } from './team-page.tsx';
import { TeamRemovalPage } from './team-removal-page.tsx';
import { sendTeam, type TeamSentBack, teamOf } from './team-reply.tsx';
import { TeamsPage } from './teams-page.tsx';

const access = 'lead';
const [code, person] = [':code', ':personne'];

/** The teams: leads change theirs, administrators any. */
export function registerTeamDeskRoutes(app: FastifyInstance): void {
  const config = { access } as const;
  const acting = { access, returnTo: pageOf } as const;
  app.get(paths.teamDesk(), { config }, showTeams);
  app.get(paths.teamEditing(code), { config }, (request, reply) => sendTeam(request, reply));
  app.post(paths.teamEditing(code), { config: acting }, rename);
  app.post(paths.teamMembers(code), { config: acting }, add);
  app.post(paths.teamMember(code, person), { config: acting }, changeRole);
  app.get(paths.teamMemberEnd(code, person), { config }, showRemoval);
  app.post(paths.teamMemberEnd(code, person), { config: acting }, remove);
  app.get(paths.teamHistory(code), { config }, showHistory);
}

const pageOf = (request: FastifyRequest): string => paths.teamEditing(paramOf(request, 'code'));

function personIdOf(request: FastifyRequest): number {
  const id = paramOf(request, 'personne');
  if (!/^[1-9]\d{0,14}$/.test(id)) throw new NotFound('malformed id');
  return Number(id);
}

async function showTeams(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { db } = request.server;
  const kept = await listKeptTeams(db, viewerOf(request));
  const members = await listTeamMembers(db);
  const teams = kept.map((team) => ({
    ...team,
    members: members.filter(({ teamId }) => teamId === team.id),
  }));
  return sendPage(request, reply, <TeamsPage ctx={pageContext(request)} teams={teams} />);
}

/** Who changes which team, from the version their page showed. */
async function orderOf(request: FastifyRequest) {
  const { id: teamId } = await teamOf(request);
  const version = seenVersion(textOf(request.body, 'version'));
  return { editor: viewerOf(request), teamId, seenVersion: version };
}

/** Does a change, or comes back with why not when somebody was faster. */
async function unlessLate(
  request: FastifyRequest,
  reply: FastifyReply,
  { act, late = {} }: { act: () => Promise<FastifyReply>; late?: TeamSentBack },
): Promise<FastifyReply> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    return sendTeam(request, reply, { ...late, isLate: true });
  }
}

const nameForm = z.object({
  nom: z
    .string('admin:team.nameMissing')
    .transform((text) => text.replaceAll(/\s+/g, ' ').trim())
    .pipe(z.string().max(teamNameLimit))
    .refine((text) => !isBlank(text), 'admin:team.nameMissing'),
});

async function rename(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { db, clock } = request.server;
  const { t } = pageContext(request);
  const order = await orderOf(request);
  const typed = textOf(request.body, 'nom');
  const form = readForm(nameForm, request.body, t);
  if (!form.ok) return sendTeam(request, reply, { name: typed, errors: form.errors });
  const name = form.values.nom;
  return unlessLate(request, reply, {
    late: { name },
    act: async () => {
      const outcome = await renameTeam(db, { ...order, name }, clock());
      if (outcome === 'name_taken') {
        return sendTeam(request, reply, { name, errors: { nom: t('admin:team.nameTaken') } });
      }
      say(request, reply, 'admin:team.renamed');
      return seeOther(reply, pageOf(request));
    },
  });
}

const addForm = z.object({
  personne: z
    .string('admin:team.personMissing')
    .regex(/^[1-9]\d{0,14}$/, 'admin:team.personMissing')
    .transform(Number),
  role: z.enum(['agent', 'lead']),
});

async function add(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const order = await orderOf(request);
  const form = readForm(addForm, request.body, pageContext(request).t);
  if (!form.ok) return sendTeam(request, reply, { errors: form.errors });
  const { personne: personId, role } = form.values;
  return place(request, reply, { ...order, personId, role });
}

async function changeRole(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const order = await orderOf(request);
  const role = textOf(request.body, 'role') === 'lead' ? 'lead' : 'agent';
  return place(request, reply, { ...order, personId: personIdOf(request), role });
}

type Placing = Parameters<typeof placeMember>[1];

async function place(
  request: FastifyRequest,
  reply: FastifyReply,
  order: Placing,
): Promise<FastifyReply> {
  const { db, clock } = request.server;
  return unlessLate(request, reply, {
    act: async () =>
      answerPlace(request, reply, {
        outcome: await placeMember(db, order, clock()),
        order,
      }),
  });
}

async function answerPlace(
  request: FastifyRequest,
  reply: FastifyReply,
  {
    outcome: result,
    order,
  }: { outcome: PlaceOutcome; order: { personId: number; role: TeamRole } },
): Promise<FastifyReply> {
  const { t } = pageContext(request);
  if (result.outcome === 'refused') return sendTeam(request, reply, { refusal: result.reason });
  if (result.outcome === 'unknown_person') {
    return sendTeam(request, reply, { errors: { personne: t('admin:team.personGone') } });
  }
  const name = await nameOf(request, order.personId);
  tell(request, reply, t(`admin:team.done.${order.role}`, { name }));
  return seeOther(reply, order.role === 'lead' ? pageOf(request) : afterLeaving(request, order));
}

/** Whoever took themselves out, or leads no longer, does not see the page they come from. */
function afterLeaving(request: FastifyRequest, { personId }: { personId: number }): string {
  const { id, isAdministrator } = viewerOf(request);
  return id === personId && !isAdministrator ? paths.home() : pageOf(request);
}

async function nameOf(request: FastifyRequest, personId: number): Promise<string> {
  const found = await findProfileCard(request.server.db, personId);
  if (found === undefined) throw new NotFound('person');
  return displayName(found);
}

async function showRemoval(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { db } = request.server;
  const team = await teamOf(request);
  const personId = personIdOf(request);
  const members = await activeMembers(db, team.id);
  const member = members.find((one) => one.personId === personId);
  if (member === undefined) throw new NotFound('member');
  const load = (await loadsOf(db, team.id)).get(personId);
  const place = { personId, role: null };
  const refusal = refusalOf({ ...team, members }, place, viewerOf(request));
  const ctx = pageContext(request);
  return sendPage(request, reply, <TeamRemovalPage {...{ ctx, team, member, load, refusal }} />);
}

async function remove(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { db, clock } = request.server;
  const { t } = pageContext(request);
  const order = await orderOf(request);
  const personId = personIdOf(request);
  const name = await nameOf(request, personId);
  return unlessLate(request, reply, {
    act: async () => {
      const removal = await removeMember(db, { ...order, personId }, clock());
      if (removal.outcome === 'refused') {
        return sendTeam(request, reply, { refusal: removal.reason });
      }
      const freed =
        removal.freed > 0 ? ` ${t('admin:removal.isFreed', { count: removal.freed })}` : '';
      tell(request, reply, t('admin:removal.done', { name }) + freed);
      return seeOther(reply, afterLeaving(request, { personId }));
    },
  });
}

async function showHistory(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { id, code: team } = await teamOf(request);
  return sendAuditHistory(request, reply, {
    thing: `team:${String(id)}`,
    eyebrow: team,
    above: [
      { label: pageContext(request).t('admin:teams.title'), href: paths.teamDesk() },
      { label: team, href: paths.teamEditing(team) },
    ],
    older: (avant) => paths.teamHistory(team, { avant }),
  });
}
