import type { Readable } from 'node:stream';
import { errorCodes, type FastifyInstance, type FastifyRequest } from 'fastify';
import { FileRefused, filesPerForm } from '../domain/files/file-desk.ts';
import { stageFile } from '../domain/files/stage-file.ts';
import { removeStagedFile } from '../domain/files/staged-files.ts';
import {
  type ArrivingFile,
  type FormReceiver,
  readMultipart,
} from '../platform/http/read-multipart.ts';
import { askedByScript, mayEnter } from './access.ts';
import { carriesProof } from './csrf.ts';
import { addField, emptyForm, type FormBody, formLimits } from './form-body.ts';
import { type FilesBrought, fieldNamed, inputOf } from './form-files.ts';
import { fieldReceiver } from './receive-fields.ts';
import { receiveText } from './receive-text.ts';

/** Beyond what a ticket may hold so many times over, nobody is filling a form. */
const mostTickets = 20;

/** Reads forms with files where a route says that its form has some; elsewhere they are no forms of ours. */
export function receiveFiles(app: FastifyInstance): void {
  app.decorateRequest('filesBrought', null);
  app.decorateRequest('textRefused', null);
  app.addContentTypeParser(
    'multipart/form-data',
    async (request: FastifyRequest, body: Readable) => {
      if (request.is404) return emptyForm();
      const { readsText, filePlace } = request.routeOptions.config;
      if (readsText === true) return receiveText(request, body);
      if (filePlace === undefined) {
        throw new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE('multipart/form-data');
      }
      return receive(request, body);
    },
  );
}

/** A form while it arrives: what it says, what became of its files, and whose they are. */
type Reception = {
  request: FastifyRequest;
  body: FormBody;
  brought: FilesBrought;
  personId: number;
};

async function receive(request: FastifyRequest, source: Readable): Promise<FormBody> {
  const { db, files } = request.server;
  const brought: FilesBrought = { staged: [], refused: [], dropped: 0 };
  const reception = { request, body: emptyForm(), brought, personId: 0 };
  const { body } = reception;
  // Who sends, and for which page, is read in the fields that come before a file.
  request.body = body;
  request.filesBrought = brought;
  const limits = {
    bytes: files.limits.ticketBytes * mostTickets + formLimits.bytes,
    fields: formLimits.fields,
    fieldBytes: formLimits.bytes,
    files: filesPerForm * 2,
  };
  const type = request.headers['content-type'] ?? '';
  try {
    await readMultipart(source, type, { limits, receiver: receiverOf(reception) });
  } catch (error) {
    // Its sender has seen no page: sent again, the form brings all of them again.
    for (const { id } of brought.staged) {
      await removeStagedFile(db, { personId: reception.personId, id });
    }
    throw error;
  }
  for (const { id, field } of brought.staged) addField(body, inputOf(field), id);
  return body;
}

function receiverOf(reception: Reception): FormReceiver {
  const { body, brought } = reception;
  return {
    field: fieldReceiver(body),
    file: (input, name) => {
      // An input left empty sends a file without a name.
      if (name === '') return null;
      if (!carriesProof(reception.request)) brought.dropped += 1;
      const to = destinationOf(reception, input);
      return to && ((file) => take(reception, { ...to, name }, file));
    },
    tooManyFiles: () => {
      brought.refused.push({ field: null, name: '', size: 0, reason: 'too_many' });
    },
  };
}

type Destination = { personId: number; place: string; field: string | null };

/** Where a file waits until its form is sent; null when it is thrown away. */
function destinationOf({ request }: Reception, input: string): Destination | null {
  const field = fieldNamed(input);
  const personId = ownerOf(request);
  if (field === undefined || personId === null) return null;
  const place = placeOf(request);
  return place === null ? null : { personId, place, field };
}

/** Who a file is kept for, from what came before it: whoever is signed in, or whose session has just ended. */
function ownerOf(request: FastifyRequest): number | null {
  if (!carriesProof(request)) return null;
  const { viewer, sessionReading } = request;
  if (viewer) return mayEnter(request, viewer) ? viewer.id : null;
  // A script is told to sign in again, and sends the file again then.
  const isKept = sessionReading?.state === 'expired' && !askedByScript(request);
  return isKept ? sessionReading.personId : null;
}

function placeOf(request: FastifyRequest): string | null {
  try {
    return request.routeOptions.config.filePlace?.(request) ?? null;
  } catch {
    // An address that names nothing: the route itself says so.
    return null;
  }
}

async function take(
  reception: Reception,
  sent: Destination & { name: string },
  { content, drain }: ArrivingFile,
): Promise<void> {
  const { server } = reception.request;
  const { staged, refused } = reception.brought;
  reception.personId = sent.personId;
  try {
    staged.push(await stageFile(server.files, { ...sent, bytes: content }, server.clock()));
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    const { field, name } = sent;
    refused.push({ field, name, size: await drain(), reason: error.reason });
  }
}
