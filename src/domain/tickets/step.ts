import type { Tables } from '../tables.ts';
import type { TicketChange } from './changes.ts';
import type { Act, ActInput, Decision } from './transition.ts';

/** What somebody says with an act, for everybody on the ticket. */
export interface NewMessage {
  readonly kind: Tables['ticket_message']['kind'];
  readonly body: string;
  readonly items?: readonly string[];
}

/** What somebody writes for the teams only. */
export interface NewNote {
  readonly kind: Tables['ticket_note']['kind'];
  readonly body: string;
}

/** One act, with what goes with it. */
export interface Step {
  readonly act: Act;
  readonly input?: ActInput;
  readonly message?: NewMessage;
  readonly note?: NewNote;
  readonly change?: TicketChange;
}

/** A step the transition table allows, with what it makes of the ticket. */
export type AllowedStep = {
  readonly step: Step;
  readonly decision: Extract<Decision, { outcome: 'allowed' }>;
};
