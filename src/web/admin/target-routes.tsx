import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { setTargets } from '../../domain/catalogue/set-targets.ts';
import type { Targets } from '../../domain/catalogue/target.ts';
import { discardDraft, findDraft } from '../../domain/drafts/drafts.ts';
import { paths } from '../../paths.ts';
import { Conflict } from '../../platform/errors.ts';
import { viewerOf } from '../access.ts';
import { typedContent } from '../kept-text.ts';
import { pageContext, seeOther, sendPage } from '../page-reply.ts';
import { recentItems, sendAuditHistory } from './audit-history.tsx';
import { answerEditingDraft, keepSent, paramOf, say, textOf } from './editing.ts';
import {
  filledTargets,
  promisesTheSame,
  readTargetForm,
  readTried,
  seenTargets,
  type TargetFields,
  targetFields,
  triedNames,
  typedTargets,
} from './target-fields.ts';
import { TargetPage } from './target-page.tsx';
import { readTargetDesk, readTargetSheet, type TargetSheet, usualExample } from './target-view.ts';
import { TargetsPage } from './targets-page.tsx';

const slug = ':slug';
/** The act of the log that changes promises: a nature has others. */
const act = 'set-targets';

/** The promises: administrators change them, leads read those of their natures. */
export function registerTargetRoutes(app: FastifyInstance): void {
  const config = { access: 'lead' } as const;
  const kept = { access: 'administrator', draftPlace, returnTo: pageOf } as const;
  app.get(paths.targetDesk(), { config }, showTargets);
  for (const [page, draft, history] of [
    [paths.defaultTargets(), paths.defaultTargetsDraft(), paths.defaultTargetsHistory()],
    [
      paths.categoryTargets(slug),
      paths.categoryTargetsDraft(slug),
      paths.categoryTargetsHistory(slug),
    ],
  ] as const) {
    app.get(page, { config }, (request, reply) => showForm(request, reply));
    app.post(page, { config: kept }, change);
    app.post(draft, { config: kept }, keepDraft);
    app.get(history, { config }, showHistory);
  }
  const acting = { access: 'administrator', returnTo: pageOf } as const;
  app.post(paths.categoryTargetsEnd(slug), { config: acting }, followDefault);
}

/** The nature an address names; null: the default. */
const slugOf = (request: FastifyRequest): string | null => paramOf(request, 'slug') || null;

function pageOf(request: FastifyRequest): string {
  const name = slugOf(request);
  return name === null ? paths.defaultTargets() : paths.categoryTargets(name);
}

/** A place is found by what it is called: an address that names no nature has none. */
function draftPlace(request: FastifyRequest): string | null {
  const name = slugOf(request);
  return name === null || /^[a-z0-9-]{1,100}$/.test(name) ? placeOf(name) : null;
}

const placeOf = (name: string | null): string =>
  name === null ? 'default-targets' : `targets:${name}`;

const sheetOf = (request: FastifyRequest): Promise<TargetSheet> =>
  readTargetSheet(request.server.db, viewerOf(request), slugOf(request));

const thingOf = ({ category }: TargetSheet): string =>
  category === null ? 'targets' : `category:${String(category.id)}`;

async function showTargets(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const desk = await readTargetDesk(request.server.db, viewerOf(request));
  return sendPage(request, reply, <TargetsPage {...{ ctx: pageContext(request), desk }} />);
}

type Sent = { fields?: TargetFields; errors?: Record<string, string>; isLate?: boolean };

/** The form: as it was sent when it could not be accepted, as it was left, or as the promises stand. */
async function showForm(
  request: FastifyRequest,
  reply: FastifyReply,
  sent?: Sent,
): Promise<FastifyReply> {
  const { db } = request.server;
  const sheet = await sheetOf(request);
  const ctx = pageContext(request);
  const place = placeOf(slugOf(request));
  if (sent?.fields) await keepSent(request, place);
  const draft = sent ? null : await findDraft(db, viewerOf(request).id, place);
  const initial = targetFields(sheet, ctx);
  const fields = sent?.fields ?? (draft ? filledTargets(draft.content) : initial);
  const isLate = sent?.isLate ?? fields['vu'] !== initial['vu'];
  const [day, time] = [textOf(request.query, 'jour'), textOf(request.query, 'heure')];
  const page = (
    <TargetPage
      {...{ ctx, sheet, draft, errors: sent?.errors }}
      // Whoever has read what somebody else promised may now replace it.
      fields={{ ...fields, vu: initial['vu'] ?? '' }}
      late={isLate ? await recentItems(request, { thing: thingOf(sheet), act, missed: 1 }) : null}
      filedAt={readTried(sheet, { day, time }) ?? usualExample(sheet.calendar, ctx.now)}
    />
  );
  return sendPage(request, reply, page, sent?.isLate ? 409 : sent ? 422 : 200);
}

async function change(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const ctx = pageContext(request);
  const sheet = await sheetOf(request);
  const fields = filledTargets(typedContent(request));
  const form = readTargetForm(sheet, fields, ctx);
  if (!form.ok) return showForm(request, reply, { fields, errors: form.errors, isLate: false });
  // What follows the default and says the same goes on following it.
  const isNothingNew = !sheet.isOwn && promisesTheSame(form.targets, sheet.usual);
  return promise(request, reply, {
    ...{ sheet, fields, done: 'target:form.saved' },
    targets: isNothingNew ? null : form.targets,
  });
}

async function followDefault(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const sheet = await sheetOf(request);
  return promise(request, reply, { sheet, targets: null, done: 'target:standing.done' });
}

type Promised = {
  sheet: TargetSheet;
  targets: Targets | null;
  /** What was typed, to come back when somebody was faster. */
  fields?: TargetFields;
  done: 'target:form.saved' | 'target:standing.done';
};

async function promise(
  request: FastifyRequest,
  reply: FastifyReply,
  { sheet, targets, fields, done }: Promised,
): Promise<FastifyReply> {
  const { db, clock } = request.server;
  const actorId = viewerOf(request).id;
  const categoryId = sheet.category?.id ?? null;
  const seen = seenTargets(textOf(request.body, 'vu'));
  try {
    await setTargets(db, { actorId, categoryId, targets, seen }, clock());
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    return showForm(request, reply, { ...(fields && { fields }), isLate: true });
  }
  // The catalogue stands below the drafts: a draft that outlived its form would say nothing new.
  await discardDraft(db, actorId, placeOf(slugOf(request)));
  say(request, reply, done);
  return seeOther(reply, pageOf(request));
}

async function keepDraft(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const sheet = await sheetOf(request);
  const { now } = pageContext(request);
  const typed = typedTargets(sheet, filledTargets(typedContent(request)), now);
  return answerEditingDraft(request, reply, {
    place: placeOf(slugOf(request)),
    page: pageOf(request),
    isSent: promisesTheSame(typed, sheet.targets),
    shown: {
      jour: textOf(request.body, triedNames.day).slice(0, 10),
      heure: textOf(request.body, triedNames.time).slice(0, 5),
    },
  });
}

async function showHistory(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { t } = pageContext(request);
  const sheet = await sheetOf(request);
  const { category } = sheet;
  const title = category?.name ?? t('target:byDefault.title');
  return sendAuditHistory(request, reply, {
    ...{ thing: thingOf(sheet), act, eyebrow: `${t('target:title')} – ${title}` },
    above: [
      { label: t('target:title'), href: paths.targetDesk() },
      { label: title, href: pageOf(request) },
    ],
    older: (avant) =>
      category === null
        ? paths.defaultTargetsHistory({ avant })
        : paths.categoryTargetsHistory(category.slug, { avant }),
  });
}
