import type { FastifyRequest } from 'fastify';
import type { EditableAnnouncement } from '../../domain/announcements/announcement.ts';
import { findEditable } from '../../domain/announcements/announcement-editing.ts';
import { paths } from '../../paths.ts';
import { NotFound } from '../../platform/errors.ts';
import { viewerOf } from '../access.ts';
import { typedContent } from '../kept-text.ts';
import {
  type AnnouncementFields,
  emptyAnnouncement,
  filledAnnouncement,
} from './announcement-fields.ts';
import { idOf, namedId } from './editing.ts';

/** Finds the news an address names, when this person may change them. */
export async function findForEdit(request: FastifyRequest): Promise<EditableAnnouncement> {
  const found = await findEditable(request.server.db, viewerOf(request), idOf(request));
  if (found === undefined) throw new NotFound('announcement');
  return found;
}

/** Where a form of news is kept while it is written. */
export function draftPlaceOf(request: FastifyRequest): string {
  const { id = 'new' } = request.params as { id?: string };
  return `announcement:${/^\d{1,15}$/.test(id) ? id : 'new'}`;
}

/** The page of the form that was sent. */
export function pageOf(request: FastifyRequest): string {
  const id = namedId(request);
  return id === null ? paths.newAnnouncement() : paths.announcement(id);
}

/** The form as it was sent. */
export function readSent(request: FastifyRequest): AnnouncementFields {
  return filledAnnouncement(typedContent(request), emptyAnnouncement());
}
