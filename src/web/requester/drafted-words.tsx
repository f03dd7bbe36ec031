import type { OwnField } from '../../domain/catalogue/form.ts';
import { yesNo } from '../../domain/catalogue/form.ts';
import type { DraftContent } from '../../domain/drafts/drafts.ts';
import type { PersonalNames } from '../../domain/reports/personal-names.ts';
import { PlainText } from '../../ui/arrangement.tsx';
import type { Description } from '../../ui/surface.tsx';
import type { TextKey } from '../../ui/texts.ts';
import { draftText } from '../draft-notice.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { thingAt } from '../place-words.ts';
import { blockedAnswers, impactAnswers } from './new-ticket-fields.ts';
import { boxesOf, codeOf, ownBoxes } from './question-boxes.ts';

type Drafted = { ctx: PageContext; names: PersonalNames; place: string; content: DraftContent };

/** The fields of the forms people write in, by what their pages call them. */
const labels: Readonly<Record<string, TextKey>> = {
  objet: 'filing:subject.label',
  description: 'filing:description.label',
  bloque: 'ticket:blocked.label',
  touche: 'ticket:impact.label',
  site: 'ticket:field.site',
  bureau: 'ticket:field.room',
  telephone: 'ticket:field.phone',
  pour: 'filing:behalf.search',
  body: 'profile:data.column.body',
  texte: 'profile:data.column.body',
  remarque: 'profile:data.column.remark',
  manquants: 'profile:data.column.items',
  titre: 'profile:data.column.title',
  nom: 'editing:field.name',
  synonymes: 'editing:field.synonyms',
};

/** What forms keep for themselves: their own key, the version they showed, the person whose name is in « pour ». */
const unsaid: ReadonlySet<string> = new Set([
  'cle',
  'version',
  'vu',
  'nature',
  'cherche',
  'personne',
]);

/** What a box of a question keeps beside its answer: what the profile filled, the name looked for. */
const isKept = (name: string): boolean => /-(?:profil|cherche)$/.test(name);

/** What somebody was writing, each text under the name of its field; what has no name comes last, together. */
export function draftedItems(drafted: Drafted): Description[] {
  const { ctx, content } = drafted;
  const fields = askedIn(drafted);
  const isAsked = (name: string) => fields.some(({ code }) => code === codeOf(name));
  const own = Object.keys(ownBoxes(content));
  const isOwn = (name: string) => own.includes(name) && (isAsked(name) || isKept(name));
  const names = Object.keys(content).filter((name) => !isOwn(name) && !unsaid.has(name));
  const written = (some: readonly string[]) =>
    some.flatMap((name) => [content[name] ?? []].flat()).filter((text) => text.trim() !== '');
  const isNamed = (name: string) => Object.hasOwn(labels, name);
  const told = names.filter(isNamed).flatMap((name) => {
    const [key, text] = [labels[name], written([name]).join('\n')];
    return key === undefined ? [] : item(name, ctx.t(key), valueOf(drafted, name, text));
  });
  const others = written(names.filter((name) => !isNamed(name))).join('\n');
  return [
    ...told,
    ...fields.flatMap((field) => item(field.code, field.label, answerOf(drafted, field))),
    ...item('others', ctx.t('profile:data.otherFields'), others),
  ];
}

const item = (key: string, term: string, text: string): Description[] =>
  text === '' ? [] : [{ key, term, value: <PlainText text={text} /> }];

function valueOf({ ctx: { t }, names }: Drafted, name: string, text: string): string {
  const [blocked, impact] = [blockedAnswers[text], impactAnswers[text]];
  if (name === 'bloque' && blocked !== undefined) return t(`ticket:blocked.${blocked}`);
  if (name === 'touche' && impact !== undefined) return t(`ticket:impact.${impact}`);
  return name === 'site' ? (names.byId('site', Number(text)) ?? text) : text;
}

/** The questions that the nature asks today; what answered others has no name. */
function askedIn({ names, place }: Drafted): readonly OwnField[] {
  const thing = thingAt(place);
  return thing?.kind === 'category' ? names.asks(thing.id) : [];
}

function answerOf({ ctx: { t }, names, content }: Drafted, field: OwnField): string {
  const { answer, room, personName } = boxesOf(field.code);
  const texts = [content[answer] ?? []].flat();
  const [first = ''] = texts;
  switch (field.kind) {
    case 'choice':
    case 'choices':
      return texts
        .map((text) => field.choices.find(({ value }) => value === text)?.label ?? text)
        .join(', ');
    case 'yes_no':
      if (first === '') return '';
      return t(first === yesNo.yes ? 'common:answer.yes' : 'common:answer.no');
    case 'person':
      return draftText(content, personName);
    case 'place': {
      const site = first === '' ? '' : (names.byId('site', Number(first)) ?? first);
      return [site, draftText(content, room)].filter((part) => part !== '').join(', ');
    }
    default:
      return first;
  }
}
