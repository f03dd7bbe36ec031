import { hardwareFamily } from './catalogue/hardware.ts';
import { buildingFamily, computingFamily, logisticsFamily } from './catalogue/services.ts';
import { softwareFamily } from './catalogue/software.ts';
import type { TeamCode } from './teams-data.ts';

/** A nature of the demonstration. Promises are in working hours. */
export type CategorySeed = {
  slug: string;
  name: string;
  description: string;
  synonyms: readonly string[];
  team: TeamCode;
  takeHours: number;
  resolveHours: number;
  /** « Choisissez plutôt … si … », by the other nature’s slug. */
  insteadIf?: Readonly<Record<string, string>>;
};

/** A family of the demonstration and its natures, in order. */
export type FamilySeed = {
  kind: 'problem' | 'service';
  slug: string;
  name: string;
  categories: readonly CategorySeed[];
};

/** What may be asked in the demonstration. */
export const families: readonly FamilySeed[] = [
  softwareFamily,
  hardwareFamily,
  computingFamily,
  buildingFamily,
  logisticsFamily,
];

/** « Je ne sais pas »: in a family of its own, which no list shows. */
export const unknownCategory: { family: FamilySeed; category: CategorySeed } = {
  family: { kind: 'problem', slug: 'a-orienter', name: 'À orienter', categories: [] },
  category: {
    slug: 'je-ne-sais-pas',
    name: 'Je ne sais pas',
    description:
      'Décrivez votre situation avec vos mots : l’accueil lit votre demande et la confie à la bonne équipe. Rien de ce que vous écrivez n’est à recommencer.',
    synonyms: [],
    team: 'TRIAGE',
    takeHours: 4,
    resolveHours: 27,
  },
};
