import { paths } from '../paths.ts';
import { PageHeading, Stack } from '../ui/arrangement.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Form, FormActions } from '../ui/form.tsx';
import { Card } from '../ui/surface.tsx';
import { Page } from '../web/layout/page.tsx';
import type { PageContext } from '../web/layout/page-context.ts';
import type { IdentityDoor } from './door.ts';
import { portalLabel } from './doors-page.tsx';

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
            <PortalStaysOpen ctx={ctx} door={door} address={door.portal.signOutAddress} />
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

type OpenPortal = { ctx: PageContext; door: IdentityDoor; address: string };

function PortalStaysOpen({ ctx, door, address }: OpenPortal) {
  const portal = portalLabel(ctx, door);
  return (
    <Card tone="tinted" title={ctx.t('identity:signedOut.portalOpen', { portal })}>
      <p>{ctx.t('identity:signedOut.shared')}</p>
      <p>
        <ButtonLink href={address} icon="signOut">
          {ctx.t('identity:signedOut.portal', { portal })}
        </ButtonLink>
      </p>
    </Card>
  );
}
