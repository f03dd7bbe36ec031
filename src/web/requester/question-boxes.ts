import type { TypedAnswers } from '../../domain/catalogue/field-condition.ts';
import type { OwnField } from '../../domain/catalogue/form.ts';
import type { DraftContent } from '../../domain/drafts/drafts.ts';
import { draftText } from '../draft-notice.tsx';
import { ownFilesName } from '../form-files.ts';

const prefix = 'champ-';

/** The names of the boxes of a question: its answer, the room of a place, the name of a person that is looked for. */
export function boxesOf(code: string) {
  const answer = `${prefix}${code}`;
  return {
    answer,
    room: `${answer}-bureau`,
    personName: `${answer}-nom`,
    personSearched: `${answer}-cherche`,
  };
}

/** The box to go to for a question, wherever its answer begins. */
export function firstBox({ kind, code }: Pick<OwnField, 'kind' | 'code'>): string {
  const { answer, personName } = boxesOf(code);
  if (kind === 'file') return ownFilesName(code);
  return kind === 'person' ? personName : answer;
}

/** The name of what says, in a form that is sent, that a question was on the page. */
export const shownName = '_champ';
/** The version of the questions a form was shown with. */
export const formName = '_form';

/** The part of a form that belongs to the nature's own questions. */
export function ownBoxes(content: DraftContent): DraftContent {
  return Object.fromEntries(Object.entries(content).filter(([name]) => name.startsWith(prefix)));
}

/** True for the box of a person's name in a question. */
export function isPersonBox(name: string): boolean {
  return /^champ-[a-z][a-z0-9_]{0,39}-nom$/.test(name);
}

/** What the form remembers of the names in it: those that were looked for. */
export function searchedNames(content: DraftContent): Record<string, string> {
  const names = Object.keys(content).filter(isPersonBox);
  return Object.fromEntries(
    names.map((name) => [name.replace(/-nom$/, '-cherche'), draftText(content, name).trim()]),
  );
}

/** The code of the question that a box belongs to. */
export function codeOf(name: string): string {
  return name.slice(prefix.length).split('-')[0] ?? '';
}

const profileSuffix = '-profil';

/** What a box was filled with from the profile, kept beside it: left as it was, nobody has written anything. */
export function fromProfile(given: DraftContent): DraftContent {
  const boxes = Object.entries(given);
  return Object.fromEntries(boxes.map(([name, value]) => [`${name}${profileSuffix}`, value]));
}

/** What a form remembers of the boxes that were filled from the profile. */
export function profileNames(content: DraftContent): Record<string, string> {
  const names = Object.keys(content).filter((name) => name.endsWith(profileSuffix));
  return Object.fromEntries(names.map((name) => [name, draftText(content, name)]));
}

/** Says whether somebody has answered in a box by themselves. */
export function isAnswered(content: DraftContent, name: string): boolean {
  const text = draftText(content, name).trim();
  const given = draftText(content, `${name}${profileSuffix}`).trim();
  return text !== '' && text !== given && !name.endsWith(profileSuffix);
}

/** What was typed in each question: of a place, its site then its room. */
export function typedIn(content: DraftContent): TypedAnswers {
  return (code) => {
    const { answer, room } = boxesOf(code);
    const values = [content[answer] ?? []].flat();
    return room in content ? [values[0] ?? '', draftText(content, room)] : values;
  };
}
