import type { FastifyReply, FastifyRequest } from 'fastify';
import type { DoorName } from '../config-doors.ts';
import { asCode, recordSignIn } from '../domain/people/sign-in-trace.ts';
import { paths } from '../paths.ts';
import { makeReference } from '../platform/text/reference.ts';
import { PageHeading, Stack } from '../ui/arrangement.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { Card } from '../ui/surface.tsx';
import { addressKey } from '../web/address-key.ts';
import { Page } from '../web/layout/page.tsx';
import type { PageContext } from '../web/layout/page-context.ts';
import { pageContext, sendPage } from '../web/page-reply.ts';
import type { EntryReason } from './door.ts';

/** An entry that is refused. */
export type Refusal = {
  door: DoorName;
  reason: EntryReason;
  /** A code of the protocol or the name of an attribute, for the administrator; never a value. */
  detail?: string | null;
  /** Whose account it is about, when that is known. */
  personId?: number | null;
  /** The page that was asked for, to come back to. */
  returnTo?: string | null;
};

/** What is not about the person, and may be over in a moment. */
const unavailable: readonly EntryReason[] = ['portal_silent'];

/**
 * Refuses an entry: a page that says what happened, gives a reference and says whom to call. It sends nowhere by itself,
 * so nothing can go round in circles.
 */
export async function refuseEntry(
  request: FastifyRequest,
  reply: FastifyReply,
  refusal: Refusal,
): Promise<FastifyReply> {
  const { door, reason, personId = null, returnTo = null } = refusal;
  const detail = asCode(refusal.detail ?? null);
  const { db, clock, config, refusals } = request.server;
  const reference = makeReference();
  request.log.warn({ door, reason, detail, reference }, 'an entry was refused');
  // Nobody is signed in: whoever knocks without end leaves one line a minute, and the log of the machine has the rest.
  const isTold = refusals(addressKey(request.ip), clock()) === 0;
  const trace = { door, outcome: 'refused', reason, detail, personId } as const;
  await recordSignIn(db, { ...trace, reference: isTold ? reference : null }, clock());
  if (unavailable.includes(reason)) void reply.header('retry-after', 30);
  const page = (
    <FailurePage
      ctx={pageContext(request)}
      reason={reason}
      reference={reference}
      help={config.doors.help}
      retry={paths.signIn({ retour: returnTo ?? undefined })}
    />
  );
  return sendPage(request, reply, page, unavailable.includes(reason) ? 503 : 403);
}

export type FailurePageProps = {
  ctx: PageContext;
  reason: EntryReason;
  reference: string;
  /** Whom to call; empty: whoever one calls usually. */
  help: string;
  /** Where to begin again. */
  retry: string;
};

/** One could not be let in: what happened, what to do, and what to say to whom. */
export function FailurePage({ ctx, reason, reference, help, retry }: FailurePageProps) {
  const { t } = ctx;
  const title = t('identity:failure.title');
  return (
    <Page ctx={ctx} title={title} current="none" width="narrow" hasErrors>
      <PageHeading title={title} lead={<p>{t(`identity:failure.what.${reason}`)}</p>} />
      <Stack gap="lg">
        <p>
          <ButtonLink href={retry} icon="signIn">
            {t('identity:failure.retry')}
          </ButtonLink>
        </p>
        <Card title={t('identity:failure.callTitle')} icon="help" tone="tinted">
          <p>
            {help === '' ? t('identity:failure.callUsual') : t('identity:failure.call', { help })}
          </p>
          <p>{t('identity:failure.reference', { reference })}</p>
        </Card>
      </Stack>
    </Page>
  );
}
