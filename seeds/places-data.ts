type Site = { name: string; address: string };

/** The sites of the demonstration, in communes that do not exist. */
export const sites = {
  SIEGE: { name: 'Siège, hôtel des Tilleuls', address: '12 place des Tilleuls, 99000 Clairval' },
  TANNEURS: { name: 'Annexe des Tanneurs', address: '3 quai des Tanneurs, 99000 Clairval' },
  PONTERAC: {
    name: 'Direction départementale de Pontérac',
    address: '45 avenue de la Gare-Haute, 99200 Pontérac',
  },
  ORLANDE: {
    name: 'Direction départementale de Sainte-Orlande',
    address: '8 cours des Drapiers, 99300 Sainte-Orlande',
  },
  LERZANNE: {
    name: 'Maison des examens de Lerzanne',
    address: '27 rue du Vieux-Lavoir, 99140 Lerzanne',
  },
  BRISSANGES: {
    name: 'Centre d’orientation de Brissanges',
    address: '1 rue de la Fontaine-Basse, 99410 Brissanges',
  },
  MONTAUBRAY: {
    name: 'Pôle de formation de Montaubray',
    address: '60 route des Crêtes, 99520 Montaubray',
  },
  'PORT-AMELIE': {
    name: 'Antenne de Port-Amélie',
    address: '5 quai du Phare, 99600 Port-Amélie',
  },
} as const satisfies Record<string, Site>;

export type SiteCode = keyof typeof sites;

/** Where people of the demonstration work. */
export const units = {
  CABINET: 'Cabinet',
  SG: 'Secrétariat général',
  DEC: 'Division des examens et concours',
  DRH: 'Division des ressources humaines',
  DAF: 'Division des affaires financières',
  DOS: 'Division de l’organisation scolaire',
  COM: 'Service de la communication',
  DDP: 'Direction départementale de Pontérac',
  DDO: 'Direction départementale de Sainte-Orlande',
  SIO: 'Service d’information et d’orientation',
  FORM: 'Pôle de formation',
  DSI: 'Direction des systèmes d’information',
  DMG: 'Division des moyens généraux',
} as const;

export type UnitCode = keyof typeof units;
