/** The states of a ticket, in the order of its life. */
export const ticketStates = [
  'awaiting',
  'in_progress',
  'on_hold',
  'needs_information',
  'resolved',
  'closed',
  'cancelled',
] as const;
export type TicketState = (typeof ticketStates)[number];

/** States in which somebody still has something to do. */
export const liveStates = ['awaiting', 'in_progress', 'on_hold', 'needs_information'] as const;

export const priorities = ['low', 'normal', 'high', 'urgent'] as const;
export type Priority = (typeof priorities)[number];

/** « Êtes-vous bloqué ? » */
export const blockedAnswers = ['no', 'hindered', 'yes'] as const;
export type Blocked = (typeof blockedAnswers)[number];

/** « Qui est touché ? » */
export const impactAnswers = ['me', 'unit', 'site'] as const;
export type Impact = (typeof impactAnswers)[number];

/** How long a closed ticket may be reopened, in calendar days of 24 hours. */
export const reopenableDays = 30;

/** Working days without an answer after which « À compléter » is resolved « sans réponse ». */
export const expiryWorkingDays = 10;

/** Working days between a resolution nobody contests and the closing. */
export const closingWorkingDays = 10;

/** The facts a decision on a ticket rests on. */
export interface TicketFacts {
  readonly state: TicketState;
  readonly teamId: number;
  readonly categoryId: number;
  readonly priority: Priority;
  readonly holderId: number | null;
  readonly assigneeId: number | null;
  /** The holder can no longer work on it: left, disabled, or no longer in the team. */
  readonly holderHasLeft: boolean;
  readonly closedAt: Temporal.Instant | null;
}

/** True while somebody still has something to do on the ticket. */
export function isLive(state: TicketState): boolean {
  return liveStates.some((live) => live === state);
}

/** The priority that follows from what the requester answers about a problem. */
export function priorityOfProblem(blocked: Blocked, impact: Impact): Priority {
  if (blocked === 'yes' && impact === 'site') return 'urgent';
  if (blocked === 'yes' && impact === 'unit') return 'high';
  if (blocked === 'hindered' && impact === 'site') return 'high';
  if (blocked === 'no' && impact === 'me') return 'low';
  return 'normal';
}

/** The instant until which a closed ticket may be reopened. */
export function reopenableUntil(closedAt: Temporal.Instant): Temporal.Instant {
  return closedAt.add({ hours: reopenableDays * 24 });
}
