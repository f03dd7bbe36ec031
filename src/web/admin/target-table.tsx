import type { Priority } from '../../domain/catalogue/target.ts';
import { Table } from '../../ui/table.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { durationWords, shownPriorities } from './target-fields.ts';
import type { TargetSheet } from './target-view.ts';

/** What is promised at each priority, for those who read it. */
export function TargetsTable({ ctx, sheet }: { ctx: PageContext; sheet: TargetSheet }) {
  const { t } = ctx;
  const { targets } = sheet;
  return (
    <Table<Priority>
      caption={t('target:byDefault.caption')}
      captionHidden
      rows={[...shownPriorities]}
      rowKey={(priority) => priority}
      columns={[
        {
          key: 'priority',
          header: t('common:priority.label'),
          rowHeader: true,
          cell: (priority) => t(`common:priority.${priority}`),
        },
        {
          key: 'take',
          header: t('target:form.take'),
          cell: (priority) => durationWords(sheet, targets[priority].takeMinutes, ctx),
        },
        {
          key: 'resolve',
          header: t('target:form.resolve'),
          cell: (priority) => durationWords(sheet, targets[priority].resolveMinutes, ctx),
        },
      ]}
    />
  );
}
