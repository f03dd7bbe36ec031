import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { addAnnouncement } from '../../domain/announcements/add-announcement.ts';
import { phaseOf } from '../../domain/announcements/announcement.ts';
import {
  liveAnnouncements,
  pastAnnouncements,
} from '../../domain/announcements/announcement-editing.ts';
import { editAnnouncement } from '../../domain/announcements/edit-announcement.ts';
import { endAnnouncement } from '../../domain/announcements/end-announcement.ts';
import { moveAnnouncement } from '../../domain/announcements/move-announcement.ts';
import { paths } from '../../paths.ts';
import { Conflict } from '../../platform/errors.ts';
import { viewerOf } from '../access.ts';
import { draftAt } from '../draft-window.ts';
import { pageContext, seeOther, sendPage } from '../page-reply.ts';
import { keepAnnouncementDraft } from './announcement-draft-route.ts';
import { readAnnouncement } from './announcement-fields.ts';
import { AnnouncementListPage } from './announcement-list-page.tsx';
import { sendAnnouncement } from './announcement-page-reply.tsx';
import { draftPlaceOf, findForEdit, pageOf, readSent } from './announcement-request.ts';
import { proposedIn, readChoices } from './announcement-view.ts';
import { cursorOf, idOf, patternOf, say, seenVersion, textOf } from './editing.ts';

const access = 'lead';

/** « Messages »: the news of the desk, written by administrators, and by leads about their natures. */
export function registerAnnouncementRoutes(app: FastifyInstance): void {
  const config = { access } as const;
  const kept = { access, draftPlace: draftPlaceOf, returnTo: pageOf } as const;
  const back = { access, returnTo: () => paths.announcements() } as const;
  app.get(paths.announcements(), { config }, showList);
  app.get(paths.newAnnouncement(), { config }, (request, reply) =>
    sendAnnouncement(request, reply),
  );
  app.post(paths.newAnnouncement(), { config: kept }, add);
  app.post(paths.newAnnouncementDraft(), { config: kept }, keepAnnouncementDraft);
  app.get(patternOf(paths.announcement), { config }, (request, reply) =>
    sendAnnouncement(request, reply),
  );
  app.post(patternOf(paths.announcement), { config: kept }, edit);
  app.post(patternOf(paths.announcementDraft), { config: kept }, keepAnnouncementDraft);
  app.post(patternOf(paths.announcementEnd), { config: back }, end);
  app.post(patternOf(paths.announcementOrder), { config: back }, move);
}

/** How many of those that are over a page shows. */
const pastShown = 20;

async function showList(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { db } = request.server;
  const ctx = pageContext(request);
  const editor = viewerOf(request);
  const before = cursorOf(request) ?? null;
  const live = await liveAnnouncements(db, editor, ctx.now);
  const past = await pastAnnouncements(db, { editor, before, limit: pastShown + 1 }, ctx.now);
  const choices = await readChoices(db, editor);
  const props = { ctx, choices, before, past: past.slice(0, pastShown) };
  const current = live.filter((one) => phaseOf(one, ctx.now) === 'current');
  const coming = live.filter((one) => phaseOf(one, ctx.now) === 'coming');
  const page = (
    <AnnouncementListPage {...{ ...props, current, coming }} hasMore={past.length > pastShown} />
  );
  return sendPage(request, reply, page);
}

async function add(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { db } = request.server;
  const { t, now } = pageContext(request);
  const editor = viewerOf(request);
  const fields = readSent(request);
  const known = { proposed: proposedIn(await readChoices(db, editor), null), existing: null, now };
  const reading = readAnnouncement(request.body, fields, { known, t });
  if (!reading.ok) return sendAnnouncement(request, reply, { fields, errors: reading.errors });
  const form = { submissionKey: fields.cle, draftPlace: draftAt(request, draftPlaceOf(request)) };
  await addAnnouncement(db, { ...reading.content, ...form, actorId: editor.id, editor }, now);
  say(request, reply, 'announcement:done.added');
  return seeOther(reply, paths.announcements());
}

async function edit(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { db } = request.server;
  const { t, now } = pageContext(request);
  const editor = viewerOf(request);
  const fields = readSent(request);
  const id = idOf(request);
  const existing = await findForEdit(request);
  const known = { proposed: proposedIn(await readChoices(db, editor), existing), existing, now };
  const reading = readAnnouncement(request.body, fields, { known, t });
  // Over or changed meanwhile is told first: there is nothing left to correct.
  const isLate = phaseOf(existing, now) === 'past';
  if (!reading.ok && !isLate) {
    return sendAnnouncement(request, reply, { fields, errors: reading.errors });
  }
  if (!reading.ok) return sendAnnouncement(request, reply, { fields, isLate: true });
  const order = { editor, id, seenVersion: seenVersion(fields.version) };
  const form = { draftPlace: draftAt(request, draftPlaceOf(request)) };
  try {
    await editAnnouncement(db, { ...order, content: reading.content, ...form }, now);
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    return sendAnnouncement(request, reply, { fields, isLate: true });
  }
  say(request, reply, 'announcement:done.edited');
  return seeOther(reply, paths.announcements());
}

async function end(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { db, clock } = request.server;
  const editor = viewerOf(request);
  const seen = seenVersion(readSent(request).version);
  try {
    await endAnnouncement(db, { editor, id: idOf(request), seenVersion: seen }, clock());
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    return sendAnnouncement(request, reply, { isLate: true });
  }
  say(request, reply, 'announcement:done.ended');
  return seeOther(reply, paths.announcements());
}

async function move(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { db, clock } = request.server;
  const direction = textOf(request.body, 'sens') === 'monter' ? 'up' : 'down';
  const order = { editor: viewerOf(request), id: idOf(request), direction } as const;
  await moveAnnouncement(db, order, clock());
  say(request, reply, 'announcement:done.moved');
  return seeOther(reply, paths.announcements());
}
