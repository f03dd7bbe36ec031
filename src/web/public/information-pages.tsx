import type { ComponentChildren } from 'preact';
import type { AccessibilityStatus, SettingValue } from '../../domain/settings/settings.ts';
import { paths } from '../../paths.ts';
import { formatLongDate } from '../../platform/text/dates.ts';
import { formatNumber } from '../../platform/text/numbers.ts';
import { PageHeading, Prose } from '../../ui/arrangement.tsx';
import type { TextKey } from '../../ui/texts.ts';
import { Page } from '../layout/page.tsx';
import type { PageContext } from '../layout/page-context.ts';

type TextPageProps = { ctx: PageContext; title: string; children: ComponentChildren };

function TextPage({ ctx, title, children }: TextPageProps) {
  return (
    <Page ctx={ctx} title={title} current="none" width="narrow" breadcrumb={[]}>
      <PageHeading title={title} />
      <Prose>{children}</Prose>
    </Page>
  );
}

/** A heading and its paragraphs, by the keys of their texts. */
function Part({ ctx, title, texts }: { ctx: PageContext; title: TextKey; texts: TextKey[] }) {
  return (
    <>
      <h2>{ctx.t(title)}</h2>
      {texts.map((key) => (
        <p key={key}>{ctx.t(key)}</p>
      ))}
    </>
  );
}

export type LegalPageProps = { ctx: PageContext; publisher: SettingValue<'publisher'> };

/** Who answers for the site. */
export function LegalPage({ ctx, publisher }: LegalPageProps) {
  const { t } = ctx;
  const { name, address, director } = publisher;
  return (
    <TextPage ctx={ctx} title={t('common:footer.legal')}>
      <h2>{t('info:legal.publisher')}</h2>
      <p>{name === '' ? t('info:legal.publisherUnknown') : `${name}, ${address}`}</p>
      {director !== '' && <p>{t('info:legal.director', { director })}</p>}
      <Part ctx={ctx} title="info:legal.software" texts={['info:legal.softwareText']} />
      <Part
        ctx={ctx}
        title="info:legal.use"
        texts={['info:legal.useText', 'info:legal.noThirdParty']}
      />
    </TextPage>
  );
}

/** What is kept about people, why, and for how long. */
export function PrivacyPage({ ctx, contact }: { ctx: PageContext; contact: string }) {
  const { t } = ctx;
  const kept: TextKey[] = [
    'info:privacy.keptProfile',
    'info:privacy.keptTickets',
    'info:privacy.keptDrafts',
    'info:privacy.keptNotices',
    'info:privacy.keptSessions',
  ];
  return (
    <TextPage ctx={ctx} title={t('common:footer.privacy')}>
      <Part ctx={ctx} title="info:privacy.why" texts={['info:privacy.whyText']} />
      <h2>{t('info:privacy.kept')}</h2>
      <ul>
        {kept.map((key) => (
          <li key={key}>{t(key)}</li>
        ))}
      </ul>
      <Part ctx={ctx} title="info:privacy.who" texts={['info:privacy.whoText']} />
      <Part ctx={ctx} title="info:privacy.cookies" texts={['info:privacy.cookiesText']} />
      <Part ctx={ctx} title="info:privacy.rights" texts={['info:privacy.rightsText']} />
      <p>
        {contact === '' ? t('info:privacy.contactUnknown') : t('info:privacy.contact', { contact })}
      </p>
    </TextPage>
  );
}

export type AccessibilityPageProps = {
  ctx: PageContext;
  audit: SettingValue<'accessibilityAudit'>;
  status: AccessibilityStatus;
  contact: string;
};

/** How far the site is accessible: only an audit on record allows it to say more than « non conforme ». */
export function AccessibilityPage({ ctx, audit, status, contact }: AccessibilityPageProps) {
  const { t, lang } = ctx;
  const title = t(`info:accessibility.title.${status}`);
  return (
    <TextPage ctx={ctx} title={title}>
      <p>{t('info:accessibility.commitment')}</p>
      <h2>{t('info:accessibility.state')}</h2>
      <p>{t(`info:accessibility.stateText.${status}`)}</p>
      <p>
        {audit === null
          ? t('info:accessibility.noAudit')
          : t('info:accessibility.audit', {
              auditor: audit.auditor,
              date: formatLongDate(Temporal.PlainDate.from(audit.date), { lang }),
              rate: formatNumber(audit.rate, lang),
            })}
      </p>
      <Part ctx={ctx} title="info:accessibility.made" texts={['info:accessibility.madeText']} />
      <h2>{t('info:accessibility.tell')}</h2>
      <p>
        {contact === ''
          ? t('info:accessibility.tellDesk')
          : t('info:accessibility.tellContact', { contact })}
      </p>
      <Part
        ctx={ctx}
        title="info:accessibility.recourse"
        texts={['info:accessibility.recourseText']}
      />
    </TextPage>
  );
}

/** Every page this reader can open. */
export function SiteMapPage({ ctx }: { ctx: PageContext }) {
  const { t, person, accessibility } = ctx;
  const own: [string, string][] = [
    [paths.home(), t('common:navigation.home')],
    [paths.assistance(), t('common:navigation.assistance')],
    [paths.services(), t('common:navigation.services')],
    [paths.newTicket(), t('filing:choose.title')],
    [paths.knowledge(), t('common:navigation.knowledge')],
    [paths.search(), t('search:title')],
    [paths.profile(), t('common:header.profile')],
    [paths.personalData(), t('profile:data.title')],
    [paths.sessions(), t('session:own.title')],
    [paths.notices(), t('common:header.notices')],
    [paths.help(), t('common:header.help')],
  ];
  const role: [string, string][] = [];
  if (person?.isAgent || person?.isAdministrator) {
    role.push([paths.console(), t('common:navigation.console')]);
    role.push([paths.agentHelp(), t('help:agentsTitle')]);
  }
  if (person?.isAdministrator || person?.isLead) {
    role.push([paths.administration(), t('common:navigation.administration')]);
  }
  const about: [string, string][] = [
    [paths.legal(), t('common:footer.legal')],
    [paths.privacy(), t('common:footer.privacy')],
    [paths.accessibility(), t(`info:accessibility.title.${accessibility}`)],
  ];
  const entrance: [string, string][] = [[paths.signIn(), t('common:header.signIn')]];
  return (
    <TextPage ctx={ctx} title={t('common:footer.siteMap')}>
      <SiteMapPart title={t('info:siteMap.desk')} links={person ? [...own, ...role] : entrance} />
      <SiteMapPart title={t('info:siteMap.about')} links={about} />
    </TextPage>
  );
}

function SiteMapPart({ title, links }: { title: string; links: [string, string][] }) {
  return (
    <>
      <h2>{title}</h2>
      <ul>
        {links.map(([href, label]) => (
          <li key={href}>
            <a href={href}>{label}</a>
          </li>
        ))}
      </ul>
    </>
  );
}
