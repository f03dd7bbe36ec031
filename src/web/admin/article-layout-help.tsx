import { Stack } from '../../ui/arrangement.tsx';
import { Disclosure } from '../../ui/surface.tsx';
import { Table } from '../../ui/table.tsx';
import type { PageContext } from '../layout/page-context.ts';

const samples = ['heading', 'list', 'steps', 'bold', 'italic', 'link', 'code'] as const;

/** How to lay out a sheet: what one writes, what is read. */
export function LayoutHelp({ ctx: { t } }: { ctx: PageContext }) {
  return (
    <Disclosure summary={t('faq:form.layout')} icon="help">
      <Stack gap="sm">
        <p>{t('faq:form.layoutWhat')}</p>
        <Table<(typeof samples)[number]>
          caption={t('faq:form.layout')}
          captionHidden
          rows={[...samples]}
          rowKey={(sample) => sample}
          columns={[
            {
              key: 'what',
              header: t('faq:form.result'),
              rowHeader: true,
              cell: (sample) => t(`faq:form.${sample}`),
            },
            {
              key: 'source',
              header: t('faq:form.syntax'),
              cell: (sample) => <code>{t(`faq:form.${sample}Sample`)}</code>,
            },
          ]}
        />
        <p class="muted">{t('faq:form.noHtml')}</p>
      </Stack>
    </Disclosure>
  );
}
