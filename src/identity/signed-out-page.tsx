import { paths } from '../paths.ts';
import { PageHeading, Stack } from '../ui/arrangement.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Form, FormActions } from '../ui/form.tsx';
import { Card } from '../ui/surface.tsx';
import { Page } from '../web/layout/page.tsx';
import type { PageContext } from '../web/layout/page-context.ts';
import type { IdentityDoor } from './door.ts';

export type SignedOutPageProps = {
  ctx: PageContext;
  /** The door they came through, when it is known. */
  door: IdentityDoor | undefined;
};

/** One has left; nothing brings one back by itself. Opened while signed in, it asks first. */
export function SignedOutPage({ ctx, door }: SignedOutPageProps) {
  const { t, person } = ctx;
  const title = t(person ? 'identity:signedOut.ask' : 'identity:signedOut.title');
  return (
    <Page ctx={ctx} title={title} current="none" width="narrow">
      <PageHeading title={title} />
      {person ? (
        <Form action={paths.signOut()} csrf={ctx.csrfToken}>
          <FormActions>
            <Button icon="signOut">{t('identity:signedOut.button')}</Button>
          </FormActions>
        </Form>
      ) : (
        <Stack gap="lg">
          {door?.portal?.signOutAddress && (
            <PortalStaysOpen ctx={ctx} address={door.portal.signOutAddress} />
          )}
          <p>
            <ButtonLink href={paths.home()} variant="secondary" icon="signIn">
              {t('identity:signedOut.again')}
            </ButtonLink>
          </p>
        </Stack>
      )}
    </Page>
  );
}

function PortalStaysOpen({ ctx: { t }, address }: { ctx: PageContext; address: string }) {
  return (
    <Card tone="tinted" title={t('identity:signedOut.portalOpen')}>
      <p>{t('identity:signedOut.shared')}</p>
      <p>
        <ButtonLink href={address} icon="signOut">
          {t('identity:signedOut.portal')}
        </ButtonLink>
      </p>
    </Card>
  );
}
