import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  Conflict,
  Forbidden,
  NotFound,
  Overloaded,
  TooOften,
  Unavailable,
} from '../platform/errors.ts';
import { BrokenForm, FormLimitReached } from '../platform/http/read-multipart.ts';
import { makeReference } from '../platform/text/reference.ts';
import { carriesProof } from './csrf.ts';
import { ErrorPage, type ErrorPageProps, SendAgain, TypedTexts } from './error-page.tsx';
import { formBody, TooMuch } from './form-body.ts';
import { typedContent } from './kept-text.ts';
import type { PageContext } from './layout/page-context.ts';
import { pageContext, sendPage } from './page-reply.ts';
import { onlyReads } from './sessions.ts';
import { retryAfter, turnAway } from './turn-away.tsx';

const tooMuchCodes = new Set([
  'FST_ERR_CTP_BODY_TOO_LARGE',
  'FST_ERR_CTP_CONTENT_LENGTH_TOO_LARGE',
]);

type Answer = { kind: ErrorPageProps['kind']; status: number };

function answerTo(error: unknown): Answer {
  if (error instanceof NotFound) return { kind: 'notFound', status: 404 };
  if (error instanceof Forbidden) return { kind: 'forbidden', status: 403 };
  if (error instanceof Conflict) return { kind: 'conflict', status: 409 };
  if (error instanceof Unavailable) return { kind: 'unavailable', status: 503 };
  if (error instanceof Overloaded) return { kind: 'overloaded', status: 503 };
  if (error instanceof TooMuch || error instanceof FormLimitReached) {
    return { kind: 'tooMuch', status: 413 };
  }
  if (error instanceof BrokenForm) return { kind: 'unreadable', status: 400 };
  if (error instanceof TooOften) return { kind: 'tooOften', status: 429 };
  const { code, statusCode } = error as Partial<FastifyError>;
  if (code !== undefined && tooMuchCodes.has(code)) return { kind: 'tooMuch', status: 413 };
  // The server of assets says 403 of a path that would leave its folder: such a path does not exist either.
  if (statusCode === 404 || statusCode === 403) return { kind: 'notFound', status: 404 };
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return { kind: 'unreadable', status: statusCode };
  }
  return { kind: 'unexpected', status: 500 };
}

/** An error told to the person as a page, and to the log once when it is ours. */
export function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: unknown, request, reply) => sendError(error, request, reply));
  app.setNotFoundHandler((request, reply) => sendError(new NotFound(), request, reply));
}

function sendError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof Overloaded && !holdsForm(request)) {
    turnAway(request, reply);
    return reply;
  }
  const { kind, status } = answerTo(error);
  // A database in trouble is not asked for the least of what the page says.
  if (status >= 500) request.isFramed = true;
  const ctx = pageContext(request);
  if (kind === 'unexpected') {
    const reference = makeReference();
    request.log.error({ err: error, reference }, 'unexpected error');
    const page = (
      <ErrorPage ctx={ctx} kind={kind} reference={reference}>
        <LostTexts ctx={ctx} request={request} />
      </ErrorPage>
    );
    return sendPage(request, reply, page, status);
  }
  if (kind === 'overloaded') void reply.header('retry-after', retryAfter);
  if (kind === 'unavailable') {
    void reply.header('retry-after', retryAfter);
    request.log.warn({ route: request.routeOptions.url }, 'a resource does not answer');
  }
  if (kind === 'tooMuch') readToTheEnd(request, reply);
  // What is left of it is not waited for.
  if (error instanceof FormLimitReached) void reply.header('connection', 'close');
  if (error instanceof TooOften) void reply.header('retry-after', error.seconds);
  const isWorthTrying = ['unavailable', 'overloaded', 'tooOften'].includes(kind);
  const page = (
    <ErrorPage ctx={ctx} kind={kind}>
      {isWorthTrying && holdsForm(request) ? (
        <SendAgain ctx={ctx} action={request.url} fields={formBody(request.body)} />
      ) : (
        <LostTexts ctx={ctx} request={request} />
      )}
    </ErrorPage>
  );
  return sendPage(request, reply, page, status);
}

/**
 * What was written in a form that leads nowhere: its author left the team meanwhile, or we failed. Their own words and
 * nothing else: the page is the same whether what they name exists or not.
 */
function LostTexts({ ctx, request }: { ctx: PageContext; request: FastifyRequest }) {
  const isWriting = !request.is404 && request.routeOptions.config.draftPlace !== undefined;
  if (!isWriting || !holdsForm(request)) return null;
  // Several words: the rest of the form is choices and ids.
  const texts = Object.entries(typedContent(request)).filter(([, value]) =>
    /\S\s+\S/.test([value].flat().join('')),
  );
  return texts.length === 0 ? null : <TypedTexts ctx={ctx} content={Object.fromEntries(texts)} />;
}

/**
 * Lets the rest of a refused form come, and forgets it: a connection closed under somebody who is still sending is
 * reset, and a proxy then answers 502 in place of our page. `requestTimeout` bounds it.
 */
function readToTheEnd(request: FastifyRequest, reply: FastifyReply): void {
  void reply.removeHeader('connection');
  request.raw.resume();
}

/** Only what one of our own pages sent is offered again; a password is typed again, never written in a page. */
function holdsForm(request: FastifyRequest): boolean {
  const fields = Object.keys(formBody(request.body));
  const hasSecret = fields.some((name) => /password|mot-de-passe/i.test(name));
  return !onlyReads(request) && fields.length > 0 && !hasSecret && carriesProof(request);
}
