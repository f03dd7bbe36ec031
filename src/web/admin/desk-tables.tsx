import type { AuditEntry } from '../../domain/audit/audit-queries.ts';
import { defaultCalendar } from '../../domain/calendar/calendar.ts';
import { usualDayMinutes } from '../../domain/calendar/working-time.ts';
import { type Category, type Family, type HoldReason } from '../../domain/catalogue/catalogue.ts';
import type { RoutingRule } from '../../domain/routing/choose-team.ts';
import { describeCondition } from '../../domain/routing/describe-condition.ts';
import { formatDateTime } from '../../platform/text/dates.ts';
import { formatDelay } from '../../platform/text/delays.ts';
import { displayName } from '../../platform/text/people.ts';
import { Table } from '../../ui/table.tsx';
import { Tag } from '../../ui/tag.tsx';
import type { Lang, TextKey } from '../../ui/texts.ts';
import type { PageContext } from '../layout/page-context.ts';
import type { DeskView } from './desk-view.ts';

type Props = { ctx: PageContext; desk: DeskView };
type ShownTeam = DeskView['teams'][number];

/** The teams and who answers in them. */
export function TeamsTable({ ctx, desk }: Props) {
  const { t } = ctx;
  return (
    <Table<ShownTeam>
      caption={t('admin:teams.title')}
      captionHidden
      rows={[...desk.teams]}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'code',
          header: t('admin:teams.code'),
          rowHeader: true,
          nowrap: true,
          cell: ({ code }) => code,
        },
        {
          key: 'name',
          header: t('admin:teams.name'),
          cell: ({ name, isTriage }) => (
            <>
              {name}
              {isTriage && (
                <>
                  <br />
                  <span class="muted">{t('admin:teams.triage')}</span>
                </>
              )}
            </>
          ),
        },
        {
          key: 'members',
          header: t('admin:teams.members'),
          cell: (team) => <Members ctx={ctx} team={team} />,
        },
      ]}
    />
  );
}

function Members({ ctx, team }: { ctx: PageContext; team: ShownTeam }) {
  const { t } = ctx;
  if (team.members.length === 0) {
    return (
      <Tag tone="warning" icon="warning">
        {t('admin:teams.nobody')}
      </Tag>
    );
  }
  const names = team.members.map((member) =>
    member.role === 'lead'
      ? t('admin:teams.lead', { name: displayName(member) })
      : displayName(member),
  );
  return <>{names.join(', ')}</>;
}

/** A promise in working time: « 2 jours ouvrés », « 4 h ». */
function promiseWords(minutes: number, lang: Lang): string {
  const day = usualDayMinutes(defaultCalendar);
  const rest = minutes % day;
  const parts = {
    days: Math.floor(minutes / day),
    hours: Math.floor(rest / 60),
    minutes: rest % 60,
  };
  return formatDelay({ kind: 'left', ...parts }, lang);
}

/** The natures of the catalogue, their team and their promises. */
export function CategoriesTable({ ctx, desk }: Props) {
  const { t, lang } = ctx;
  const { families, unknown } = desk.catalogue;
  const rows: { category: Category; family: Family | null }[] = [
    ...families.flatMap((family) => family.categories.map((category) => ({ category, family }))),
    ...(unknown === null ? [] : [{ category: unknown, family: null }]),
  ];
  const teamCode = (id: number | null) =>
    desk.teams.find((team) => team.id === id)?.code ?? t('admin:categories.byTriage');
  return (
    <Table
      caption={t('admin:categories.title')}
      captionHidden
      rows={rows}
      rowKey={({ category }) => category.id}
      columns={[
        {
          key: 'name',
          header: t('admin:categories.name'),
          rowHeader: true,
          cell: ({ category }) => category.name,
        },
        {
          key: 'family',
          header: t('admin:categories.family'),
          cell: ({ family }) => family?.name ?? '–',
        },
        {
          key: 'team',
          header: t('admin:categories.team'),
          nowrap: true,
          cell: ({ category }) => teamCode(category.teamId),
        },
        {
          key: 'take',
          header: t('admin:categories.take'),
          cell: ({ category }) => promiseWords(category.takeMinutes, lang),
        },
        {
          key: 'resolve',
          header: t('admin:categories.resolve'),
          cell: ({ category }) => promiseWords(category.resolveMinutes, lang),
        },
      ]}
    />
  );
}

/** The rules of the ventilation, in the order they are tried. */
export function RulesTable({ ctx, desk }: Props) {
  const { t, lang } = ctx;
  if (desk.rules.length === 0) return <p>{t('admin:rules.empty')}</p>;
  const teamCode = (id: number) => desk.teams.find((team) => team.id === id)?.code ?? '–';
  return (
    <Table<RoutingRule>
      caption={t('admin:rules.title')}
      captionHidden
      rows={[...desk.rules]}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'position',
          header: t('admin:rules.position'),
          align: 'end',
          cell: ({ position }) => position,
        },
        {
          key: 'label',
          header: t('admin:rules.label'),
          rowHeader: true,
          cell: ({ label }) => label,
        },
        {
          key: 'condition',
          header: t('admin:rules.condition'),
          cell: ({ condition }) => describeCondition(condition, desk.names, lang),
        },
        {
          key: 'team',
          header: t('admin:rules.team'),
          nowrap: true,
          cell: ({ teamId }) => teamCode(teamId),
        },
        { key: 'state', header: t('admin:rules.state'), cell: (rule) => t(stateOfRule(rule)) },
      ]}
    />
  );
}

function stateOfRule({ active, teamActive }: RoutingRule): TextKey {
  if (!active) return 'admin:rules.inactive';
  return teamActive ? 'admin:rules.active' : 'admin:rules.teamClosed';
}

/** Why a ticket may wait, and what it does to its délai. */
export function HoldReasonsTable({ ctx, desk }: Props) {
  const { t } = ctx;
  return (
    <Table<HoldReason>
      caption={t('admin:holds.title')}
      captionHidden
      rows={[...desk.holdReasons]}
      rowKey={({ id }) => id}
      columns={[
        { key: 'name', header: t('admin:holds.name'), rowHeader: true, cell: ({ name }) => name },
        {
          key: 'clock',
          header: t('admin:holds.clock'),
          cell: ({ stopsClock }) => t(stopsClock ? 'admin:holds.stops' : 'admin:holds.runs'),
        },
        {
          key: 'date',
          header: t('admin:holds.date'),
          cell: ({ needsDate }) => t(needsDate ? 'admin:holds.needed' : 'admin:holds.optional'),
        },
      ]}
    />
  );
}

const knownActs = {
  'add-announcement': 'admin:audit.did.add-announcement',
  'edit-announcement': 'admin:audit.did.edit-announcement',
  'end-announcement': 'admin:audit.did.end-announcement',
  'move-announcement': 'admin:audit.did.move-announcement',
  'add-article': 'admin:audit.did.add-article',
  'change-article': 'admin:audit.did.change-article',
  'withdraw-article': 'admin:audit.did.withdraw-article',
  'restore-article': 'admin:audit.did.restore-article',
  'add-category': 'admin:audit.did.add-category',
  'add-family': 'admin:audit.did.add-family',
  'add-hold-reason': 'admin:audit.did.add-hold-reason',
  'add-organisation-unit': 'admin:audit.did.add-organisation-unit',
  'add-participant': 'admin:audit.did.add-participant',
  'add-person': 'admin:audit.did.add-person',
  'add-routing-rule': 'admin:audit.did.add-routing-rule',
  'add-site': 'admin:audit.did.add-site',
  'add-team': 'admin:audit.did.add-team',
  'add-team-member': 'admin:audit.did.add-team-member',
  'remove-team-member': 'admin:audit.did.remove-team-member',
  'set-team-lead': 'admin:audit.did.set-team-lead',
  'set-password': 'admin:audit.did.set-password',
  'update-profile': 'admin:audit.did.update-profile',
  'change-setting': 'admin:audit.did.change-setting',
  'describe-alternative': 'admin:audit.did.describe-alternative',
  'person-active': 'admin:audit.did.person-active',
  'person-disabled': 'admin:audit.did.person-disabled',
  'person-left': 'admin:audit.did.person-left',
} as const satisfies Record<string, TextKey>;

const isKnownAct = (act: string): act is keyof typeof knownActs => act in knownActs;

/** Who changed what in the desk's own settings. */
export function AuditTable({ ctx, desk }: Props) {
  const { t, lang } = ctx;
  if (desk.entries.length === 0) return <p>{t('admin:audit.empty')}</p>;
  return (
    <Table<AuditEntry>
      caption={t('admin:audit.title')}
      captionHidden
      rows={[...desk.entries]}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'at',
          header: t('admin:audit.at'),
          nowrap: true,
          cell: ({ at }) => <time dateTime={at.toString()}>{formatDateTime(at, { lang })}</time>,
        },
        {
          key: 'act',
          header: t('admin:audit.act'),
          rowHeader: true,
          // An act that this page does not know yet is shown by its code.
          cell: ({ act }) => (isKnownAct(act) ? t(knownActs[act]) : <code>{act}</code>),
        },
        {
          key: 'subject',
          header: t('admin:audit.subject'),
          cell: ({ subject }) => <code>{subject}</code>,
        },
        {
          key: 'actor',
          header: t('admin:audit.actor'),
          cell: ({ actor }) => (actor === null ? t('admin:audit.desk') : displayName(actor)),
        },
      ]}
    />
  );
}
