/** The teams of the demonstration, by the code that people know them by. */
export const teams = {
  'SYSTEM-RESEAU': 'Systèmes, réseaux et messagerie',
  DOPSI: 'Organisation, pilotage et systèmes d’information',
  'SOS-DEP': 'Dépannage de proximité',
  BATIMENT: 'Maintenance des bâtiments',
  LOGISTIQUE: 'Logistique et moyens généraux',
  TRIAGE: 'Accueil et orientation des demandes',
} as const;

/** The code of a team of the demonstration. */
export type TeamCode = keyof typeof teams;
