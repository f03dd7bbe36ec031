/**
 * The catalogues of texts, one file a subject. A new file is added to both languages here; French is the source,
 * its keys are the only ones that compile.
 */
import enAdmin from '../../locales/en/admin.json' with { type: 'json' };
import enAnnouncement from '../../locales/en/announcement.json' with { type: 'json' };
import enCalendar from '../../locales/en/calendar.json' with { type: 'json' };
import enCatalogue from '../../locales/en/catalogue.json' with { type: 'json' };
import enCommon from '../../locales/en/common.json' with { type: 'json' };
import enConsole from '../../locales/en/console.json' with { type: 'json' };
import enDelay from '../../locales/en/delay.json' with { type: 'json' };
import enEditing from '../../locales/en/editing.json' with { type: 'json' };
import enErrors from '../../locales/en/errors.json' with { type: 'json' };
import enFaq from '../../locales/en/faq.json' with { type: 'json' };
import enFiles from '../../locales/en/files.json' with { type: 'json' };
import enFiling from '../../locales/en/filing.json' with { type: 'json' };
import enHelp from '../../locales/en/help.json' with { type: 'json' };
import enHome from '../../locales/en/home.json' with { type: 'json' };
import enIdentity from '../../locales/en/identity.json' with { type: 'json' };
import enInfo from '../../locales/en/info.json' with { type: 'json' };
import enNews from '../../locales/en/news.json' with { type: 'json' };
import enProfile from '../../locales/en/profile.json' with { type: 'json' };
import enSearch from '../../locales/en/search.json' with { type: 'json' };
import enSession from '../../locales/en/session.json' with { type: 'json' };
import enTarget from '../../locales/en/target.json' with { type: 'json' };
import enTicket from '../../locales/en/ticket.json' with { type: 'json' };
import frAdmin from '../../locales/fr/admin.json' with { type: 'json' };
import frAnnouncement from '../../locales/fr/announcement.json' with { type: 'json' };
import frCalendar from '../../locales/fr/calendar.json' with { type: 'json' };
import frCatalogue from '../../locales/fr/catalogue.json' with { type: 'json' };
import frCommon from '../../locales/fr/common.json' with { type: 'json' };
import frConsole from '../../locales/fr/console.json' with { type: 'json' };
import frDelay from '../../locales/fr/delay.json' with { type: 'json' };
import frEditing from '../../locales/fr/editing.json' with { type: 'json' };
import frErrors from '../../locales/fr/errors.json' with { type: 'json' };
import frFaq from '../../locales/fr/faq.json' with { type: 'json' };
import frFiles from '../../locales/fr/files.json' with { type: 'json' };
import frFiling from '../../locales/fr/filing.json' with { type: 'json' };
import frHelp from '../../locales/fr/help.json' with { type: 'json' };
import frHome from '../../locales/fr/home.json' with { type: 'json' };
import frIdentity from '../../locales/fr/identity.json' with { type: 'json' };
import frInfo from '../../locales/fr/info.json' with { type: 'json' };
import frNews from '../../locales/fr/news.json' with { type: 'json' };
import frProfile from '../../locales/fr/profile.json' with { type: 'json' };
import frSearch from '../../locales/fr/search.json' with { type: 'json' };
import frSession from '../../locales/fr/session.json' with { type: 'json' };
import frTarget from '../../locales/fr/target.json' with { type: 'json' };
import frTicket from '../../locales/fr/ticket.json' with { type: 'json' };

/** The French catalogues: the source of every text on screen. */
export const frenchCatalogues = {
  admin: frAdmin,
  announcement: frAnnouncement,
  calendar: frCalendar,
  catalogue: frCatalogue,
  common: frCommon,
  console: frConsole,
  delay: frDelay,
  editing: frEditing,
  errors: frErrors,
  faq: frFaq,
  files: frFiles,
  filing: frFiling,
  help: frHelp,
  home: frHome,
  identity: frIdentity,
  info: frInfo,
  news: frNews,
  profile: frProfile,
  search: frSearch,
  session: frSession,
  target: frTarget,
  ticket: frTicket,
};

/** The English catalogues: the same keys, complete. */
export const englishCatalogues = {
  admin: enAdmin,
  announcement: enAnnouncement,
  calendar: enCalendar,
  catalogue: enCatalogue,
  common: enCommon,
  console: enConsole,
  delay: enDelay,
  editing: enEditing,
  errors: enErrors,
  faq: enFaq,
  files: enFiles,
  filing: enFiling,
  help: enHelp,
  home: enHome,
  identity: enIdentity,
  info: enInfo,
  news: enNews,
  profile: enProfile,
  search: enSearch,
  session: enSession,
  target: enTarget,
  ticket: enTicket,
};
