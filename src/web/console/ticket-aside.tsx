import type { LinkedTicket, Workbench } from '../../domain/tickets/workbench.ts';
import { paths } from '../../paths.ts';
import { formatDate } from '../../platform/text/dates.ts';
import { displayName, fullName } from '../../platform/text/people.ts';
import { Muted, Stack } from '../../ui/arrangement.tsx';
import { Link } from '../../ui/button.tsx';
import { Card, type Description, DescriptionList } from '../../ui/surface.tsx';
import { StateTag } from '../../ui/tag.tsx';
import { DeskWords } from '../desk-lang.tsx';
import type { PageContext } from '../layout/page-context.ts';

type Props = { ctx: PageContext; bench: Workbench };

/** Only what is known: an empty line tells nobody anything. */
const known = (items: (Description | null)[]): Description[] =>
  items.filter(
    (item) => item !== null && item.value !== '' && item.value !== null,
  ) as Description[];

function phoneLink(phone: string) {
  if (phone === '') return '';
  return <Link href={`tel:${phone.replaceAll(/[^\d+]/g, '')}`}>{phone}</Link>;
}

function Requester({ ctx, bench }: Props) {
  const { t } = ctx;
  const contact = bench.ticket.requesterContact;
  const items = known([
    {
      term: t('console:aside.email'),
      value: <Link href={`mailto:${contact.email}`}>{contact.email}</Link>,
    },
    { term: t('console:aside.phone'), value: phoneLink(contact.phone) },
    { term: t('console:aside.site'), value: contact.siteName },
    { term: t('console:aside.room'), value: contact.room },
    { term: t('console:aside.unit'), value: contact.organisationUnitName },
    { term: t('profile:contact.otherUnits'), value: contact.otherUnitNames.join(', ') },
  ]);
  return (
    <Card as="section" title={t('console:aside.requester')} icon="person">
      <p>
        <strong>{fullName(contact)}</strong>
      </p>
      <DescriptionList items={items} />
    </Card>
  );
}

function Facts({ ctx, bench }: Props) {
  const { t } = ctx;
  const { ticket } = bench;
  const contact = ticket.requesterContact;
  // What the requester gave with the ticket is told when it is not what the directory says.
  const given = (value: string, usual: string | null) =>
    value === '' || value === usual ? '' : value;
  const items = known([
    {
      term: t('console:aside.nature'),
      value: <DeskWords ctx={ctx}>{ticket.categoryName}</DeskWords>,
    },
    {
      term: t('console:aside.family'),
      value: <DeskWords ctx={ctx}>{ticket.familyName}</DeskWords>,
    },
    { term: t('console:aside.site'), value: given(ticket.site?.name ?? '', contact.siteName) },
    { term: t('console:aside.room'), value: given(ticket.room, contact.room) },
    {
      term: t('console:aside.phone'),
      value: phoneLink(given(ticket.phone, contact.phone)),
    },
    ticket.blocked && {
      term: t('console:aside.blocked'),
      value: t(`ticket:blocked.${ticket.blocked}`),
    },
    ticket.impact && {
      term: t('console:aside.impact.label'),
      value: t(`console:aside.impact.${ticket.impact}`),
    },
    ticket.isOnBehalf
      ? { term: t('console:aside.submittedBy'), value: displayName(ticket.submittedBy) }
      : null,
    {
      term: t('console:aside.participants'),
      value: ticket.participants.map(displayName).join(', '),
    },
  ]);
  return (
    <Card as="section" title={t('console:aside.ticket')} icon="file">
      <DescriptionList items={items} />
    </Card>
  );
}

function Line({
  ctx,
  ticket,
  children,
}: {
  ctx: PageContext;
  ticket: Pick<LinkedTicket, 'number' | 'subject' | 'state' | 'outcome'>;
  children?: string;
}) {
  return (
    <div>
      <Link href={paths.consoleTicket(ticket.number)}>
        {ctx.t('console:aside.number', { number: ticket.number })}
      </Link>
      {children && <Muted> {children}</Muted>}
      <p dir="auto">{ticket.subject}</p>
      <StateTag
        state={ticket.state}
        detail={ticket.outcome === 'no_answer' ? ctx.t('ticket:stateDetail.noAnswer') : undefined}
      />
    </div>
  );
}

function Linked({ ctx, bench }: Props) {
  if (bench.linked.length === 0) return null;
  return (
    <Card as="section" title={ctx.t('console:aside.linked')} icon="swap">
      <Stack gap="sm">
        {bench.linked.map((ticket) => (
          <Line key={ticket.number} ctx={ctx} ticket={ticket}>
            {ctx.t(`console:aside.${ticket.link}`)}
          </Line>
        ))}
      </Stack>
    </Card>
  );
}

function Recent({ ctx, bench }: Props) {
  const { t, lang } = ctx;
  return (
    <Card as="section" title={t('console:aside.recent')} icon="history">
      {bench.recent.length === 0 && <Muted>{t('console:aside.noRecent')}</Muted>}
      <Stack gap="sm">
        {bench.recent.map((ticket) => (
          <Line key={ticket.number} ctx={ctx} ticket={ticket}>
            {formatDate(ticket.submittedAt, { lang })}
          </Line>
        ))}
      </Stack>
    </Card>
  );
}

/** Who asks, how to reach them, what they said with the ticket, and what else they asked lately. */
export function TicketAside(props: Props) {
  return (
    <>
      <Requester {...props} />
      <Facts {...props} />
      <Linked {...props} />
      <Recent {...props} />
    </>
  );
}
