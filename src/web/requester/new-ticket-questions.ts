import type { FastifyRequest } from 'fastify';
import type { Answers } from '../../domain/catalogue/answers.ts';
import { readAnswers } from '../../domain/catalogue/answers.ts';
import { visibleCodes } from '../../domain/catalogue/field-condition.ts';
import type { CategoryForm, OwnField } from '../../domain/catalogue/form.ts';
import type { DraftContent } from '../../domain/drafts/drafts.ts';
import type { StagedFile } from '../../domain/files/file.ts';
import type { Site, Viewer } from '../../domain/people/person.ts';
import { findProfileCard } from '../../domain/people/person-queries.ts';
import type { Db } from '../../domain/tables.ts';
import { deskTimeZone } from '../../platform/text/dates.ts';
import type { T } from '../../ui/texts.ts';
import { viewerOf } from '../access.ts';
import { draftText } from '../draft-notice.tsx';
import { formBody } from '../form-body.ts';
import { type PersonChoice, readPersonChoice } from './person-choice.ts';
import { boxesOf, formName, fromProfile, shownName, typedIn } from './question-boxes.ts';
import { personProblem, problemWords } from './question-words.ts';

/** The nature's own questions, as far as the form is filled. */
export type Questions = {
  /** The version that is asked today; null when the nature asks nothing. */
  formId: number | null;
  fields: readonly OwnField[];
  /** What their boxes hold. */
  typed: DraftContent;
  /** The codes of those that are asked, as the answers stand. */
  visible: ReadonlySet<string>;
  /** Those that are asked and were not on the page that was sent: its answers made them appear. */
  unseen: readonly OwnField[];
  /** Whom the name in a question may mean. */
  people: ReadonlyMap<string, PersonChoice>;
};

/** What may be ticked where a question may be left without naming anybody. */
export const nobody = 'aucune';

/** Reads what a nature asks, over what was typed: the profile gives what was not asked yet. */
export async function readQuestions(
  request: FastifyRequest,
  { form, typed }: { form: CategoryForm | null; typed: DraftContent },
): Promise<Questions> {
  const { db } = request.server;
  const fields = form?.fields ?? [];
  const formId = form?.id ?? null;
  const seen = seenIn(request, { formId, fields, typed });
  const filled = await withDefaults(db, viewerOf(request), { fields, typed, seen });
  const visible = visibleCodes(fields, typedIn(filled));
  const asked = fields.filter(({ code }) => visible.has(code));
  const isSent = request.method === 'POST';
  return {
    formId,
    fields,
    typed: filled,
    visible,
    unseen: isSent ? asked.filter(({ code }) => !seen.has(code)) : [],
    people: await readPeople(db, asked, filled),
  };
}

/** The questions that were on the page a form was sent from: those always there, and those it names. */
function seenIn(
  request: FastifyRequest,
  { formId, fields, typed }: Pick<Questions, 'formId' | 'fields' | 'typed'>,
): ReadonlySet<string> {
  if (request.method !== 'POST') return new Set();
  if (wereOthersAsked(request, formId)) {
    const common = fields.filter(({ code }) => boxesOf(code).answer in typed);
    return new Set(common.map(({ code }) => code));
  }
  const always = fields.filter(({ shownWhen }) => shownWhen === undefined);
  const named = [formBody(request.body)[shownName] ?? []].flat();
  return new Set([...always.map(({ code }) => code), ...named]);
}

type Filling = { fields: readonly OwnField[]; typed: DraftContent; seen: ReadonlySet<string> };

/** Fills what nobody was asked yet from the profile; an emptied box stays empty. */
async function withDefaults(
  db: Db,
  viewer: Viewer,
  { fields, typed, seen }: Filling,
): Promise<DraftContent> {
  const given: Record<string, string> = {};
  for (const field of fields) {
    const { answer, room } = boxesOf(field.code);
    const isFresh = !seen.has(field.code) && !(answer in typed);
    if (!isFresh || !('defaultFrom' in field) || field.defaultFrom === undefined) continue;
    if (field.kind === 'text') given[answer] = await profileText(db, viewer, field.defaultFrom);
    else {
      given[answer] = viewer.siteId === null ? '' : String(viewer.siteId);
      if (field.defaultFrom === 'site_and_room') given[room] = viewer.room;
    }
  }
  return { ...typed, ...given, ...fromProfile(given) };
}

async function profileText(
  db: Db,
  viewer: Viewer,
  from: NonNullable<(OwnField & { kind: 'text' })['defaultFrom']>,
): Promise<string> {
  if (from !== 'organisation_unit') return viewer[from];
  return (await findProfileCard(db, viewer.id))?.organisationUnit?.name ?? '';
}

async function readPeople(
  db: Db,
  asked: readonly OwnField[],
  typed: DraftContent,
): Promise<ReadonlyMap<string, PersonChoice>> {
  const people = new Map<string, PersonChoice>();
  for (const { kind, code } of asked) {
    if (kind !== 'person') continue;
    const { answer, personName, personSearched } = boxesOf(code);
    const choice = await readPersonChoice(db, {
      name: draftText(typed, personName),
      searched: draftText(typed, personSearched),
      ticked: draftText(typed, answer),
      others: [nobody],
    });
    people.set(code, choice);
  }
  return people;
}

/** Says whether a form was shown with other questions than those of today. */
export function wereOthersAsked(request: FastifyRequest, formId: number | null): boolean {
  const shown = [formBody(request.body)[formName] ?? ''].flat()[0];
  return shown !== String(formId ?? '');
}

/** What the answers may name, and the files that the form carries. */
type AnswersAround = {
  sites: readonly Site[];
  files: readonly StagedFile[];
  now: Temporal.Instant;
  t: T;
};

/** Reads the answers of a form that was sent, or what to correct in the questions that were on its page. */
export function readOwnAnswers(
  { fields, typed, people, unseen }: Questions,
  { sites, files, now, t }: AnswersAround,
): { answers: Answers; errors: Record<string, string> } {
  const chosen = [...people.values()].map((choice) => choice.chosen?.id);
  const answerTo = typedIn(typed);
  const { answers, problems } = readAnswers(
    fields,
    (code) => answerTo(code).filter((value) => !(people.has(code) && value === nobody)),
    {
      today: now.toZonedDateTimeISO(deskTimeZone).toPlainDate(),
      isPerson: (id) => chosen.includes(id),
      isSite: (id) => sites.some((site) => site.id === id),
      filesOf: (code) => files.filter(({ field }) => field === code).length,
    },
  );
  const errors: Record<string, string> = {};
  for (const field of fields.filter((one) => !unseen.includes(one))) {
    const choice = people.get(field.code);
    const found =
      (choice && personProblem(field, { choice, typed, t })) ??
      problems
        .filter(({ code }) => code === field.code)
        .map((problem) => problemWords(field, problem, t))[0];
    if (found) errors[found.box] = found.words;
  }
  return { answers, errors };
}
