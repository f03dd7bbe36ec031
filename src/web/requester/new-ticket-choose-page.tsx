import type { Catalogue } from '../../domain/catalogue/catalogue.ts';
import { familiesOf } from '../../domain/catalogue/catalogue.ts';
import { paths } from '../../paths.ts';
import { PageHeading, Section } from '../../ui/arrangement.tsx';
import { Page } from '../layout/page.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { carried, kindTexts } from './catalogue-links.tsx';
import { CatalogueSearch, FamilyCards, UnknownCard } from './catalogue-pages.tsx';
import { BegunTickets } from './home-drafts.tsx';
import type { BegunTicket } from './new-ticket-draft.ts';

export type ChoosePageProps = {
  ctx: PageContext;
  catalogue: Catalogue;
  begun: readonly BegunTicket[];
  subject: string;
};

/** A new ticket whose nature is not chosen yet: what is it about? */
export function ChoosePage({ ctx, catalogue, begun, subject }: ChoosePageProps) {
  const { t } = ctx;
  const title = t('filing:choose.title');
  return (
    <Page ctx={ctx} title={title} current="none">
      <PageHeading title={title} lead={<p>{t('filing:choose.lead')}</p>} />
      <BegunTickets ctx={ctx} begun={begun} />
      <CatalogueSearch ctx={ctx} kind="problem" text={subject} />
      {(['problem', 'service'] as const).map((kind) => (
        <Section key={kind} id={kindTexts[kind]} title={t(`catalogue:${kindTexts[kind]}.title`)}>
          <FamilyCards
            ctx={ctx}
            families={familiesOf(catalogue, kind)}
            level={3}
            href={({ slug }) => paths.newTicket({ nature: slug, ...carried(subject) })}
          />
        </Section>
      ))}
      <UnknownCard ctx={ctx} catalogue={catalogue} subject={subject} />
    </Page>
  );
}
