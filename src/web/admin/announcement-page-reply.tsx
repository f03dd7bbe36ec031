import type { FastifyReply, FastifyRequest } from 'fastify';
import { type EditableAnnouncement, phaseOf } from '../../domain/announcements/announcement.ts';
import {
  findEditable,
  listVersions,
  wasAdded,
} from '../../domain/announcements/announcement-editing.ts';
import { type Draft, findDraft } from '../../domain/drafts/drafts.ts';
import { viewerOf } from '../access.ts';
import { pageContext, sendPage } from '../page-reply.ts';
import {
  type AnnouncementFields,
  announcementFields,
  copiedAnnouncement,
  emptyAnnouncement,
  filledAnnouncement,
} from './announcement-fields.ts';
import { AnnouncementPage } from './announcement-page.tsx';
import { draftPlaceOf, findForEdit } from './announcement-request.ts';
import { readChoices } from './announcement-view.ts';
import { isPreviewed, keepSent, namedId, textOf } from './editing.ts';

/** A form that comes back: what was typed, and why it was not saved. */
export type SentBack = {
  /** Not given: the page as it is, for an act that has no words. */
  fields?: AnnouncementFields;
  errors?: Readonly<Record<string, string>>;
  /** Somebody changed or ended the news since they were read. */
  isLate?: boolean;
};

/** Answers with the page of news: to be added, changed or, when they are over, read. */
export async function sendAnnouncement(
  request: FastifyRequest,
  reply: FastifyReply,
  { fields: sent, errors, isLate = false }: SentBack = {},
): Promise<FastifyReply> {
  const { db } = request.server;
  const ctx = pageContext(request);
  const viewer = viewerOf(request);
  const existing = namedId(request) === null ? null : await findForEdit(request);
  const isOver = existing !== null && phaseOf(existing, ctx.now) === 'past';
  // What is over can no longer be written: its words go to a new form, on the page itself.
  if (sent && !isOver) await keepSent(request, draftPlaceOf(request));
  const draft = sent ? null : await findUnsent(request, existing);
  const saved = existing ? announcementFields(existing) : await freshFields(request);
  const fields = sent ?? (draft ? filledAnnouncement(draft.content, saved) : saved);
  const isBehind = existing !== null && fields.version !== String(existing.version);
  const versions = existing ? await listVersions(db, existing.id) : [];
  const view = {
    ...{ existing, versions, draft },
    choices: await readChoices(db, viewer),
    // What is sent next is written over what the page now shows.
    fields: existing ? { ...fields, version: String(existing.version) } : fields,
  };
  const page = (
    <AnnouncementPage
      {...{ ctx, view, isOver }}
      errors={errors ?? {}}
      isLate={isLate || (draft !== null && isBehind)}
      hasTyped={sent !== undefined || draft !== null}
      hasPreview={isPreviewed(request)}
    />
  );
  return sendPage(request, reply, page, isLate ? 409 : errors ? 422 : 200);
}

async function findUnsent(
  request: FastifyRequest,
  existing: EditableAnnouncement | null,
): Promise<Draft | null> {
  const { db } = request.server;
  const draft = await findDraft(db, viewerOf(request).id, draftPlaceOf(request));
  if (draft === null || existing !== null) return draft;
  return (await wasAdded(db, filledAnnouncement(draft.content, emptyAnnouncement()).cle))
    ? null
    : draft;
}

/** A new form: empty, or saying the same as others (« Reprendre »). */
async function freshFields(request: FastifyRequest): Promise<AnnouncementFields> {
  const modele = textOf(request.query, 'modele');
  if (!/^[1-9]\d{0,14}$/.test(modele)) return emptyAnnouncement();
  const model = await findEditable(request.server.db, viewerOf(request), Number(modele));
  return model ? copiedAnnouncement(model) : emptyAnnouncement();
}
