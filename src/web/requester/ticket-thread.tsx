import type {
  ThreadAct as ActEntry,
  ThreadMessage as MessageEntry,
  ThreadEntry,
} from '../../domain/tickets/thread.ts';
import type { Name } from '../../domain/tickets/ticket-summary.ts';
import { initials } from '../../platform/text/people.ts';
import type { IconName } from '../../ui/icon.tsx';
import { Thread, ThreadEvent, ThreadMessage, type ThreadRole } from '../../ui/thread.tsx';
import { AttachedFiles } from '../file-fields.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { actorName, sentenceOf, shownDate } from '../ticket-words.ts';
import type { TicketView } from './ticket-view.ts';

/** On paper files are names: there is nothing to open. */
type Props = { ctx: PageContext; view: TicketView; isPrinted?: boolean };

/** Everything said to everybody on a ticket, the description first, and what was done in public. */
export function TicketThread({ ctx, view, isPrinted = false }: Props) {
  return (
    <Thread label={ctx.t('ticket:page.thread')}>
      <Description {...{ ctx, view, isPrinted }} />
      {view.thread.entries.map((entry, index) => (
        <Entry
          key={`${entry.entry}-${String(entry.eventId)}`}
          {...{ ctx, view, entry, isPrinted }}
          isSaid={isSaidAfter(view.thread.entries, index)}
        />
      ))}
    </Thread>
  );
}

/** An act whose words follow it in the thread; both come from one event. */
function isSaidAfter(entries: readonly ThreadEntry[], index: number): boolean {
  const next = entries[index + 1];
  return next?.entry === 'message' && next.eventId === entries[index]?.eventId;
}

function Description({ ctx, view, isPrinted }: Props) {
  const { ticket, viewerId } = view;
  const { submittedBy } = ticket;
  return (
    <ThreadMessage
      id="description"
      author={actorName(submittedBy, ctx)}
      initials={initials(submittedBy)}
      role={roleOf(view, submittedBy)}
      date={shownDate(ticket.submittedAt, ctx.lang)}
      text={ticket.description}
      own={submittedBy.id === viewerId}
    >
      <AttachedFiles {...{ ctx, isPrinted }} files={ticket.files} />
    </ThreadMessage>
  );
}

/** Acts whose message says it all, under a heading of its own. */
const toldByMessage: ReadonlySet<string> = new Set(['ask', 'resolve']);

function Entry({
  ctx,
  view,
  entry,
  isSaid,
  isPrinted,
}: Props & { entry: ThreadEntry; isSaid: boolean }) {
  if (entry.entry === 'message') return <Message {...{ ctx, view, entry, isPrinted }} />;
  // Notes are the teams': readThread never gives one.
  if (entry.entry === 'note') return null;
  const { act } = entry.event;
  if (act === 'submit' || (isSaid && toldByMessage.has(act))) return null;
  return <Done ctx={ctx} view={view} entry={entry} />;
}

const icons: Partial<Record<string, IconName>> = {
  take: 'hand',
  transfer: 'transfer',
  hold: 'pause',
  resume: 'play',
  resolve: 'checkCircle',
  expire: 'hourglass',
  confirm: 'check',
  contest: 'undo',
  reopen: 'undo',
  cancel: 'crossCircle',
  close: 'archive',
  extend: 'hourglass',
};

function Done({ ctx, view, entry }: Props & { entry: ActEntry }) {
  const { event, actor } = entry;
  return (
    <ThreadEvent icon={icons[event.act] ?? 'history'} date={shownDate(event.at, ctx.lang)}>
      {sentenceOf(event, { actor, names: view.thread.names }, ctx)}
    </ThreadEvent>
  );
}

function Message({ ctx, view, entry, isPrinted }: Props & { entry: MessageEntry }) {
  const { author, kind, items } = entry;
  const isOwn = author?.id === view.viewerId;
  const isNew = !isOwn && entry.eventId > view.lastReadEventId;
  return (
    <ThreadMessage
      id={`message-${String(entry.messageId)}`}
      author={actorName(author, ctx)}
      {...(author === null ? {} : { initials: initials(author) })}
      role={entry.side === 'requester' && author !== null ? roleOf(view, author) : sideRole(entry)}
      kind={kind === 'question' || kind === 'resolution' ? kind : 'message'}
      date={shownDate(entry.at, ctx.lang)}
      text={entry.body}
      own={isOwn}
      unread={isNew ? ctx.t('ticket:page.new') : undefined}
    >
      <MissingItems items={items} />
      <AttachedFiles {...{ ctx, isPrinted }} files={entry.files} />
    </ThreadMessage>
  );
}

const sideRole = ({ side }: MessageEntry): ThreadRole => (side === 'team' ? 'agent' : side);

function roleOf({ ticket }: TicketView, person: Pick<Name, 'id'>): ThreadRole {
  if (person.id === ticket.requester.id) return 'requester';
  return person.id === ticket.submittedBy.id ? 'submitter' : 'participant';
}

/** What is missing, one thing a line. */
export function MissingItems({ items }: { items: readonly string[] }) {
  if (items.length === 0) return null;
  return (
    <ul>
      {items.map((item, index) => (
        <li key={index} dir="auto">
          {item}
        </li>
      ))}
    </ul>
  );
}
