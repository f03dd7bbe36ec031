import type { DraftedThing, PersonalNames } from '../domain/reports/personal-names.ts';
import type { TextKey } from '../ui/texts.ts';
import { actOfForm as actOfConsoleForm } from './console/act-forms.ts';
import type { PageContext } from './layout/page-context.ts';
import { actOfForm as actOfRequesterForm } from './requester/ticket-forms.ts';

type Form = { about: DraftedThing['kind']; words: TextKey; isNew?: TextKey };

/** The forms of places that name one thing: what it is, and how the form is called. */
const forms: Readonly<Record<string, Form>> = {
  'new-ticket': { about: 'category', words: 'profile:data.place.newTicket' },
  'article-remark': { about: 'article', words: 'profile:data.place.remark' },
  article: {
    about: 'article',
    words: 'profile:data.place.article',
    isNew: 'profile:data.place.newArticle',
  },
  announcement: {
    about: 'announcement',
    words: 'profile:data.place.announcement',
    isNew: 'profile:data.place.newAnnouncement',
  },
  category: { about: 'category', words: 'profile:data.place.category' },
  targets: { about: 'category', words: 'profile:data.place.targets' },
  calendar: { about: 'calendar', words: 'profile:data.place.calendar' },
  'calendar-import': { about: 'calendar', words: 'profile:data.place.calendarImport' },
};

const actsOfForms: Readonly<Record<string, string>> = {
  ...actOfConsoleForm,
  ...actOfRequesterForm,
};

/** What the form of a place is about, when it is something that has a name. */
export function thingAt(place: string): DraftedThing | null {
  const [kind = '', id = ''] = place.split(':');
  const form = Object.hasOwn(forms, kind) ? forms[kind] : undefined;
  return form === undefined ? null : { kind: form.about, id };
}

/** Which form a place is of: « Nouvelle demande, nature « Messagerie » », « Demande n° 100014 : complément ». */
export function placeWords({ t }: PageContext, names: PersonalNames, place: string): string {
  const [kind = '', id = '', name = ''] = place.split(':');
  if (kind === 'default-targets') return t('target:byDefault.title');
  if (kind === 'ticket' || kind === 'console') {
    const act = Object.hasOwn(actsOfForms, name) ? actsOfForms[name] : undefined;
    const what = act === undefined ? name : t(`profile:data.code.${act}` as TextKey);
    return t('profile:data.place.ticket', { number: id, what });
  }
  const [form, thing] = [forms[kind], thingAt(place)];
  if (form === undefined || thing === null) return place;
  if (id === 'new' && form.isNew !== undefined) return t(form.isNew);
  return t(form.words, { name: nameOf(names, thing) ?? id });
}

function nameOf({ bySlug, byId }: PersonalNames, thing: DraftedThing): string | undefined {
  return (
    bySlug(thing) ?? (/^\d{1,15}$/.test(thing.id) ? byId(thing.kind, Number(thing.id)) : undefined)
  );
}
