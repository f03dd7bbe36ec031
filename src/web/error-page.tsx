import type { ComponentChildren } from 'preact';
import type { DraftContent } from '../domain/drafts/drafts.ts';
import { paths } from '../paths.ts';
import { PageHeading, PlainText, Stack } from '../ui/arrangement.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Card } from '../ui/surface.tsx';
import type { TextKey } from '../ui/texts.ts';
import { Page } from './layout/page.tsx';
import type { PageContext } from './layout/page-context.ts';

type Kind =
  | 'notFound'
  | 'forbidden'
  | 'conflict'
  | 'unavailable'
  | 'overloaded'
  | 'tooMuch'
  | 'tooOften'
  | 'unreadable'
  | 'unexpected'
  | 'lostProof'
  | 'lostSession'
  | 'sessionOver';

export type ErrorPageProps = {
  ctx: PageContext;
  kind: Kind;
  /** What to give to support, to find the line of the log. */
  reference?: string;
  /** What to do, beside going home. */
  children?: ComponentChildren;
};

/** Something went wrong: what, and what to do about it, in the reader's words. */
export function ErrorPage({ ctx, kind, reference, children }: ErrorPageProps) {
  const { t } = ctx;
  return (
    <Page ctx={ctx} title={t(`errors:${kind}.title`)} current="none" width="narrow">
      <PageHeading title={t(`errors:${kind}.title`)} lead={<p>{t(`errors:${kind}.what`)}</p>} />
      <Stack gap="lg">
        <p>{t(`errors:${kind}.next`)}</p>
        {reference !== undefined && <p>{t('errors:reference', { reference })}</p>}
        {children}
        <p>
          <ButtonLink href={paths.home()} variant="secondary" icon="home">
            {t('errors:home')}
          </ButtonLink>
        </p>
      </Stack>
    </Page>
  );
}

/** What is short says what it is: a number alone may be that of a room or of a phone. */
const labels: Readonly<Record<string, TextKey>> = {
  objet: 'ticket:field.subject',
  description: 'ticket:field.description',
  bureau: 'ticket:field.room',
  telephone: 'ticket:field.phone',
};

/** What a form held, to be copied when it can be kept nowhere else. */
export function TypedTexts({ ctx, content }: { ctx: PageContext; content: DraftContent }) {
  const texts = Object.entries(content).flatMap(([name, value]) =>
    [value]
      .flat()
      .filter((text) => text.trim() !== '')
      .map((text) => ({ label: labels[name], text })),
  );
  return (
    <Card title={ctx.t('errors:typed.title')}>
      <p>{ctx.t('errors:typed.copy')}</p>
      {texts.map(({ label, text }, index) => (
        <div key={index}>
          {label !== undefined && <strong>{ctx.t(label)}</strong>}
          <PlainText text={text} />
        </div>
      ))}
    </Card>
  );
}

export type SendAgainProps = {
  ctx: PageContext;
  action: string;
  /** The whole form as it was sent, its proof included. */
  fields: Record<string, string | string[]>;
};

/** The same form again, held by the page until the desk answers. */
export function SendAgain({ ctx, action, fields }: SendAgainProps) {
  const pairs = Object.entries(fields).flatMap(([name, value]) =>
    [value].flat().map((one) => [name, one] as const),
  );
  return (
    <form action={action} method="post" data-controller="submit-once">
      {pairs.map(([name, value], index) => (
        <input key={index} type="hidden" name={name} value={value} />
      ))}
      <Stack>
        <p>{ctx.t('errors:sendAgain.kept')}</p>
        <p>
          <Button icon="send">{ctx.t('errors:sendAgain.button')}</Button>
        </p>
      </Stack>
    </form>
  );
}
