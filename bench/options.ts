import { parseArgs } from 'node:util';
import { type Size, sizes } from './sizes.ts';

/** What may be measured, by what `--only` names. */
export const parts = [
  'W1',
  'W2',
  'W3',
  'W4',
  'W5',
  'W6',
  'W7',
  'W8',
  'floors',
  'pages',
  'overload',
  'streams',
] as const;
export type Part = (typeof parts)[number];

export const usage = `npm run bench -- [options]

Remplit un centre de services de la taille voulue, le sert comme en production, et le mesure à côté
de ce que la machine sait faire. Résultats : un tableau ici, JSON et HTML dans bench/results/.

  --size 10k,100k    tailles : ${Object.keys(sizes).join(', ')} (10k,100k si rien n’est dit)
  --only W2,W3       seulement cela : ${parts.join(', ')}
  --seconds 5        durée de chaque mesure
  --clients 32       personnes à la fois pour les débits
  --seed 1           graine des données
  --check            compare à bench/budgets.json et échoue au-delà
  --flat 30          mesure aussi la mémoire, sous W8, pendant tant de minutes
  --lighthouse       note aussi les pages avec Lighthouse
  --plans            écrit les plans des requêtes les plus lourdes dans bench/results/plans/
  --fill             remplit seulement
  --serve            remplit, puis sert le produit jusqu’à Ctrl-C (les témoins de session sont affichés)
  --fresh            remplit à nouveau
  --help             ce texte

Une base remplie reste dans .cache/bench : la deuxième fois, rien n’est à recharger.
`;

export type Options = {
  sizes: readonly Size[];
  only: ReadonlySet<Part>;
  seconds: number;
  clients: number;
  seed: number;
  check: boolean;
  flat: number;
  lighthouse: boolean;
  plans: boolean;
  fill: boolean;
  serve: boolean;
  fresh: boolean;
};

/** A word of the command line that means nothing here. */
export class OptionError extends Error {}

const isOneOf = <T extends string>(words: readonly T[], word: string): word is T =>
  words.some((one) => one === word);

function listOf<T extends string>(text: string, known: readonly T[], name: string): T[] {
  return text.split(',').map((word) => {
    const found = known.find((one) => one.toLowerCase() === word.trim().toLowerCase());
    if (found === undefined || !isOneOf(known, found)) {
      throw new OptionError(`--${name} : « ${word} » n’est pas l’un de ${known.join(', ')}.`);
    }
    return found;
  });
}

function numberOf(text: string, name: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) {
    throw new OptionError(`--${name} : un nombre plus grand que zéro, par exemple 5.`);
  }
  return value;
}

/** Reads the command line; undefined when only the usage is asked for. */
export function readOptions(words: readonly string[]): Options | undefined {
  const { values } = parse(words);
  if (values.help) return undefined;
  const known = Object.keys(sizes) as Size[];
  return {
    sizes: listOf(values.size, known, 'size').sort((a, b) => sizes[a] - sizes[b]),
    only: new Set(values.only === undefined ? parts : listOf(values.only, parts, 'only')),
    seconds: numberOf(values.seconds, 'seconds'),
    clients: numberOf(values.clients, 'clients'),
    seed: numberOf(values.seed, 'seed'),
    flat: values.flat === undefined ? 0 : numberOf(values.flat, 'flat'),
    check: values.check,
    lighthouse: values.lighthouse,
    plans: values.plans,
    fill: values.fill,
    serve: values.serve,
    fresh: values.fresh,
  };
}

function parse(words: readonly string[]) {
  const yes = { type: 'boolean', default: false } as const;
  const text = (initial: string) => ({ type: 'string', default: initial }) as const;
  try {
    return parseArgs({
      args: [...words],
      options: {
        size: text('10k,100k'),
        only: { type: 'string' },
        seconds: text('5'),
        clients: text('32'),
        seed: text('1'),
        flat: { type: 'string' },
        ...{
          check: yes,
          lighthouse: yes,
          plans: yes,
          fill: yes,
          serve: yes,
          fresh: yes,
          help: yes,
        },
      },
    });
  } catch (error) {
    throw new OptionError(error instanceof Error ? error.message : String(error));
  }
}
