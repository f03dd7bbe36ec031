import { words } from '../../platform/text/compare.ts';

/** Words that any sentence is made of, and that nobody looks for. */
const GRAMMAR_WORDS = new Set(
  words(`
  a à ai aie ait as au aucun aucune aussi autre autres aux avec avez avoir avons avait
  bien bonjour bonsoir car ce ceci cela celle celui ces cet cette ceux chacun chacune chaque chez ci comme comment
  d dans de des depuis dernier derniere deux dis dit doit doivent dois donc du dès
  elle elles en encore est et etre eu eux fait faire faut fois
  hier ici il ils j je jamais jour jours jusque l la là le les leur leurs lors lundi mardi mercredi jeudi vendredi
  m ma mais malgré matin me mes mettre moi mon même n ne ni non nos notre nous
  on ont ou où par parce parfois pas peu peut peux plus plusieurs pour pourquoi pourrait pourriez pouvez pouvoir
  puis quand que quel quelle quelles quels quelque quelques qui quoi qu rien
  s sa sais sait sans se sera serait ses si soir soit son sont sous suis sur
  t ta te tes toi ton toujours tous tout toute toutes très trop tu un une
  va vais veut veux vers voici voilà voir vos votre voudrais voulons vous y
`),
);

/** Words that tell no nature from another: grammar, politeness, time, and « it does not work » in all its forms. */
const EMPTY_WORDS = new Set([
  ...GRAMMAR_WORDS,
  ...words(`
  aide aider aidez ami auriez besoin bug chose demande demander demandons dysfonctionnement
  fonctionne fonctionnent fonctionnement fonctionner impossible incident incidents marche marchent marcher merci
  panne pannes possible probleme problemes réparer reparation service services souci soucis souhaite souhaiterais
  souhaitons svp stp truc aujourd hui demain maintenant midi plait urgence urgent urgente
  arrive arrivé arrivent arrêt arrete arreté correctement déjà essaie essayé ça hs ko cassé casse cassée
  personne mois semaine heure heures an ans j'aimerais aimerais désolé cordialement
  bloqué bloquée reste rester agent agents
`),
]);

/** Says whether a folded word is one of grammar. */
export const isGrammarWord = (word: string): boolean => GRAMMAR_WORDS.has(word);

/** Says whether a folded word tells nothing about the nature of a ticket. */
export const isEmptyWord = (word: string): boolean => EMPTY_WORDS.has(word);

/** Among them, those that may be what somebody speaks of: « pas de son », « panne », « heures ». */
const WEAK_WORDS = new Set(
  words(`
  son agent agents arrêt bug heure heures incident incidents mois panne pannes réparation semaine service services
`),
);

/** Whose, before a word; a sound after an article or at the end: « un son », « pas de son ». */
const isSound = (all: readonly string[], at: number): boolean =>
  at === all.length - 1 || ['un', 'le', 'du', 'ce', 'au'].includes(all[at - 1] ?? '');

/** The words of a text that are looked for when it has no significant one, folded, in order. */
export const weakWords = (text: string): string[] =>
  words(text).filter(
    (word, at, all) => WEAK_WORDS.has(word) && (word !== 'son' || isSound(all, at)),
  );

/** Says whether a folded word is close to one that tells nothing (« fonctione », « porblème »). */
export function isNearEmptyWord(word: string, similar: (a: string, b: string) => boolean): boolean {
  if (word.length < 6) return false;
  return [...EMPTY_WORDS].some((empty) => empty.length >= 6 && similar(empty, word));
}

/** The words of a text that help to recognise a nature, folded, in order. */
export function significantWords(text: string): string[] {
  return words(text).filter((word) => !isEmptyWord(word));
}

/** A folded word in the singular and in the plural, in whichever it was given. */
export function numbersOf(word: string): string[] {
  const singular = word.replace(/[sx]$/, '');
  return [word, singular, `${singular}s`, `${singular}x`];
}

/**
 * Takes off what French adds at the end of a word: plural, feminine, infinitive. Not a stemmer: two forms only have
 * to end alike.
 */
export function rootOf(word: string): string {
  if (word.length < 4) return word;
  const singular = word.replace(/[sx]$/, '');
  const masculine = singular.replace(/e{1,2}$/, '');
  const root = masculine.replace(/(?:er|ez|ent)$/, '');
  return root.length >= 3 ? root : singular;
}
