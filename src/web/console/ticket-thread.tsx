import type { ThreadMessage as Message, ThreadEntry } from '../../domain/tickets/thread.ts';
import type { TicketEvent } from '../../domain/tickets/ticket-event.ts';
import type { Workbench } from '../../domain/tickets/workbench.ts';
import { initials } from '../../platform/text/people.ts';
import { Section } from '../../ui/arrangement.tsx';
import {
  Thread,
  ThreadEvent,
  ThreadMessage,
  ThreadNote,
  type ThreadRole,
} from '../../ui/thread.tsx';
import { AttachedFiles } from '../file-fields.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { actorName, shownDate } from '../ticket-words.ts';
import { actIcons, describeEvent, type EventContext } from './describe-event.ts';

type Props = { ctx: PageContext; bench: Workbench };

/** What a question lists as missing, one thing a line. */
function Items({ ctx, items }: { ctx: PageContext; items: readonly string[] }) {
  if (items.length === 0) return null;
  return (
    <>
      <p>{ctx.t('console:thread.items')}</p>
      <ul>
        {items.map((item, index) => (
          // The order is the identity of an item: two may be the same words.
          <li key={index} dir="auto">
            {item}
          </li>
        ))}
      </ul>
    </>
  );
}

const kinds = { question: 'question', resolution: 'resolution' } as const;

/** Something said on the ticket, by either side. */
export function Said({
  ctx,
  bench,
  message,
  place = 'message',
}: Props & { message: Message; place?: 'message' | 'conflict' }) {
  const { author, side, kind } = message;
  const isNew = message.eventId > bench.lastReadEventId && author?.id !== ctx.person?.id;
  const role = side === 'requester' ? roleOf(bench.ticket, author?.id) : 'agent';
  return (
    <ThreadMessage
      id={`${place}-${String(message.messageId)}`}
      author={actorName(author, ctx)}
      {...(author ? { initials: initials(author) } : {})}
      role={side === 'system' ? 'system' : role}
      date={shownDate(message.at, ctx.lang)}
      kind={kind === 'question' || kind === 'resolution' ? kinds[kind] : 'message'}
      own={side === 'team'}
      text={message.body}
      unread={isNew ? ctx.t('console:thread.unread') : undefined}
    >
      <Items ctx={ctx} items={message.items} />
      <AttachedFiles ctx={ctx} files={message.files} />
    </ThreadMessage>
  );
}

/** On what account somebody who is of no team speaks: whoever filed for another may confirm, a participant may not. */
function roleOf(
  { requester, submittedBy }: Workbench['ticket'],
  id: number | undefined,
): ThreadRole {
  if (id === requester.id) return 'requester';
  return id === submittedBy.id ? 'submitter' : 'participant';
}

/** What the ticket says by itself: the first message of the thread. */
function Description({ ctx, bench }: Props) {
  const { ticket } = bench;
  const { requester, submittedBy } = ticket;
  const onBehalf = ctx.t('console:thread.onBehalf', {
    name: actorName(submittedBy, ctx),
    requester: actorName(requester, ctx),
  });
  return (
    <ThreadMessage
      id="description"
      author={actorName(ticket.isOnBehalf ? submittedBy : requester, ctx)}
      initials={initials(ticket.isOnBehalf ? submittedBy : requester)}
      role={ticket.isOnBehalf ? 'submitter' : 'requester'}
      {...(ticket.isOnBehalf ? { team: onBehalf } : {})}
      date={shownDate(ticket.submittedAt, ctx.lang)}
      text={ticket.description}
    >
      <AttachedFiles ctx={ctx} files={ticket.files} />
    </ThreadMessage>
  );
}

/** A question or an answer says by itself who did what; a hold or a reopening does not. */
function isSaidByItself(event: TicketEvent): boolean {
  return event.data.messageId !== undefined && ['ask', 'resolve'].includes(event.act);
}

function Entry({
  context,
  bench,
  entry,
}: {
  context: EventContext;
  bench: Workbench;
  entry: ThreadEntry;
}) {
  const { ctx } = context;
  switch (entry.entry) {
    case 'message':
      return <Said ctx={ctx} bench={bench} message={entry} />;
    case 'note':
      return (
        <ThreadNote
          id={`note-${String(entry.eventId)}`}
          author={actorName(entry.author, ctx)}
          team={entry.teamCode}
          date={shownDate(entry.at, ctx.lang)}
          text={entry.body}
        >
          <AttachedFiles ctx={ctx} files={entry.files} isInternal />
        </ThreadNote>
      );
    case 'act':
      return (
        <ThreadEvent icon={actIcons[entry.event.act]} date={shownDate(entry.event.at, ctx.lang)}>
          {describeEvent(context, entry.event, entry.actor)}
        </ThreadEvent>
      );
  }
}

/** Everything said and done on a ticket, in order: what the requester reads, and what only the teams do. */
export function TicketThread({ ctx, bench }: Props) {
  const context = { ctx, names: bench.thread.names, events: bench.thread.events };
  const shown = bench.thread.entries.filter(
    (entry) =>
      entry.entry !== 'act' || (entry.event.act !== 'submit' && !isSaidByItself(entry.event)),
  );
  return (
    <Section id="echanges" title={ctx.t('console:thread.title')}>
      <Thread>
        <Description ctx={ctx} bench={bench} />
        {shown.map((entry) => (
          <Entry
            key={`${entry.entry}-${String(entry.eventId)}`}
            context={context}
            bench={bench}
            entry={entry}
          />
        ))}
      </Thread>
    </Section>
  );
}
