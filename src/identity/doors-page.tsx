import { paths } from '../paths.ts';
import { PageHeading, Stack } from '../ui/arrangement.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { Page } from '../web/layout/page.tsx';
import type { PageContext } from '../web/layout/page-context.ts';
import type { IdentityDoor } from './door.ts';

export type DoorsPageProps = {
  ctx: PageContext;
  portals: readonly IdentityDoor[];
  isLocalOpen: boolean;
  /** The page to open once signed in. */
  returnTo: string | undefined;
};

/** What a portal is called on a page. */
const portalLabel = ({ t }: PageContext, { portal }: IdentityDoor): string =>
  portal === null || portal.label === '' ? t('identity:doors.portal') : portal.label;

/** Several ways in: one chooses. */
export function DoorsPage({ ctx, portals, isLocalOpen, returnTo: retour }: DoorsPageProps) {
  const { t } = ctx;
  const title = t('identity:signIn.title');
  return (
    <Page ctx={ctx} title={title} current="none" width="narrow">
      <PageHeading title={title} lead={<p>{t('identity:doors.lead')}</p>} />
      <Stack>
        {portals.map((door) => (
          <p key={door.name}>
            <ButtonLink href={paths.portal(door.name, { retour })} icon="signIn" size="lg">
              {t('identity:doors.through', { portal: portalLabel(ctx, door) })}
            </ButtonLink>
          </p>
        ))}
        {isLocalOpen && (
          <p>
            <ButtonLink href={paths.signIn({ locale: 'oui', retour })} variant="secondary">
              {t('identity:doors.local')}
            </ButtonLink>
          </p>
        )}
      </Stack>
    </Page>
  );
}
