import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type FileVariant, type OpenedFile, openFile } from '../domain/tickets/access-file.ts';
import { paths } from '../paths.ts';
import { NotFound } from '../platform/errors.ts';
import { renderFragment } from '../platform/html/render.ts';
import { StagedFileItem } from '../ui/file-field.tsx';
import { TextsProvider } from '../ui/texts-context.ts';
import { viewerOf } from './access.ts';
import { draftUrlAt } from './file-places.ts';
import { refusalTexts, shownFile } from './file-words.ts';
import { valuesOf } from './form-body.ts';
import { inputOf } from './form-files.ts';
import { pageContext } from './page-reply.ts';

/** The doors of files: one in, for scripts that send them one by one; those out, for whoever may see them. */
export function registerFileRoutes(app: FastifyInstance): void {
  const access = 'person' as const;
  app.post(paths.files(), { config: { access, filePlace } }, takeFile);
  const doors: [(id: string) => string, FileVariant][] = [
    [paths.file, 'original'],
    [paths.filePreview, 'preview'],
    [paths.fileThumbnail, 'thumbnail'],
  ];
  for (const [path, variant] of doors) {
    app.route({
      method: ['GET', 'HEAD'],
      url: path(':id'),
      config: { access },
      handler: (request, reply) => giveFile(request, reply, variant),
    });
  }
}

/** The place that the address of a sending names; null when no form of ours stands there. */
function filePlace(request: FastifyRequest): string | null {
  const [place = ''] = valuesOf(request.query, 'place');
  return draftUrlAt(place) === null ? null : place;
}

/** Answers a script with the line of the file it sent, as the page would show it, or with why it was not taken. */
async function takeFile(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = filePlace(request);
  const removeUrl = place === null ? null : draftUrlAt(place);
  if (removeUrl === null) throw new NotFound('no form takes files there');
  const ctx = pageContext(request);
  const { staged = [], refused = [] } = request.filesBrought ?? {};
  const [file] = staged;
  if (file === undefined) {
    return reply.code(422).type('text/plain; charset=utf-8').send(refusalTexts(refused, ctx));
  }
  const item = (
    <TextsProvider t={ctx.t}>
      <StagedFileItem
        file={shownFile(file, ctx)}
        name={inputOf(file.field)}
        removeUrl={removeUrl}
      />
    </TextsProvider>
  );
  return reply.code(201).type('text/html; charset=utf-8').send(renderFragment(item));
}

/** Nothing in a file runs as a page of ours, nor is shown inside another site. */
const asFile = {
  'content-security-policy': "sandbox; default-src 'none'",
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  // What one may see today one may not see tomorrow: kept by this browser only, asked for again each time.
  'cache-control': 'private, no-cache',
};

async function giveFile(
  request: FastifyRequest,
  reply: FastifyReply,
  variant: FileVariant,
): Promise<FastifyReply> {
  const { id } = request.params as { id: string };
  const file = await openFile(request.server.files, viewerOf(request), { id, variant });
  if (file.state === 'held') throw new NotFound('file held');
  const { mediaType, size, tag } = file;
  const etag = `"${tag}"`;
  void reply.headers({ ...asFile, etag, 'content-disposition': dispositionOf(file) });
  if (request.headers['if-none-match'] === etag) return reply.code(304).send();
  void reply.type(mediaType);
  if (size !== null) void reply.header('content-length', size);
  // Its length is known: nothing has to be read to say it.
  return reply.send(request.method === 'HEAD' ? '' : await file.read());
}

/** RFC 6266: the name in letters that every program reads, then as it is. */
function dispositionOf({ name, inline }: Extract<OpenedFile, { state: 'open' }>): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const exact = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${inline ? 'inline' : 'attachment'}; filename="${plain}"; filename*=UTF-8''${exact}`;
}
