import type { Page } from 'playwright-core';
import { personIdOf, ticketNumberOf, viewerOf } from '../../seeds/find.ts';
import type { StoryKey } from '../../seeds/stories.ts';
import { liveAnnouncements } from '../../src/domain/announcements/announcement-editing.ts';
import { listArticleTexts } from '../../src/domain/knowledge/article-queries.ts';
import { recordDirectoryRun } from '../../src/domain/people/directory-run.ts';
import type { Db } from '../../src/domain/tables.ts';
import { paths } from '../../src/paths.ts';
import { worldNow } from './database.ts';
import { servedFormLimit, signIn } from './site.ts';
import { heavyFile, picture } from './uploads.ts';

/** A page of the product in one of its states, on the demo world. */
export type PageState = {
  /** Names its picture. */
  name: string;
  /** Who looks at it; nobody is signed in when null. */
  login: string | null;
  path: string;
  /** What to do once it is open, to bring it to its state. */
  act?: (page: Page) => Promise<void>;
};

const submit = (button: string | RegExp) => async (page: Page) => {
  await page.locator('main').getByRole('button', { name: button }).first().click();
  await page.waitForLoadState();
};

/** Sends the form as a page without a script would: with none of the questions that its answers call for. */
const askedInASecondStep = async (page: Page): Promise<void> => {
  await page.getByLabel('Objet').fill('Ordinateur volé dans le train');
  await page.getByLabel('Description').fill('Hier soir.');
  for (const answer of [/^Oui/, /^Moi$/]) await page.getByLabel(answer).first().check();
  await page.getByLabel('Ordinateur portable').check();
  await page.getByLabel(/Constaté le/).fill('2026-11-22');
  await page
    .getByRole('radiogroup', { name: /un vol/ })
    .getByLabel('Oui')
    .check();
  await page.locator('fieldset.question').evaluateAll((questions) => {
    for (const question of questions) (question as HTMLFieldSetElement).disabled = true;
  });
  await submit(/^Envoyer/)(page);
};

/** Writes in the form in two windows, unless an earlier visit did, then opens it again. */
const writtenInTwoWindows = async (page: Page): Promise<void> => {
  const told = page.getByText('Un autre texte, écrit ici dans une autre fenêtre');
  if ((await told.count()) > 0) return;
  const other = await page.context().newPage();
  await other.goto(page.url());
  for (const [window, subject] of [
    [other, 'Mon badge est refusé au copieur'],
    [page, 'Le copieur avale deux feuilles à la fois'],
  ] as const) {
    const kept = window.waitForResponse((response) => response.url().endsWith('/brouillon'));
    await window.getByLabel('Objet').fill(subject);
    await kept;
  }
  await other.close();
  await page.reload();
  await told.first().waitFor();
};

/** Chooses files in the field of a form, unless an earlier visit left them there. */
const joinFiles =
  (form: string, { isTooMuch = false } = {}) =>
  async (page: Page) => {
    const field = page.locator(form).locator('.file-field');
    const waiting = field.getByRole('button', { name: /^Retirer/ });
    const files = [
      { name: 'capture-2026-11-23-1405.png', mimeType: 'image/png', buffer: picture() },
      {
        name: 'journal de l’erreur.txt',
        mimeType: 'text/plain',
        buffer: Buffer.alloc(12_000, 'x'),
      },
    ];
    const isFirst = (await waiting.count()) === 0;
    const chooser = field.locator('input[type=file]');
    if (isFirst) await chooser.setInputFiles(files);
    await waiting.nth(1).waitFor();
    if (!isTooMuch) return;
    await chooser.setInputFiles([heavyFile('vidéo de l’écran.mp4')]);
    await waiting.nth(2).waitFor();
  };

/** Adds files to a ticket by its form, unless an earlier visit did. */
async function sendFiles(page: Page): Promise<void> {
  if ((await page.locator('.thread .file').count()) > 0) return;
  await joinFiles('#completion')(page);
  await page.getByRole('button', { name: 'Envoyer le complément' }).click();
  await page.locator('.thread .file').first().waitFor();
}

/** Signs the same person in from another browser, and shows where they are. */
async function openElsewhere(page: Page): Promise<void> {
  const userAgent =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Mobile/15E148 Safari/604.1';
  const other = await page.context().browser()?.newContext({ userAgent });
  const elsewhere = await other?.newPage();
  await elsewhere?.goto(new URL(paths.signIn(), page.url()).href);
  if (elsewhere) await signIn(elsewhere, 'marie.dupont');
  await other?.close();
  await page.reload();
}

/** Has somebody refused in another browser, and looks again. */
async function failElsewhere(page: Page): Promise<void> {
  const other = await page.context().browser()?.newContext();
  const elsewhere = await other?.newPage();
  for (const login of ['paul.martin', 'personne.ici']) {
    await elsewhere?.goto(new URL(paths.signIn(), page.url()).href);
    await elsewhere?.getByLabel('Identifiant').fill(login);
    await elsewhere?.getByLabel('Mot de passe').fill('oublié');
    await elsewhere?.getByRole('button', { name: 'Se connecter', exact: true }).click();
    await elsewhere?.getByRole('alert').first().waitFor();
  }
  await other?.close();
  await page.reload();
}

/** Has the page warned that its session ends, or told that it has, without waiting for it. */
const sayTheEnd = (isSoon: boolean) => async (page: Page) => {
  const left = {
    ...{ seconds: 570, isFinal: false, title: 'Votre session se termine bientôt' },
    text: 'Sans action de votre part, elle se termine dans 9 minutes, à 12:00. Ce que vous avez écrit reste sur cette page.',
  };
  const answer = isSoon ? { json: left } : { status: 401 };
  await page.route(`**${paths.sessionLeft()}`, (route) => route.fulfill(answer));
  await page.locator('#fin-de-session').evaluate((dialog) => {
    dialog.setAttribute('data-session-end-seconds-value', '60');
    dialog.remove();
    document.body.append(dialog);
  });
  await page.getByRole('alertdialog').waitFor();
  await page.unroute(`**${paths.sessionLeft()}`);
};

const visitor = (): PageState[] => [
  { name: 'connexion', login: null, path: paths.signIn() },
  {
    name: 'connexion-refusee',
    login: null,
    path: paths.signIn(),
    act: async (page) => {
      await page.getByLabel('Identifiant').fill('personne');
      await page.getByLabel('Mot de passe').fill('autre chose');
      await submit('Se connecter')(page);
    },
  },
  { name: 'mentions-legales', login: null, path: paths.legal() },
  { name: 'donnees-personnelles', login: null, path: paths.privacy() },
  { name: 'accessibilite', login: null, path: paths.accessibility() },
  { name: 'plan-du-site', login: null, path: paths.siteMap() },
];

const requester = (of: (key: string) => number): PageState[] => {
  const pages: Omit<PageState, 'login'>[] = [
    { name: 'accueil', path: paths.home() },
    { name: 'accueil-cloturees', path: paths.home({ etat: 'cloturees' }) },
    { name: 'accueil-recherche-vide', path: paths.home({ q: 'introuvable' }) },
    { name: 'assistance', path: paths.assistance() },
    { name: 'assistance-recherche', path: `${paths.assistance()}?q=imprimente` },
    { name: 'services', path: paths.services() },
    { name: 'famille', path: paths.family('problem', 'logicielle') },
    { name: 'nature', path: paths.category('messagerie') },
    { name: 'deposer-choisir', path: paths.newTicket() },
    { name: 'deposer', path: paths.newTicket({ nature: 'messagerie' }) },
    {
      name: 'deposer-erreurs',
      path: paths.newTicket({ nature: 'messagerie' }),
      act: submit(/^Envoyer/),
    },
    {
      name: 'deposer-questions',
      path: paths.newTicket({ nature: 'fichiers-partages' }),
      act: async (page) => {
        await page.getByLabel('Ouvrir le dossier à quelqu’un').check();
        await page
          .getByLabel(/À qui ouvrir le dossier/)
          .first()
          .fill('duvernay');
        await page.getByRole('button', { name: 'Chercher la personne' }).first().click();
        await page.getByRole('radio', { name: 'DUVERNAY Lison' }).waitFor();
      },
    },
    {
      name: 'deposer-questions-erreurs',
      path: paths.newTicket({ nature: 'maintenance-du-batiment' }),
      act: async (page) => {
        await page.getByLabel('Chauffage, climatisation').check();
        await page.getByLabel('Température dans la pièce').fill('frisquet');
        await submit(/^Envoyer/)(page);
      },
    },
    {
      name: 'deposer-seconde-etape',
      path: paths.newTicket({ nature: 'materiel-perdu-ou-vole' }),
      act: askedInASecondStep,
    },
    {
      name: 'deposer-autre-fenetre',
      path: paths.newTicket({ nature: 'copieur' }),
      act: writtenInTwoWindows,
    },
    {
      name: 'deposer-question-fichier',
      path: paths.newTicket({ nature: 'developpement' }),
      act: joinFiles('#questions'),
    },
    {
      name: 'deposer-question-fichier-manquant',
      path: paths.newTicket({ nature: 'materiel-perdu-ou-vole' }),
      act: async (page) => {
        const stolen = page.getByRole('radiogroup', { name: /un vol/ });
        await stolen.getByLabel('Oui').check();
        const told = page.getByRole('radiogroup', { name: /déposé plainte/ });
        await told.getByLabel('Oui').check();
        await submit(/^Envoyer/)(page);
      },
    },
    { name: 'recapitulatif-reponses', path: paths.ticketSubmitted(of('marieRoom')) },
    { name: 'demande-reponses', path: paths.ticket(of('marieChair')) },
    {
      name: 'deposer-fichiers',
      path: paths.newTicket({ nature: 'poste-de-travail' }),
      act: joinFiles('main', { isTooMuch: true }),
    },
    { name: 'recapitulatif', path: paths.ticketSubmitted(of('marieScreen')) },
    { name: 'demande-en-attente', path: paths.ticket(of('marieScreen')) },
    { name: 'demande-en-cours', path: paths.ticket(of('marieSharedFolder')) },
    { name: 'demande-a-completer', path: paths.ticket(of('marieDashboard')) },
    { name: 'demande-fichiers', path: paths.ticket(of('marieChair')), act: sendFiles },
    { name: 'demande-mise-en-attente', path: paths.ticket(of('marieChair')) },
    { name: 'demande-resolue', path: paths.ticket(of('marieVpn')) },
    { name: 'demande-cloturee', path: paths.ticket(of('mariePrinter')) },
    { name: 'demande-annulee', path: paths.ticket(of('marieRoom')) },
    { name: 'demande-annulation', path: paths.cancellation(of('marieScreen')) },
    { name: 'demande-imprimer', path: paths.ticketPrint(of('marieSharedFolder')) },
    { name: 'demande-delai', path: paths.ticketDelay(of('marieSharedFolder')) },
    { name: 'demande-delai-suspendu', path: paths.ticketDelay(of('marieDashboard')) },
    { name: 'notifications', path: paths.notices() },
    { name: 'faq', path: paths.knowledge() },
    { name: 'faq-recherche', path: paths.knowledge({ q: 'mot de passe' }) },
    { name: 'faq-fiche', path: paths.article('boite-aux-lettres-pleine') },
    {
      name: 'faq-fiche-avis',
      path: paths.article('ecran-noir'),
      act: async (page) => {
        const yes = page.getByRole('button', { name: /^Oui/ });
        if ((await yes.count()) > 0) await yes.click();
        await page.getByLabel('Une remarque pour l’équipe').waitFor();
      },
    },
    {
      name: 'deposer-reponses',
      path: paths.newTicket({ nature: 'messagerie' }),
      act: async (page) => {
        await page.getByLabel('Objet').fill('Ma boîte aux lettres est pleine');
        await page.getByText('La réponse est peut-être déjà là').waitFor();
      },
    },
    { name: 'aide', path: paths.help() },
    { name: 'aide-recherche', path: paths.help({ q: 'pièce jointe' }) },
    { name: 'aide-recherche-vide', path: paths.help({ q: 'zwxq' }) },
    { name: 'mes-coordonnees', path: paths.profile() },
    {
      name: 'mes-coordonnees-erreurs',
      path: paths.profile(),
      act: async (page) => {
        await page.getByLabel('Téléphone').fill('1'.repeat(41));
        await submit('Enregistrer mes coordonnées')(page);
      },
    },
    { name: 'mes-donnees', path: paths.personalData() },
    { name: 'mes-connexions', path: paths.sessions(), act: openElsewhere },
    { name: 'premier-administrateur', path: paths.firstAdministrator({ cle: 'perimee' }) },
    { name: 'rester-connecte', path: paths.sessionExtension() },
    { name: 'session-bientot', path: paths.profile(), act: sayTheEnd(true) },
    { name: 'session-terminee', path: paths.profile(), act: sayTheEnd(false) },
    { name: 'recherche', path: paths.search({ q: 'imprimante' }) },
    { name: 'recherche-corrigee', path: paths.search({ q: 'imprimente' }) },
    { name: 'recherche-rien', path: paths.search({ q: 'xylophone' }) },
    { name: 'recherche-rien-filtres', path: paths.search({ q: 'etat:annulee du:2001 au:2001' }) },
    { name: 'introuvable', path: '/demandes/999999' },
  ];
  return pages.map((page) => ({ ...page, login: 'marie.dupont' }));
};

const agent = (of: (key: string) => number): PageState[] => {
  const pages: Omit<PageState, 'login'>[] = [
    { name: 'console', path: paths.console() },
    { name: 'aide-intervenants', path: paths.agentHelp() },
    { name: 'console-libres', path: paths.console({ vue: 'libres' }) },
    { name: 'console-equipe', path: paths.console({ vue: 'equipe' }) },
    { name: 'console-en-retard', path: paths.console({ vue: 'en-retard' }) },
    { name: 'console-bientot', path: paths.console({ vue: 'bientot' }) },
    { name: 'console-echeances', path: paths.dueBoard() },
    { name: 'console-vide', path: paths.console({ vue: 'equipe', q: 'introuvable' }) },
    { name: 'notifications-intervenant', path: paths.notices() },
    { name: 'recherche-mot-rare', path: paths.search({ q: 'brochures' }) },
    { name: 'recherche-mots-proches', path: paths.search({ q: 'brochures', proche: 1 }) },
    { name: 'recherche-filtres', path: paths.search({ q: 'réseau etat:ouverte du:01/09/2026' }) },
    { name: 'recherche-filtre-inconnu', path: paths.search({ q: 'écran etat:bleu salle:12' }) },
    { name: 'console-demande', path: paths.consoleTicket(of('marieNetworkPlug')) },
    { name: 'console-demande-delai', path: paths.consoleTicketDelay(of('marieNetworkPlug')) },
    {
      name: 'console-demande-delai-transferee',
      path: paths.consoleTicketDelay(of('transferredShare')),
    },
    { name: 'console-demande-reponses', path: paths.consoleTicket(of('paulNewcomer')) },
    {
      name: 'console-note-fichier',
      path: paths.consoleTicket(of('marieNetworkPlug')),
      act: joinFiles('#noter'),
    },
    { name: 'console-demande-resolue', path: paths.consoleTicket(of('marieVpn')) },
  ];
  return pages.map((page) => ({ ...page, login: 'nadia.benali' }));
};

/** The board of a team that has kept everything: its agent takes what was left, unless an earlier visit did. */
const nothingDue = (): PageState => ({
  name: 'console-echeances-rien',
  login: 'matthis.barrere',
  path: paths.dueBoard(),
  act: async (page) => {
    const take = page.locator('main').getByRole('button', { name: /^Prendre en charge/ });
    while ((await take.count()) > 0) {
      await take.first().click();
      await page.waitForLoadState();
    }
    await page.getByText('Rien en retard, rien à tenir.').waitFor();
  },
});

/** Those who chose for themselves: English, shortcuts, a second affectation. */
const choosers = (): PageState[] => [
  { name: 'accueil-anglais', login: 'thais.boisseau', path: paths.home() },
  { name: 'mes-coordonnees-anglais', login: 'thais.boisseau', path: paths.profile() },
  { name: 'mes-coordonnees-intervenant', login: 'lucie.moreau', path: paths.profile() },
  {
    name: 'mes-donnees-intervenant',
    login: 'lucie.moreau',
    path: paths.personalData(),
    act: async (page) => {
      for (const part of await page.locator('main summary').all()) await part.click();
    },
  },
  { name: 'mes-coordonnees-affectations', login: 'paul.martin', path: paths.profile() },
  {
    name: 'raccourcis',
    login: 'lucie.moreau',
    path: paths.console(),
    act: (page) => page.keyboard.press('?'),
  },
];

/** Somebody whose forms are refused for a while: nobody else’s are. */
const inTooGreatHurry = (): PageState => ({
  name: 'trop-d-envois',
  login: 'joris.delmas',
  path: paths.profile(),
  act: async (page) => {
    const many = Array.from({ length: servedFormLimit }, () => page.request.post(paths.profile()));
    await Promise.all(many);
    await submit('Enregistrer mes coordonnées')(page);
    await page.getByRole('heading', { name: 'Trop d’envois à la fois' }).waitFor();
  },
});

/** Paul’s site has an incident: it is told on each of his pages. */
const withIncident = (): PageState[] => [
  { name: 'accueil-incident', login: 'paul.martin', path: `${paths.home()}#messages` },
  {
    name: 'deposer-incident',
    login: 'paul.martin',
    path: paths.newTicket({ nature: 'telephone-fixe' }),
  },
  { name: 'nature-incident', login: 'paul.martin', path: paths.category('telephone-fixe') },
];

/** Messages being written, by an administrator and by the lead of a team. */
const announcements = (edited: number): PageState[] => [
  { name: 'messages', login: 'odile.garnier', path: paths.announcements() },
  { name: 'messages-responsable', login: 'lucie.moreau', path: paths.announcements() },
  { name: 'message-nouveau', login: 'lucie.moreau', path: paths.newAnnouncement() },
  {
    name: 'message-erreurs',
    login: 'lucie.moreau',
    path: paths.newAnnouncement(),
    act: submit(/^Publier/),
  },
  { name: 'message-modifier', login: 'odile.garnier', path: paths.announcement(edited) },
  {
    name: 'message-apercu',
    login: 'odile.garnier',
    path: paths.announcement(edited),
    act: submit('Voir l’aperçu'),
  },
];

const administrator = (of: (key: string) => number, article: number): PageState[] => [
  { name: 'administration', login: 'odile.garnier', path: paths.administration() },
  { name: 'administration-faq', login: 'odile.garnier', path: paths.articleDesk() },
  { name: 'administration-faq-vide', login: 'lucie.moreau', path: paths.articleDesk() },
  { name: 'administration-faq-nouvelle', login: 'odile.garnier', path: paths.newArticle() },
  {
    name: 'administration-faq-erreurs',
    login: 'odile.garnier',
    path: paths.newArticle(),
    act: submit(/^Publier/),
  },
  { name: 'administration-faq-fiche', login: 'odile.garnier', path: paths.articleEditing(article) },
  {
    name: 'administration-faq-apercu',
    login: 'odile.garnier',
    path: paths.articleEditing(article),
    act: submit(/^Voir l’aperçu/),
  },
  {
    name: 'administration-faq-historique',
    login: 'odile.garnier',
    path: paths.articleHistory(article),
  },
  {
    name: 'console-toutes',
    login: 'odile.garnier',
    path: paths.console({ vue: 'toutes' }),
  },
  {
    name: 'console-en-retard-toutes',
    login: 'odile.garnier',
    path: paths.console({ vue: 'en-retard' }),
  },
  { name: 'console-echeances-toutes', login: 'odile.garnier', path: paths.dueBoard() },
  {
    name: 'console-demande-administrateur',
    login: 'odile.garnier',
    path: paths.consoleTicket(of('waterLeak')),
  },
];

/** New, moved, there already, and wrong. */
const closuresToCheck = [
  ...['Début;Fin;Libellé', '07/05/2027;;Pont de l’Ascension'],
  ...['2026-12-24;2027-01-05;Fermeture de fin d’année', '2027-08-03;2027-08-14;Fermeture d’été'],
  ...['31/02/2027;;Jour qui n’existe pas', '2027-06-01;=A1+B1'],
].join('\n');

/** When teams work: by an administrator, and by a lead. The first calendar is the usual one. */
const calendarPages = (): PageState[] => {
  const [first, second] = [1, 2];
  const pages: Omit<PageState, 'login'>[] = [
    { name: 'administration-calendriers', path: paths.calendarDesk() },
    { name: 'administration-calendrier', path: paths.calendarEditing(first) },
    {
      name: 'administration-calendrier-erreurs',
      path: paths.calendarEditing(first),
      act: async (page) => {
        await page.getByLabel('Lundi').first().fill('le matin');
        await submit('Enregistrer les horaires')(page);
      },
    },
    {
      name: 'administration-calendrier-repris',
      path: paths.calendarEditing(first),
      act: submit('Reprendre le lundi jusqu’au vendredi'),
    },
    {
      name: 'administration-calendrier-annee',
      path: paths.calendarYear(first, { annee: 2027 }),
    },
    { name: 'administration-calendrier-import', path: paths.calendarImport(first) },
    {
      name: 'administration-calendrier-import-vide',
      path: paths.calendarImport(second),
      act: submit('Vérifier'),
    },
    {
      name: 'administration-calendrier-import-apercu',
      path: paths.calendarImport(first),
      act: async (page) => {
        await page.getByLabel('Ou son contenu').fill(closuresToCheck);
        await submit('Vérifier')(page);
      },
    },
    { name: 'administration-calendrier-historique', path: paths.calendarHistory(first) },
  ];
  const lead: PageState[] = [
    {
      name: 'administration-calendrier-responsable',
      path: paths.calendarEditing(first),
      login: 'lucie.moreau',
    },
  ];
  return [...pages.map((page) => ({ ...page, login: 'odile.garnier' })), ...lead];
};

/** What is promised: by default and by a nature; the second is left as it is, whatever another page does. */
const targetPages = (): PageState[] => {
  const nature = paths.categoryTargets('messagerie');
  const pages: Omit<PageState, 'login'>[] = [
    { name: 'administration-delais', path: paths.targetDesk() },
    { name: 'administration-delais-par-defaut', path: paths.defaultTargets() },
    { name: 'administration-delais-nature', path: nature },
    {
      name: 'administration-delais-erreurs',
      path: paths.categoryTargets('imprimante'),
      act: async (page) => {
        await page.getByLabel('Prise en charge').first().fill('bientôt');
        await submit('Enregistrer les délais')(page);
      },
    },
    {
      name: 'administration-delais-apercu',
      path: nature,
      act: async (page) => {
        await page.getByLabel('Déposée le').fill('2026-12-23');
        await submit('Voir l’aperçu')(page);
      },
    },
    {
      name: 'administration-delais-historique',
      path: paths.categoryTargetsHistory('messagerie'),
    },
  ];
  const lead: PageState[] = [
    {
      name: 'administration-delais-responsable',
      path: paths.categoryTargets('developpement'),
      login: 'lucie.moreau',
    },
  ];
  return [...pages.map((page) => ({ ...page, login: 'odile.garnier' })), ...lead];
};

/** What teams change every week: by an administrator, and by a lead. */
const teamsAndNatures = (karim: number): PageState[] => {
  const [team, nature] = ['SYSTEM-RESEAU', 'reseau-et-wifi'];
  const pages: Omit<PageState, 'login'>[] = [
    { name: 'administration-equipes', path: paths.teamDesk() },
    { name: 'administration-equipe', path: paths.teamEditing(team) },
    { name: 'administration-equipe-ajouter', path: paths.teamEditing(team, { qui: 'martin' }) },
    {
      name: 'administration-equipe-erreurs',
      path: paths.teamEditing(team),
      act: async (page) => {
        await page.getByLabel('Nom affiché').fill('');
        await submit('Enregistrer le nom')(page);
      },
    },
    {
      name: 'administration-equipe-conflit',
      path: paths.teamEditing(team),
      act: async (page) => {
        const version = page.locator('form[action$="/SYSTEM-RESEAU"] input[name=version]');
        await version.evaluate((field: HTMLInputElement) => (field.value = '1'));
        await page.getByLabel('Nom affiché').fill('Réseaux');
        await submit('Enregistrer le nom')(page);
      },
    },
    { name: 'administration-equipe-retrait', path: paths.teamMemberEnd(team, karim) },
    { name: 'administration-equipe-historique', path: paths.teamHistory(team) },
    { name: 'administration-natures', path: paths.categoryDesk() },
    { name: 'administration-nature', path: paths.categoryEditing(nature) },
    {
      name: 'administration-nature-erreurs',
      path: paths.categoryEditing('imprimante'),
      act: async (page) => {
        await page.getByLabel('Nom').first().fill('');
        await submit('Enregistrer la nature')(page);
      },
    },
    {
      name: 'administration-nature-essai',
      path: `${paths.categoryEditing(nature)}?apercu=oui&phrase=le+wifi+ne+marche+plus`,
    },
    { name: 'administration-nature-historique', path: paths.categoryHistory(nature) },
    { name: 'administration-informations-legales', path: paths.settings() },
    { name: 'administration-journal', path: paths.journal() },
    { name: 'administration-connexion', path: paths.diagnosis(), act: failElsewhere },
    { name: 'administration-connexion-vide', path: paths.diagnosis({ q: '0123456789' }) },
    { name: 'administration-journal-filtre', path: paths.journal({ objet: 'team', qui: 'x' }) },
  ];
  const lead: Omit<PageState, 'login'>[] = [
    { name: 'administration-responsable', path: paths.administration() },
    { name: 'administration-equipes-responsable', path: paths.teamDesk() },
    { name: 'administration-nature-responsable', path: paths.categoryEditing('developpement') },
  ];
  return [
    ...pages.map((page) => ({ ...page, login: 'odile.garnier' })),
    ...lead.map((page) => ({ ...page, login: 'lucie.moreau' })),
  ];
};

/** Every page of the product in every state worth looking at. */
export async function pageStates(db: Db): Promise<PageState[]> {
  const stopped = { outcome: 'too_many_departures', read: 90, departures: 12 } as const;
  await recordDirectoryRun(db, { ...stopped, issuer: 'ldap:///dc=exemple' }, worldNow);
  const keys: StoryKey[] = [
    'marieScreen',
    'marieNetworkPlug',
    'marieSharedFolder',
    'marieChair',
    'marieDashboard',
    'marieVpn',
    'mariePrinter',
    'marieRoom',
    'paulNewcomer',
    'waterLeak',
    'transferredShare',
  ];
  const numbers = new Map<string, number>();
  for (const key of keys) numbers.set(key, await ticketNumberOf(db, key));
  const of = (key: string): number => {
    const number = numbers.get(key);
    if (number === undefined) throw new Error(`no number was read for ${key}`);
    return number;
  };
  const [incident] = await liveAnnouncements(db, await viewerOf(db, 'odile'), worldNow);
  if (incident === undefined) throw new Error('the world has an incident');
  const [article] = await listArticleTexts(db);
  if (article === undefined) throw new Error('the world has a sheet');
  return [
    ...[...visitor(), ...requester(of), ...agent(of), ...choosers(), inTooGreatHurry()],
    nothingDue(),
    ...[...administrator(of, article.id), ...withIncident(), ...announcements(incident.id)],
    ...calendarPages(),
    ...targetPages(),
    ...teamsAndNatures(await personIdOf(db, 'karim')),
  ];
}
