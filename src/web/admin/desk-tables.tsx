import type { HoldReason } from '../../domain/catalogue/catalogue.ts';
import type { RoutingRule } from '../../domain/routing/choose-team.ts';
import { describeCondition } from '../../domain/routing/describe-condition.ts';
import { Table } from '../../ui/table.tsx';
import type { TextKey } from '../../ui/texts.ts';
import type { PageContext } from '../layout/page-context.ts';
import type { DeskView } from './desk-view.ts';

type Props = { ctx: PageContext; desk: DeskView };

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
