import type { FastifyRequest } from 'fastify';
import { hasWaitingFiles, type SentFiles } from '../domain/files/attach-files.ts';
import type { StagedFile } from '../domain/files/file.ts';
import type { FileRefusal } from '../domain/files/file-desk.ts';
import { formBody, valuesOf } from './form-body.ts';

/** The field of a form's files: the files themselves when they are sent, their ids afterwards. */
export const filesName = 'fichiers';

/** The field of the files that answer one of the nature's own fields. */
export const ownFilesName = (field: string): string => `${filesName}-${field}`;

/** The name of the input that a file came from, or comes back to. */
export const inputOf = (field: string | null): string =>
  field === null ? filesName : ownFilesName(field);

/** The own field that a name stands for; null for the files of the text, undefined for what holds no file. */
export function fieldNamed(name: string): string | null | undefined {
  if (name === filesName) return null;
  return /^fichiers-([\w-]{1,60})$/.exec(name)?.[1];
}

/** A file that was not taken, as its sender is told. */
export type RefusedFile = {
  /** The own field it was to answer; null for the files of the text. */
  field: string | null;
  name: string;
  /** Of the whole file, in bytes. */
  size: number;
  reason: FileRefusal;
};

/** What became of the files that a request brought. */
export type FilesBrought = {
  staged: StagedFile[];
  refused: RefusedFile[];
  /** How many were thrown away, because nothing yet said that a page of ours was sending them. */
  dropped: number;
};

/** The files that a form carries, by their ids: those it showed and those that came with it. */
export function sentFiles({ body, server }: FastifyRequest): SentFiles {
  const names = Object.keys(formBody(body)).filter((name) => fieldNamed(name) !== undefined);
  const ids = names.flatMap((name) => valuesOf(body, name));
  return { ids: [...new Set(ids)], ticketBytes: server.files.limits.ticketBytes };
}

/** The files of a form as its draft names them. */
export function keptFiles(request: FastifyRequest): Record<string, readonly string[]> {
  const { ids } = sentFiles(request);
  return ids.length === 0 ? {} : { [filesName]: ids };
}

/** Says whether a form carries a file of its sender that is not sent yet: then it may do without words. */
export function carriesFiles(request: FastifyRequest): Promise<boolean> {
  const personId = request.viewer?.id ?? null;
  return hasWaitingFiles(request.server.db, { personId, files: sentFiles(request) });
}
