import { type Draft, findDrafts } from '../../domain/drafts/drafts.ts';
import { listStagedAtPlaces, type StagedByPlace } from '../../domain/files/staged-at-places.ts';
import type { Viewer } from '../../domain/people/person.ts';
import type { Db } from '../../domain/tables.ts';
import { readThread, type Thread } from '../../domain/tickets/thread.ts';
import type { TicketAccess } from '../../domain/tickets/ticket-access.ts';
import { readTicket, type TicketDetails } from '../../domain/tickets/ticket-queries.ts';
import { type ReadSoFar, readSoFar } from '../../domain/tickets/ticket-reading.ts';
import {
  type Actor,
  decide,
  possibleActs,
  type Relation,
} from '../../domain/tickets/transition.ts';
import { readTogether } from '../../platform/db/read-together.ts';
import {
  draftPlaceOf,
  type FormName,
  formNames,
  type RequesterAct,
  requesterActs,
} from './ticket-forms.ts';

/** Everything the requester's page of a ticket shows. */
export interface TicketView extends ReadSoFar {
  readonly ticket: TicketDetails;
  readonly thread: Thread;
  readonly relation: Relation;
  readonly viewerId: number;
  /** What this person may do here, as the one transition table says. */
  readonly acts: readonly RequesterAct[];
  /** What they write next opens a new ticket linked to this one. */
  readonly opensNewTicket: boolean;
  readonly drafts: Readonly<Partial<Record<FormName, Draft>>>;
  /** What waits to be sent with each form. */
  readonly staged: StagedByPlace;
}

/** Says whether a person follows a ticket for themselves; others read it in the console. */
export function followsForThemselves({ relation }: TicketAccess): boolean {
  return relation.requester || relation.participant;
}

/** Reads what the requester's page of a ticket shows, for somebody who was given access to it. */
export async function readTicketView(
  db: Db,
  { viewer, access }: { viewer: Viewer; access: TicketAccess },
  now: Temporal.Instant,
): Promise<TicketView> {
  const { number, relation } = access;
  const mine = { personId: viewer.id, number };
  const [ticket, thread, drafts, staged, before] = await readTogether(db, (one) =>
    Promise.all([
      readTicket(one, { viewer, access }, now),
      readThread(one, access),
      readDrafts(one, mine),
      readStaged(one, mine),
      readSoFar(one, mine),
    ]),
  );
  const actor: Actor = { kind: 'person', id: viewer.id, relation };
  return {
    ...before,
    ...{ ticket, thread, relation, drafts, staged },
    viewerId: viewer.id,
    acts: actsOf(ticket, actor, now),
    opensNewTicket:
      decide(ticket.facts, actor, { act: 'complete', now }).outcome === 'continue_in_new_ticket',
  };
}

/** An agent who filed it for somebody is on the requester's side here: what they do as an agent is in the console. */
function actsOf(ticket: TicketDetails, actor: Actor, now: Temporal.Instant): RequesterAct[] {
  const possible = possibleActs(ticket.facts, actor, now);
  return requesterActs.filter(
    (act) => possible.includes(act) && !(act === 'reopen' && ticket.state !== 'closed'),
  );
}

/** Reads the files that wait on the forms of a ticket. */
export function readStaged(
  db: Db,
  { personId, number }: { personId: number; number: number },
): Promise<StagedByPlace> {
  return listStagedAtPlaces(db, { personId, prefix: `ticket:${String(number)}:` });
}

async function readDrafts(
  db: Db,
  { personId, number }: { personId: number; number: number },
): Promise<Partial<Record<FormName, Draft>>> {
  const kept = await findDrafts(db, personId, `ticket:${String(number)}:`);
  const pairs = formNames.flatMap((form) => {
    const draft = kept.find(({ place }) => place === draftPlaceOf(number, form));
    return draft === undefined ? [] : [[form, draft] as const];
  });
  return Object.fromEntries(pairs);
}
