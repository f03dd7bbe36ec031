import { paths } from '../paths.ts';
import { Alert } from '../ui/alert.tsx';
import { PageHeading, Stack } from '../ui/arrangement.tsx';
import { Button } from '../ui/button.tsx';
import { ErrorSummary } from '../ui/error-summary.tsx';
import { Form, FormActions } from '../ui/form.tsx';
import { Card } from '../ui/surface.tsx';
import { PasswordField, TextField } from '../ui/text-field.tsx';
import { Page } from '../web/layout/page.tsx';
import type { PageContext } from '../web/layout/page-context.ts';
import type { DemoAccount } from '../web/route-config.ts';

export type SignInPageProps = {
  ctx: PageContext;
  /** The page to open once signed in. */
  returnTo: string | null;
  login: string;
  /** What to correct in a field. */
  errors?: Record<string, string>;
  /** Why nobody was recognised. */
  refusal?: string | undefined;
  demoAccounts: readonly DemoAccount[];
};

const demoPassword = 'demonstration';

function DemoAccounts({ ctx, accounts }: { ctx: PageContext; accounts: readonly DemoAccount[] }) {
  return (
    <Card title={ctx.t('identity:demo.title')} tone="tinted">
      <p>{ctx.t('identity:demo.lead', { password: demoPassword })}</p>
      <ul>
        {accounts.map(([login, part]) => (
          <li key={login}>{ctx.t('identity:demo.account', { login, part })}</li>
        ))}
      </ul>
    </Card>
  );
}

/** The page where a person says who they are. */
export function SignInPage(props: SignInPageProps) {
  const { ctx, returnTo, login, errors = {}, refusal, demoAccounts } = props;
  const { t } = ctx;
  const listed = Object.entries(errors).map(([field, message]) => ({ field, message }));
  const hasErrors = listed.length > 0 || refusal !== undefined;
  return (
    <Page
      ctx={ctx}
      title={t('identity:signIn.title')}
      current="none"
      width="narrow"
      hasErrors={hasErrors}
    >
      <PageHeading title={t('identity:signIn.title')} lead={<p>{t('identity:signIn.lead')}</p>} />
      <Stack gap="lg">
        <ErrorSummary errors={listed} />
        {refusal !== undefined && (
          <Alert tone="danger" live="alert">
            <p>{refusal}</p>
          </Alert>
        )}
        <Form
          action={paths.signIn()}
          csrf={ctx.csrfToken}
          hidden={returnTo === null ? {} : { retour: returnTo }}
        >
          <TextField
            name="login"
            label={t('identity:signIn.login')}
            hint={t('identity:signIn.loginHint')}
            value={login}
            error={errors['login']}
            autocomplete="username"
            spellcheck={false}
          />
          <PasswordField
            name="password"
            label={t('identity:signIn.password')}
            error={errors['password']}
            autocomplete="current-password"
          />
          <FormActions>
            <Button icon="signIn">{t('identity:signIn.button')}</Button>
          </FormActions>
        </Form>
        {demoAccounts.length > 0 && <DemoAccounts ctx={ctx} accounts={demoAccounts} />}
      </Stack>
    </Page>
  );
}
