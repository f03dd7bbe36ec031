import type { TypedAnswers } from '../../domain/catalogue/field-condition.ts';
import type { DraftContent } from '../../domain/drafts/drafts.ts';
import { draftText } from '../draft-notice.tsx';

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

/** What was typed in each question: of a place, its site then its room. */
export function typedIn(content: DraftContent): TypedAnswers {
  return (code) => {
    const { answer, room } = boxesOf(code);
    const values = [content[answer] ?? []].flat();
    return room in content ? [values[0] ?? '', draftText(content, room)] : values;
  };
}
