import type { ThreadEntry } from '../../domain/tickets/thread.ts';
import type { TicketEvent } from '../../domain/tickets/ticket-event.ts';
import type { Workbench } from '../../domain/tickets/workbench.ts';
import { Link } from '../../ui/button.tsx';
import { LinkedText } from '../../ui/linkify.tsx';
import { Disclosure, Timeline, type TimelineItem } from '../../ui/surface.tsx';
import { DateShown } from '../../ui/thread.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { shownDate } from '../ticket-words.ts';
import { actIcons, describeEvent, type EventContext, explainEvent } from './describe-event.ts';

type Words = Exclude<ThreadEntry, { entry: 'act' }>;

/** What was written with an event, if anything: the thread shows it in full. */
function wordsOf(bench: Workbench, event: TicketEvent): Words | undefined {
  return bench.thread.entries.find(
    (entry): entry is Words => entry.entry !== 'act' && entry.eventId === event.id,
  );
}

function Detail({
  ctx,
  why,
  words,
}: {
  ctx: PageContext;
  why: string | null;
  words: Words | undefined;
}) {
  const link = (id: string) => <Link href={`#${id}`}>{ctx.t('console:history.words')}</Link>;
  return (
    <>
      {why && <p>{why}</p>}
      {words?.entry === 'message' && link(`message-${String(words.messageId)}`)}
      {words?.entry === 'note' && words.kind === 'note' && link(`note-${String(words.eventId)}`)}
      {words?.entry === 'note' && words.kind === 'transfer' && <LinkedText text={words.body} />}
    </>
  );
}

function itemOf(context: EventContext, bench: Workbench, event: TicketEvent): TimelineItem {
  const { ctx, names } = context;
  const who = event.actorId === null ? null : (names.people.get(event.actorId) ?? null);
  const why = explainEvent(context, event);
  const words = wordsOf(bench, event);
  return {
    key: event.id,
    icon: actIcons[event.act],
    date: <DateShown date={shownDate(event.at, ctx.lang)} />,
    text: describeEvent(context, event, who),
    ...(why !== null || words !== undefined
      ? { detail: <Detail ctx={ctx} why={why} words={words} /> }
      : {}),
  };
}

/** Who did what, when and why, from the filing on: the reason of the ventilation included. */
export function TicketHistory({ ctx, bench }: { ctx: PageContext; bench: Workbench }) {
  const { events, names } = bench.thread;
  const items = events.map((event) => itemOf({ ctx, names, events }, bench, event));
  return (
    <section aria-labelledby="historique-titre">
      <h2 class="ds-sr-only" id="historique-titre">
        {ctx.t('console:history.title')}
      </h2>
      <Disclosure
        summary={`${ctx.t('console:history.title')} (${String(items.length)})`}
        icon="history"
        id="historique"
        look="panel"
      >
        <Timeline label={ctx.t('console:history.label')} items={items} />
      </Disclosure>
    </section>
  );
}
