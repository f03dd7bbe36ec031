import type { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { type ArrivingFile, readMultipart } from '../platform/http/read-multipart.ts';
import { cleanText } from '../platform/text/clean.ts';
import { decodeText } from '../platform/text/decode.ts';
import { emptyForm, type FormBody, formLimits } from './form-body.ts';
import { fieldReceiver } from './receive-fields.ts';

/** The file whose text a form wants, and the field that this text fills, as if it had been pasted there. */
export const textFileName = 'fichier';
export const textName = 'texte';

/** Why the text of a file could not be had. */
export type TextRefusal = 'too_large' | 'not_text';

/** A character takes four bytes at most, whatever the encoding. */
const mostBytes = formLimits.characters * 4;
/** What is read of the form around it, only to be thrown away: its sender is then told, with all they typed. */
const drainedBytes = 32 * 1024 * 1024;

/** Reads a form with a file of text: the text takes its place among the fields, the file is never kept. */
export async function receiveText(request: FastifyRequest, source: Readable): Promise<FormBody> {
  const body = emptyForm();
  let text: string | null = null;
  const read = async (file: ArrivingFile): Promise<void> => {
    const found = await textOf(file);
    if ('refused' in found) request.textRefused = found.refused;
    else text = found.text;
  };
  await readMultipart(source, request.headers['content-type'] ?? '', {
    limits: {
      bytes: formLimits.bytes + drainedBytes,
      fields: formLimits.fields,
      fieldBytes: formLimits.bytes,
      files: 1,
    },
    receiver: {
      field: fieldReceiver(body),
      // An input left empty sends a file without a name.
      file: (input, name) => (input === textFileName && name !== '' ? read : null),
      tooManyFiles: () => {
        request.textRefused = 'too_large';
      },
    },
  });
  if (text !== null) body[textName] = text;
  return body;
}

async function textOf({
  content,
  drain,
}: ArrivingFile): Promise<{ text: string } | { refused: TextRefusal }> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of content) {
    size += chunk.length;
    chunks.push(chunk);
    if (size > mostBytes) {
      await drain();
      return { refused: 'too_large' };
    }
  }
  const text = decodeText(Buffer.concat(chunks));
  if (text === null) return { refused: 'not_text' };
  if (text.length > formLimits.characters) return { refused: 'too_large' };
  return { text: cleanText(text) };
}
