/** The filters by name. Those on people are for who answers: for others, they would only say who works there. */
export const filterKeys = [
  'etat',
  'nature',
  'equipe',
  'delai',
  'du',
  'au',
  'date',
  'depuis',
] as const;
export const agentFilterKeys = [...filterKeys, 'demandeur', 'pris-par'] as const;
export type FilterKey = (typeof agentFilterKeys)[number];
