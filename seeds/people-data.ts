import type { SiteCode, UnitCode } from './places-data.ts';
import type { TeamCode } from './teams-data.ts';

/** A person of the demonstration. Nobody of this name is meant; numbers are of the ranges kept for fiction. */
export type PersonSeed = {
  login: string;
  firstName: string;
  lastName: string;
  phone: string;
  room: string;
  site: SiteCode;
  unit: UnitCode;
  team?: TeamCode;
  isLead?: boolean;
  isAdministrator?: boolean;
};

/** The people everybody knows by their first name, in the tests and on the screenshots. */
const known = {
  marie: {
    login: 'marie.dupont',
    firstName: 'Marie',
    lastName: 'Dupont',
    phone: '05 36 49 12 04',
    room: '214',
    site: 'SIEGE',
    unit: 'DEC',
  },
  paul: {
    login: 'paul.martin',
    firstName: 'Paul',
    lastName: 'Martin',
    phone: '05 36 49 31 18',
    room: 'B12',
    site: 'PONTERAC',
    unit: 'DDP',
  },
  nadia: {
    login: 'nadia.benali',
    firstName: 'Nadia',
    lastName: 'Benali',
    phone: '05 36 49 20 01',
    room: 'R03',
    site: 'SIEGE',
    unit: 'DSI',
    team: 'SYSTEM-RESEAU',
  },
  karim: {
    login: 'karim.leroy',
    firstName: 'Karim',
    lastName: 'Leroy',
    phone: '05 36 49 20 02',
    room: 'R03',
    site: 'SIEGE',
    unit: 'DSI',
    team: 'SYSTEM-RESEAU',
  },
  lucie: {
    login: 'lucie.moreau',
    firstName: 'Lucie',
    lastName: 'Moreau',
    phone: '05 36 49 22 10',
    room: '310',
    site: 'SIEGE',
    unit: 'DSI',
    team: 'DOPSI',
    isLead: true,
  },
  hugo: {
    login: 'hugo.petit',
    firstName: 'Hugo',
    lastName: 'Petit',
    phone: '05 36 49 40 06',
    room: 'S01',
    site: 'TANNEURS',
    unit: 'DMG',
    team: 'LOGISTIQUE',
  },
  odile: {
    login: 'odile.garnier',
    firstName: 'Odile',
    lastName: 'Garnier',
    phone: '05 36 49 10 01',
    room: '402',
    site: 'SIEGE',
    unit: 'SG',
    isAdministrator: true,
  },
} as const satisfies Record<string, PersonSeed>;

type Row = readonly [first: string, last: string, room: string, site: SiteCode, unit: UnitCode];

const ACCENTS = /[\u0300-\u036F]/g;
const plain = (name: string): string =>
  name.normalize('NFD').replace(ACCENTS, '').toLowerCase().replace(/[ ’]/g, '-');

function person([firstName, lastName, room, site, unit]: Row, index: number): PersonSeed {
  const phone = `05 36 49 5${index % 10} ${String(10 + index)}`;
  return {
    login: `${plain(firstName)}.${plain(lastName)}`,
    firstName,
    lastName,
    phone,
    room,
    site,
    unit,
  };
}

/** The first of each team leads it, unless somebody known does. */
const colleagues: Record<TeamCode, readonly Row[]> = {
  'SYSTEM-RESEAU': [
    ['Bérénice', 'Cordier', 'R01', 'SIEGE', 'DSI'],
    ['Titouan', 'Rousselot', 'R04', 'SIEGE', 'DSI'],
    ['Maëlys', 'Fauvel', 'R04', 'MONTAUBRAY', 'DSI'],
  ],
  DOPSI: [
    ['Anselme', 'Veyrat', '311', 'SIEGE', 'DSI'],
    ['Clémence', 'Aubriot', '312', 'SIEGE', 'DSI'],
    ['Ismaël', 'Toumi', '312', 'SIEGE', 'DSI'],
  ],
  'SOS-DEP': [
    ['Gaëlle', 'Lestrade', '012', 'SIEGE', 'DSI'],
    ['Rémi', 'Bonnaud', '012', 'SIEGE', 'DSI'],
    ['Fatou', 'Seck', 'A05', 'PONTERAC', 'DSI'],
    ['Joris', 'Delmas', '008', 'ORLANDE', 'DSI'],
  ],
  BATIMENT: [
    ['Solange', 'Mercadier', 'Atelier', 'SIEGE', 'DMG'],
    ['Yannick', 'Le Goazec', 'Atelier', 'SIEGE', 'DMG'],
    ['Driss', 'Amrani', 'Atelier', 'TANNEURS', 'DMG'],
  ],
  LOGISTIQUE: [
    ['Perrine', 'Chastel', 'S02', 'TANNEURS', 'DMG'],
    ['Léandre', 'Jolivet', 'S01', 'TANNEURS', 'DMG'],
  ],
  TRIAGE: [
    ['Élodie', 'Sauvageot', '001', 'SIEGE', 'DMG'],
    ['Matthis', 'Barrère', '001', 'SIEGE', 'DMG'],
  ],
};

const others: readonly Row[] = [
  ['Agathe', 'Vernet', '215', 'SIEGE', 'DEC'],
  ['Baptiste', 'Orsini', '118', 'SIEGE', 'DAF'],
  ['Camille', 'Thévenot', '119', 'SIEGE', 'DAF'],
  ['Delphine', 'Rambaud', '225', 'SIEGE', 'DRH'],
  ['Élie', 'Castagnier', '226', 'SIEGE', 'DRH'],
  ['Faustine', 'Gallois', '405', 'SIEGE', 'CABINET'],
  ['Gaspard', 'Noirot', '404', 'SIEGE', 'CABINET'],
  ['Héloïse', 'Prigent', '330', 'SIEGE', 'COM'],
  ['Ibrahim', 'Diarra', '108', 'TANNEURS', 'DOS'],
  ['Joséphine', 'Maillard', '109', 'TANNEURS', 'DOS'],
  ['Kévin', 'Sorel', '110', 'TANNEURS', 'DOS'],
  ['Lison', 'Duvernay', 'B14', 'PONTERAC', 'DDP'],
  ['Malo', 'Kerdoncuff', 'B02', 'PONTERAC', 'DDP'],
  ['Noémie', 'Escoffier', '21', 'ORLANDE', 'DDO'],
  ['Octave', 'Bellanger', '23', 'ORLANDE', 'DDO'],
  ['Philippine', 'Roche-Vial', '3', 'LERZANNE', 'DEC'],
  ['Quentin', 'Lamballe', '4', 'LERZANNE', 'DEC'],
  ['Rosalie', 'N’Diaye', '11', 'BRISSANGES', 'SIO'],
  ['Sacha', 'Vidalenc', '12', 'BRISSANGES', 'SIO'],
  ['Thaïs', 'Boisseau', 'F2', 'MONTAUBRAY', 'FORM'],
  ['Ulysse', 'Grandjean', 'F7', 'MONTAUBRAY', 'FORM'],
  ['Victoire', 'Hamelin', '2', 'PORT-AMELIE', 'DOS'],
  ['Wassim', 'Haddad', '2', 'PORT-AMELIE', 'DOS'],
];

const teamCodes = Object.keys(colleagues) as TeamCode[];
const agents: PersonSeed[] = teamCodes.flatMap((team) =>
  colleagues[team].map((row, index) => ({
    ...person(row, teamCodes.indexOf(team) * 4 + index),
    team,
    isLead: index === 0 && team !== 'DOPSI',
  })),
);

export type KnownPerson = keyof typeof known;

/** The people everybody knows by their first name. */
export const knownPeople: Record<KnownPerson, PersonSeed> = known;

/** Everybody in the demonstration. */
export const people: readonly PersonSeed[] = [
  ...Object.values(knownPeople),
  ...agents,
  ...others.map((row, index) => person(row, 30 + index)),
];

/** The address of everybody’s mailbox, at a name that can never exist. */
export const emailOf = ({ login }: PersonSeed): string => `${login}@academie-demonstration.example`;
