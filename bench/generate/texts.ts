import { longTail, type Random, randomOf, weighted } from './random.ts';
import {
  applications,
  days,
  type Saying,
  sayings,
  syllables,
  type Topic,
  type TopicName,
  topics,
} from './vocabulary.ts';

/** What one ticket is about: the same thing and application in all that is said of it. */
export type Matter = {
  readonly thing: string;
  readonly subject: string;
  readonly say: (saying: Saying) => string;
  readonly describe: () => string;
  readonly fileName: () => string;
  readonly word: () => string;
};

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
const slot = /\{(\p{L}+)\}/gu;
const extensions = ['pdf', 'png', 'jpg', 'docx', 'xlsx', 'odt', 'txt'];
const fileKinds = ['capture', 'devis', 'photo', 'export', 'formulaire', 'bon', 'liste', 'annexe'];

/** Words nobody uses, the first ones often, the last ones once in a million tickets. */
function rareWords(): string[] {
  const words: string[] = [];
  for (const first of syllables.first) {
    for (const middle of syllables.middle) {
      for (const last of syllables.last) words.push(first + middle + last);
    }
  }
  return shuffled(words, randomOf(7));
}

function shuffled<T>(list: T[], random: Random): T[] {
  for (let index = list.length - 1; index > 0; index--) {
    const other = random.below(index + 1);
    const [one, two] = [list[index], list[other]];
    if (one !== undefined && two !== undefined) [list[index], list[other]] = [two, one];
  }
  return list;
}

/** Family names nobody bears, for people and for those that texts name. */
export function familyNames(): string[] {
  const names = syllables.first.flatMap((first) =>
    syllables.last.map((last) => capital(first + last)),
  );
  return shuffled(names, randomOf(11));
}

const rare = rareWords();
const drawRare = weighted(longTail(rare.length, 1, 4));
const names = familyNames();
const drawName = weighted(longTail(names.length, 0.6, 20));

/** Begins a ticket: what it is about, and whoever speaks of it afterwards. */
export function matterOf(random: Random, topicName: TopicName): Matter {
  const topic: Topic = topics[topicName];
  const application = random.pick(applications);
  const word = (): string => rare[drawRare(random)] ?? 'mot';
  const plain: Readonly<Record<string, () => string>> = {
    app: () => (random.chance(0.8) ? application : random.pick(applications)),
    mot: word,
    nom: () => names[drawName(random)] ?? 'Nom',
    num: () => String(10 + Math.floor(random.longTailed(300, 1.6))),
    salle: () => `${random.pick(['A', 'B', 'C', 'D', ''])}${String(100 + random.below(500))}`,
    jour: () => random.pick(days),
  };
  const fill = (template: string): string =>
    template.replace(slot, (_whole, name: string) => {
      if (name === 'chose') return thing;
      if (name === 'Chose') return capital(thing);
      return plain[name]?.() ?? '';
    });
  let thing = '';
  thing = fill(random.pick(topic.things));
  const trouble = fill(random.pick(topic.troubles));
  const wish = random.chance(0.35) ? fill(random.pick(topic.wishes)) : undefined;
  const what = wish === undefined ? `${capital(thing)} ${trouble}` : `Demande : ${wish}`;
  const subject = random.chance(0.3)
    ? `${what} (${fill(random.pick(['bureau {salle}', '{mot}', 'service {mot}', '{app}']))})`
    : what;
  const describe = (): string => {
    const details = Array.from({ length: 1 + random.below(4) }, () =>
      fill(random.pick(topic.details)),
    );
    const first = wish === undefined ? `${capital(thing)} ${trouble}.` : `Je souhaiterais ${wish}.`;
    const parts = [first, ...new Set(details), fill(random.pick(sayings.effects))];
    return `${random.pick(sayings.greetings)}\n${parts.join(' ')}\n${fill(random.pick(sayings.farewells))}`.trim();
  };
  const say = (saying: Saying): string => {
    const said = [fill(random.pick(sayings[saying]))];
    if (random.chance(0.6)) said.push(fill(random.pick(topic.details)));
    if (random.chance(0.35)) said.push(fill(random.pick(sayings[saying])));
    if (random.chance(0.1)) said.push(describe());
    return said.join(' ').trim();
  };
  const fileName = (): string =>
    `${random.pick(fileKinds)} ${word()} ${plain['num']?.() ?? ''}.${random.pick(extensions)}`;
  return { thing, subject: subject.slice(0, 200), say, describe, fileName, word };
}
