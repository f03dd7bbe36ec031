/**
 * Every address of the product, in French, one typed function each. People bookmark them: an address that has
 * shipped keeps answering. An act is a resource: POST creates it, `…/fin` ends it.
 */

type Query = Record<string, string | number | undefined>;

function withQuery(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') search.set(key, String(value));
  }
  const text = search.toString();
  return text === '' ? path : `${path}?${text}`;
}

const ticketPath = (number: number): string => `/demandes/${String(number)}`;
const announcementPath = (id: number): string => `/administration/messages/${String(id)}`;
const teamPath = (code: string): string => `/administration/equipes/${code}`;
const calendarPath = (id: number): string => `/administration/calendriers/${String(id)}`;
const closurePath = (id: number, closure: number | string): string =>
  `${calendarPath(id)}/fermetures/${String(closure)}`;
const categoryTargetsPath = (slug: string): string => `/administration/delais/natures/${slug}`;
const consoleTicketPath = (number: number): string => `/console/demandes/${String(number)}`;

/** Addresses of the pages and acts, by the name the code gives them. */
export const paths = {
  home: (query?: Query): string => withQuery('/', query),
  signIn: (query?: Query): string => withQuery('/connexion', query),
  firstAdministrator: (query?: Query): string => withQuery('/premier-administrateur', query),
  sessionLeft: (): string => '/connexion/reste',
  sessionExtension: (): string => '/connexion/prolongation',
  portal: (door: string, query?: Query): string => withQuery(`/connexion/${door}`, query),
  portalReturn: (door: string, query?: Query): string =>
    withQuery(`/connexion/${door}/retour`, query),
  /** Where one is sent to sign out of the portal as well. */
  portalSignOut: (door: string): string => `/connexion/${door}/sortie`,
  /** Where the portal says by itself that somebody signed out of it. */
  portalNews: (door: string): string => `/connexion/${door}/fin`,
  /** What we say of ourselves to a portal that wants to be told. */
  portalMetadata: (door: string): string => `/connexion/${door}/metadonnees`,
  signOut: (query?: Query): string => withQuery('/deconnexion', query),

  assistance: (): string => '/assistance',
  services: (): string => '/services',
  family: (kind: 'problem' | 'service', slug: string): string =>
    `/${kind === 'problem' ? 'assistance' : 'services'}/${slug}`,
  category: (slug: string, query?: Query): string => withQuery(`/natures/${slug}`, query),

  newTicket: (query?: Query): string => withQuery('/demandes/nouvelle', query),
  newTicketDraft: (): string => '/demandes/nouvelle/brouillon',
  newTicketAnswers: (query?: Query): string => withQuery('/demandes/nouvelle/reponses', query),
  ticket: (number: number, query?: Query): string => withQuery(ticketPath(number), query),
  ticketPrint: (number: number): string => `${ticketPath(number)}/imprimer`,
  ticketSubmitted: (number: number): string => `${ticketPath(number)}/recapitulatif`,
  completion: (number: number): string => `${ticketPath(number)}/complements`,
  confirmation: (number: number): string => `${ticketPath(number)}/confirmation`,
  contestation: (number: number): string => `${ticketPath(number)}/contestation`,
  reopening: (number: number): string => `${ticketPath(number)}/reouverture`,
  cancellation: (number: number): string => `${ticketPath(number)}/annulation`,
  extension: (number: number): string => `${ticketPath(number)}/prolongation`,
  ticketDelay: (number: number): string => `${ticketPath(number)}/delai`,
  ticketNews: (number: number, query?: Query): string =>
    withQuery(`${ticketPath(number)}/nouveautes`, query),
  ticketDraft: (number: number): string => `${ticketPath(number)}/brouillon`,

  knowledge: (query?: Query): string => withQuery('/faq', query),
  article: (slug: string, query?: Query): string => withQuery(`/faq/${slug}`, query),
  articleOpinion: (slug: string): string => `/faq/${slug}/avis`,
  articleRemark: (slug: string): string => `/faq/${slug}/avis/remarque`,
  articleRemarkDraft: (slug: string): string => `/faq/${slug}/avis/brouillon`,
  help: (query?: Query): string => withQuery('/aide', query),
  agentHelp: (): string => '/aide/intervenants',
  profile: (): string => '/mes-coordonnees',
  preferences: (): string => '/mes-coordonnees/affichage',
  noticeChoice: (): string => '/mes-coordonnees/notifications',
  personalData: (): string => '/mes-coordonnees/donnees',
  personalDataFile: (): string => '/mes-coordonnees/donnees.json',
  sessions: (): string => '/mes-connexions',
  sessionEnd: (key: string): string => `/mes-connexions/${key}/fin`,
  otherSessionsEnd: (): string => '/mes-connexions/autres/fin',
  search: (query?: Query): string => withQuery('/recherche', query),
  notices: (query?: Query): string => withQuery('/notifications', query),
  noticesStream: (query?: Query): string => withQuery('/notifications/flux', query),
  noticesCount: (query?: Query): string => withQuery('/notifications/nombre', query),
  noticesNews: (query?: Query): string => withQuery('/notifications/nouveautes', query),
  noticesRead: (): string => '/notifications/lecture',
  files: (query?: Query): string => withQuery('/fichiers', query),
  file: (id: string): string => `/fichiers/${id}`,
  filePreview: (id: string): string => `/fichiers/${id}/apercu`,
  fileThumbnail: (id: string): string => `/fichiers/${id}/vignette`,

  console: (query?: Query): string => withQuery('/console', query),
  dueBoard: (query?: Query): string => withQuery('/console/echeances', query),
  consoleTicket: (number: number, query?: Query): string =>
    withQuery(consoleTicketPath(number), query),
  consoleTicketDelay: (number: number): string => `${consoleTicketPath(number)}/delai`,
  consoleTicketNews: (number: number, query?: Query): string =>
    withQuery(`${consoleTicketPath(number)}/nouveautes`, query),
  consoleTicketDraft: (number: number): string => `${consoleTicketPath(number)}/brouillon`,
  taking: (number: number): string => `${consoleTicketPath(number)}/prise-en-charge`,
  release: (number: number): string => `${consoleTicketPath(number)}/prise-en-charge/fin`,
  takeover: (number: number): string => `${consoleTicketPath(number)}/releve`,
  assignment: (number: number): string => `${consoleTicketPath(number)}/attribution`,
  transfer: (number: number): string => `${consoleTicketPath(number)}/reorientation`,
  priority: (number: number): string => `${consoleTicketPath(number)}/priorite`,
  reply: (number: number): string => `${consoleTicketPath(number)}/reponses`,
  note: (number: number): string => `${consoleTicketPath(number)}/notes`,
  question: (number: number): string => `${consoleTicketPath(number)}/question`,
  hold: (number: number): string => `${consoleTicketPath(number)}/mise-en-attente`,
  resume: (number: number): string => `${consoleTicketPath(number)}/mise-en-attente/fin`,
  resolution: (number: number): string => `${consoleTicketPath(number)}/resolution`,
  consoleReopening: (number: number): string => `${consoleTicketPath(number)}/reouverture`,

  administration: (): string => '/administration',
  announcements: (query?: Query): string => withQuery('/administration/messages', query),
  newAnnouncement: (query?: Query): string => withQuery('/administration/messages/nouveau', query),
  newAnnouncementDraft: (): string => '/administration/messages/nouveau/brouillon',
  announcement: (id: number, query?: Query): string => withQuery(announcementPath(id), query),
  announcementDraft: (id: number): string => `${announcementPath(id)}/brouillon`,
  announcementEnd: (id: number): string => `${announcementPath(id)}/fin`,
  announcementOrder: (id: number): string => `${announcementPath(id)}/ordre`,
  articleDesk: (): string => '/administration/faq',
  newArticle: (query?: Query): string => withQuery('/administration/faq/nouvelle', query),
  newArticleDraft: (): string => '/administration/faq/nouvelle/brouillon',
  articleEditing: (id: number, query?: Query): string =>
    withQuery(`/administration/faq/${String(id)}`, query),
  articleDraft: (id: number): string => `/administration/faq/${String(id)}/brouillon`,
  articleWithdrawal: (id: number): string => `/administration/faq/${String(id)}/retrait`,
  articleRestoring: (id: number): string => `/administration/faq/${String(id)}/retrait/fin`,
  articleHistory: (id: number, query?: Query): string =>
    withQuery(`/administration/faq/${String(id)}/historique`, query),
  teamDesk: (): string => '/administration/equipes',
  teamEditing: (code: string, query?: Query): string => withQuery(teamPath(code), query),
  teamMembers: (code: string): string => `${teamPath(code)}/membres`,
  teamMember: (code: string, person: number | string): string =>
    `${teamPath(code)}/membres/${String(person)}`,
  teamMemberEnd: (code: string, person: number | string): string =>
    `${teamPath(code)}/membres/${String(person)}/fin`,
  teamHistory: (code: string, query?: Query): string =>
    withQuery(`${teamPath(code)}/historique`, query),
  categoryDesk: (): string => '/administration/natures',
  categoryEditing: (slug: string, query?: Query): string =>
    withQuery(`/administration/natures/${slug}`, query),
  categoryDraft: (slug: string): string => `/administration/natures/${slug}/brouillon`,
  categoryHistory: (slug: string, query?: Query): string =>
    withQuery(`/administration/natures/${slug}/historique`, query),
  calendarDesk: (): string => '/administration/calendriers',
  calendarEditing: (id: number, query?: Query): string => withQuery(calendarPath(id), query),
  calendarDefault: (id: number): string => `${calendarPath(id)}/defaut`,
  calendarHours: (id: number): string => `${calendarPath(id)}/horaires`,
  calendarHoursDraft: (id: number): string => `${calendarPath(id)}/horaires/brouillon`,
  calendarHoursEnd: (id: number, from: string): string =>
    `${calendarPath(id)}/horaires/${from}/fin`,
  calendarClosures: (id: number): string => `${calendarPath(id)}/fermetures`,
  calendarClosuresDraft: (id: number): string => `${calendarPath(id)}/fermetures/brouillon`,
  calendarClosure: (id: number, closure: number | string): string => closurePath(id, closure),
  calendarClosureDraft: (id: number, closure: number | string): string =>
    `${closurePath(id, closure)}/brouillon`,
  calendarClosureEnd: (id: number, closure: number | string): string =>
    `${closurePath(id, closure)}/fin`,
  calendarImport: (id: number, query?: Query): string =>
    withQuery(`${calendarPath(id)}/import`, query),
  calendarImportDraft: (id: number): string => `${calendarPath(id)}/import/brouillon`,
  calendarTeams: (id: number): string => `${calendarPath(id)}/equipes`,
  calendarYear: (id: number, query?: Query): string =>
    withQuery(`${calendarPath(id)}/annee`, query),
  calendarHistory: (id: number, query?: Query): string =>
    withQuery(`${calendarPath(id)}/historique`, query),
  targetDesk: (): string => '/administration/delais',
  defaultTargets: (query?: Query): string => withQuery('/administration/delais/par-defaut', query),
  defaultTargetsDraft: (): string => '/administration/delais/par-defaut/brouillon',
  defaultTargetsHistory: (query?: Query): string =>
    withQuery('/administration/delais/par-defaut/historique', query),
  categoryTargets: (slug: string, query?: Query): string =>
    withQuery(categoryTargetsPath(slug), query),
  categoryTargetsDraft: (slug: string): string => `${categoryTargetsPath(slug)}/brouillon`,
  categoryTargetsEnd: (slug: string): string => `${categoryTargetsPath(slug)}/fin`,
  categoryTargetsHistory: (slug: string, query?: Query): string =>
    withQuery(`${categoryTargetsPath(slug)}/historique`, query),
  settings: (): string => '/administration/informations-legales',
  setting: (part: string): string => `/administration/informations-legales/${part}`,
  journal: (query?: Query): string => withQuery('/administration/journal', query),
  diagnosis: (query?: Query): string => withQuery('/administration/connexion', query),
  accessibility: (): string => '/accessibilite',
  privacy: (): string => '/donnees-personnelles',
  legal: (): string => '/mentions-legales',
  siteMap: (): string => '/plan-du-site',
  securityText: (): string => '/.well-known/security.txt',
  alive: (): string => '/sante',
  ready: (): string => '/pret',
  metrics: (): string => '/metrics',
  asset: (file: string): string => `/assets/${file}`,
};

/** True for an address of our own that a person may be sent back to after signing in. */
export function isOwnPath(target: string): boolean {
  return /^\/(?![/\\])[^\\\p{Cc}]*$/u.test(target);
}
