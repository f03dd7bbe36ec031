import { sql } from 'kysely';
import { readTogether } from '../../platform/db/read-together.ts';
import type { HoldReason } from '../catalogue/catalogue.ts';
import { listHoldReasons } from '../catalogue/catalogue-queries.ts';
import { type Draft, findDrafts } from '../drafts/drafts.ts';
import { listStagedAtPlaces, type StagedByPlace } from '../files/staged-at-places.ts';
import type { Viewer } from '../people/person.ts';
import type { Db } from '../tables.ts';
import type { TeamMember } from '../teams/team.ts';
import { activeMembers } from '../teams/team-queries.ts';
import { readHistory, type Thread } from './thread.ts';
import type { TicketState } from './ticket.ts';
import { readsTeamSide, type TicketAccess, visibleTickets } from './ticket-access.ts';
import {
  type RecentTicket,
  readTicket,
  recentTicketsOf,
  type TicketDetails,
} from './ticket-queries.ts';
import { type ReadSoFar, readSoFar } from './ticket-reading.ts';
import { readTransferChoices, type TransferChoices } from './transfer-choices.ts';
import { type Act, possibleActs } from './transition.ts';

/** Acts of the requester's side, done from their own page, and of the desk itself. */
const elsewhere: ReadonlySet<Act> = new Set([
  'complete',
  'confirm',
  'contest',
  'cancel',
  'expire',
  'close',
]);

/** Another ticket this one continues, or that continues it. */
export interface LinkedTicket {
  readonly number: number;
  readonly subject: string;
  readonly state: TicketState;
  readonly outcome: TicketDetails['outcome'];
  readonly link: 'continues' | 'continuedBy';
}

/** What the forms of the acts offer; empty for who may not act. */
export interface ActChoices {
  readonly holdReasons: readonly HoldReason[];
  /** The people the ticket may be handed to. */
  readonly colleagues: readonly TeamMember[];
  readonly transfer: TransferChoices;
}

/** Everything somebody of the teams needs to see and do about one ticket. */
export interface Workbench extends ReadSoFar {
  readonly ticket: TicketDetails;
  /** Of the present team; of a former one; or only reading, as an administrator. */
  readonly standing: 'agent' | 'formerAgent' | 'reader';
  readonly isSubmitter: boolean;
  readonly acts: readonly Act[];
  readonly thread: Thread;
  readonly recent: readonly RecentTicket[];
  readonly linked: readonly LinkedTicket[];
  readonly drafts: readonly Draft[];
  /** What waits to be sent with each form. */
  readonly staged: StagedByPlace;
  readonly choices: ActChoices;
}

/** Where what is typed on a ticket of the console is kept. */
export function consoleDraftPlace(number: number, form: string): string {
  return `console:${String(number)}:${form}`;
}

/**
 * Opens a ticket for somebody of the teams who was given access to it. Null when they see it on the requester's side only.
 */
export async function readWorkbench(
  db: Db,
  { viewer, access }: { viewer: Viewer; access: TicketAccess },
  now: Temporal.Instant,
): Promise<Workbench | null> {
  if (!readsTeamSide(access, viewer)) return null;
  const { number, relation } = access;
  const isAgent = relation.agent;
  const [ticket, thread, before, recent, links, drafts, staged, choices] = await readTogether(
    db,
    (one) =>
      Promise.all([
        readTicket(one, { viewer, access }, now),
        readHistory(one, { viewer, access }),
        readSoFar(one, { number, personId: viewer.id }),
        recentTicketsOf(one, { viewer, access }),
        linkedTickets(one, viewer, number),
        findDrafts(one, viewer.id, consoleDraftPlace(number, '')),
        readConsoleStaged(one, { personId: viewer.id, number }),
        isAgent ? readActChoices(one, access) : noChoices,
      ]),
  );
  const actor = { kind: 'person' as const, id: viewer.id, relation };
  const acts = possibleActs(ticket.facts, actor, now).filter((act) => !elsewhere.has(act));
  return {
    ticket,
    standing: standingOf(access),
    isSubmitter: access.submittedById === viewer.id,
    ...before,
    ...{ acts, thread, recent, drafts, staged, choices },
    linked: links.map((row) => ({
      ...row,
      link: row.number === ticket.continuesNumber ? 'continues' : 'continuedBy',
    })),
  };
}

/** Reads the files that wait on the forms of a ticket of the console. */
export function readConsoleStaged(
  db: Db,
  { personId, number }: { personId: number; number: number },
): Promise<StagedByPlace> {
  return listStagedAtPlaces(db, { personId, prefix: consoleDraftPlace(number, '') });
}

function standingOf({ relation }: TicketAccess): Workbench['standing'] {
  if (relation.agent) return 'agent';
  return relation.formerAgent ? 'formerAgent' : 'reader';
}

const noChoices: ActChoices = {
  holdReasons: [],
  colleagues: [],
  transfer: { categories: [], teams: [], present: { categoryId: 0, teamId: 0 } },
};

/** Reads what the forms of the acts offer to a member of the ticket's team. */
export async function readActChoices(db: Db, access: TicketAccess): Promise<ActChoices> {
  const [members, holdReasons, transfer] = await readTogether(db, (one) =>
    Promise.all([
      activeMembers(one, access.teamId),
      listHoldReasons(one),
      readTransferChoices(one, access),
    ]),
  );
  return {
    ...{ holdReasons, transfer },
    // On a ticket that is for them, a member of the team is only its requester.
    colleagues: members.filter((member) => member.personId !== access.requesterId),
  };
}

/** Finds the tickets that one continues, or that continue it, among those the viewer sees. */
function linkedTickets(
  db: Db,
  viewer: Viewer,
  number: number,
): Promise<Omit<LinkedTicket, 'link'>[]> {
  const linked = sql<number>`any(array(
    select continues_number from ticket where number = ${number} and continues_number is not null
    union all select number from ticket where continues_number = ${number}))`;
  return visibleTickets(db, viewer)
    .select(['ticket.number', 'ticket.subject', 'ticket.state', 'ticket.outcome'])
    .where('ticket.number', '=', linked)
    .orderBy('ticket.number')
    .execute();
}
