import { paths } from '../../paths.ts';
import { PageHeading, Stack } from '../../ui/arrangement.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Form } from '../../ui/form.tsx';
import { Page } from '../layout/page.tsx';
import type { PageContext, PagePerson } from '../layout/page-context.ts';

/** Whoever holds the link of the start names themself administrator; a link that is over says what to do. */
export function FirstAdministratorPage(props: {
  ctx: PageContext;
  person: PagePerson;
  /** Null: the link is over, or never was one. */
  token: string | null;
}) {
  const { ctx, person, token } = props;
  const { t } = ctx;
  const { firstName, lastName, login } = person;
  return (
    <Page ctx={ctx} title={t('session:first.title')} current="none" width="narrow">
      <PageHeading
        title={t('session:first.title')}
        lead={<p>{t(token === null ? 'session:first.over' : 'session:first.lead')}</p>}
      />
      {token === null ? (
        <Stack gap="lg">
          <p>{t('session:first.again')}</p>
          <p>
            <ButtonLink href={paths.home()} variant="secondary" icon="home">
              {t('errors:home')}
            </ButtonLink>
          </p>
        </Stack>
      ) : (
        <Stack gap="lg">
          <p>{t('session:first.who', { name: `${firstName} ${lastName}`, login })}</p>
          <Form
            action={paths.firstAdministrator()}
            csrf={ctx.csrfToken}
            hidden={{ cle: token }}
            layout="plain"
          >
            <Button>{t('session:first.button')}</Button>
          </Form>
        </Stack>
      )}
    </Page>
  );
}
