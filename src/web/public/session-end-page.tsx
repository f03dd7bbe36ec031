import { paths } from '../../paths.ts';
import { formatTime } from '../../platform/text/dates.ts';
import { PageHeading, Stack } from '../../ui/arrangement.tsx';
import { Button } from '../../ui/button.tsx';
import { Form } from '../../ui/form.tsx';
import { Page } from '../layout/page.tsx';
import type { PageContext } from '../layout/page-context.ts';

/** « Rester connecté »: when the session ends, and one button that puts it off. */
export function SessionEndPage({ ctx }: { ctx: PageContext }) {
  const { t, lang, sessionEnd } = ctx;
  const time = sessionEnd ? formatTime(sessionEnd.at, { lang }) : '';
  return (
    <Page ctx={ctx} title={t('session:end.title')} current="none" width="narrow">
      <PageHeading title={t('session:end.title')} lead={<p>{t('session:end.lead')}</p>} />
      <Stack gap="lg">
        <p>{t(sessionEnd?.isFinal ? 'session:end.untilFinal' : 'session:end.until', { time })}</p>
        {!sessionEnd?.isFinal && (
          <Form action={paths.sessionExtension()} csrf={ctx.csrfToken} layout="plain">
            <Button>{t('session:end.stay')}</Button>
          </Form>
        )}
        <p>{t('session:end.afterwards')}</p>
      </Stack>
    </Page>
  );
}
