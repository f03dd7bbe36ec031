import type { FastifyRequest } from 'fastify';
import type { OwnField } from '../../domain/catalogue/form.ts';
import type { SentFiles } from '../../domain/files/attach-files.ts';
import type { StagedFile } from '../../domain/files/file.ts';
import { sentFiles } from '../form-files.ts';
import type { NewTicketForm } from './new-ticket-view.ts';

/** Puts each file that waits under its question; those of a question that is not this nature's go with the text. */
export function filesByQuestion(
  files: readonly StagedFile[],
  fields: readonly OwnField[],
): StagedFile[] {
  const asked = fields.filter(({ kind }) => kind === 'file').map(({ code }) => code);
  return files.map((file) => ({
    ...file,
    field: asked.find((code) => code === file.field) ?? null,
  }));
}

/** The files of a form that is sent, without those of the questions that are not asked: these stay on the draft. */
export function carriedFiles(
  request: FastifyRequest,
  { files, questions: { visible } }: NewTicketForm,
): { sent: SentFiles; answering: StagedFile[] } {
  const { ids, ticketBytes } = sentFiles(request);
  const isPutAway = ({ field }: StagedFile) => field !== null && !visible.has(field);
  const putAway = new Set(files.filter(isPutAway).map(({ id }) => id));
  const sent = { ids: ids.filter((id) => !putAway.has(id)), ticketBytes };
  // An infected file goes nowhere: it answers nothing.
  const isCarried = ({ id, scan }: StagedFile) => sent.ids.includes(id) && scan !== 'infected';
  return { sent, answering: files.filter(isCarried) };
}
