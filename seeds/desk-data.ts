import type { AnnouncementLevel } from '../src/domain/announcements/announcement.ts';
import type { SiteCode, UnitCode } from './places-data.ts';
import type { TeamCode } from './teams-data.ts';

/** A rule of the ventilation: all that is said of the ticket must hold. */
export type RuleSeed = {
  label: string;
  site?: SiteCode;
  unit?: UnitCode;
  family?: string;
  categories?: readonly string[];
  exceptCategories?: readonly string[];
  team: TeamCode;
};

/** The rules of the demonstration, in the order they are tried. */
export const rules: readonly RuleSeed[] = [
  {
    label: 'Cabinet : un interlocuteur unique pour le matériel',
    unit: 'CABINET',
    family: 'materielle',
    exceptCategories: ['reseau-et-wifi', 'telephone-fixe'],
    team: 'DOPSI',
  },
  {
    label: 'Montaubray : le dépannage est assuré sur place par l’équipe réseau',
    site: 'MONTAUBRAY',
    categories: ['poste-de-travail', 'ecran-clavier-souris', 'imprimante', 'salle-de-reunion'],
    team: 'SYSTEM-RESEAU',
  },
  {
    label: 'Siège : les copieurs sont suivis par le dépannage de proximité',
    site: 'SIEGE',
    categories: ['copieur'],
    team: 'SOS-DEP',
  },
  {
    label: 'Port-Amélie : bâtiment loué, la logistique saisit le propriétaire',
    site: 'PORT-AMELIE',
    categories: ['maintenance-du-batiment'],
    team: 'LOGISTIQUE',
  },
];

/** Why a ticket may wait. */
export const holdReasons = {
  fournisseur: { name: 'Attente fournisseur', stopsClock: true, needsDate: false },
  planifiee: { name: 'Intervention planifiée', stopsClock: true, needsDate: true },
  'autre-service': { name: 'Attente d’un autre service', stopsClock: false, needsDate: false },
  autre: { name: 'Autre', stopsClock: false, needsDate: false },
} as const;

export type HoldReasonCode = keyof typeof holdReasons;

/** News of the demonstration: hours are counted from the planting. */
export type AnnouncementSeed = {
  level: AnnouncementLevel;
  title: string;
  body: string;
  startsHours: number;
  endsHours: number | null;
  /** Whom it is for; everybody when not given. */
  sites?: readonly SiteCode[];
  teams?: readonly TeamCode[];
  /** The natures it is about. */
  categories?: readonly string[];
};

/** What the desk has to say on the first day. */
export const announcements: readonly AnnouncementSeed[] = [
  {
    level: 'incident',
    title: 'Téléphonie coupée à Pontérac',
    body: 'Les postes fixes de la direction départementale de Pontérac n’ont plus de tonalité depuis ce matin. L’opérateur est sur place. Inutile de nous le signaler : en attendant, les mobiles de service et la messagerie fonctionnent.',
    startsHours: -2,
    endsHours: 30,
    sites: ['PONTERAC'],
    categories: ['telephone-fixe'],
  },
  {
    level: 'disruption',
    title: 'Impressions plus lentes au siège',
    body: 'Le serveur d’impression du siège est chargé en fin de matinée. Vos documents sortent, avec quelques minutes de retard : ne les envoyez pas deux fois.',
    startsHours: -26,
    endsHours: 96,
    categories: ['imprimante', 'copieur'],
  },
  {
    level: 'information',
    title: 'Mots de passe : le renouvellement annuel commence',
    body: 'Un courriel vous préviendra quinze jours avant l’échéance. Il ne contient aucun lien : le changement se fait uniquement depuis votre poste, comme l’explique la F.A.Q.',
    startsHours: -170,
    endsHours: null,
  },
  {
    level: 'information',
    title: 'Projets informatiques : déposez vos besoins de l’an prochain',
    body: 'La programmation se prépare en ce moment. Un besoin décrit tôt, même en quelques lignes, a plus de chances d’être retenu.',
    startsHours: -50,
    endsHours: 600,
    categories: ['developpement', 'pilotage'],
  },
  {
    level: 'information',
    title: 'Messagerie : mise à jour de nuit',
    body: 'La messagerie sera coupée deux heures, de nuit. Les messages reçus pendant ce temps arriveront ensuite : rien ne sera perdu.',
    startsHours: 40,
    endsHours: 136,
    categories: ['messagerie'],
  },
];
