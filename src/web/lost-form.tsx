import type { FastifyReply, FastifyRequest } from 'fastify';
import { type DraftContent, isWorthKeeping } from '../domain/drafts/drafts.ts';
import { ButtonLink } from '../ui/button.tsx';
import { isOwnPage } from './csrf.ts';
import { ErrorPage, TypedTexts } from './error-page.tsx';
import { fieldNamed, sentFiles } from './form-files.ts';
import { keepTyped, pageOfForm, typedContent } from './kept-text.ts';
import type { PageContext } from './layout/page-context.ts';
import { pageContext, seeOther, sendPage } from './page-reply.ts';
import { wayInFor } from './return-path.ts';

/** The names of fields that a page fills by itself: nobody wrote them. */
const filledByPage = ['cle', 'cherche', 'version'];

/** The names of choices: what a form sends of them is an id or a code, not what their reader chose. */
const chosen = [
  ...['nature', 'natures', 'famille', 'site', 'sites', 'affectations', 'equipe', 'equipes'],
  ...['personne', 'role', 'bloque', 'touche', 'priorite', 'motif', 'niveau', 'public'],
];

/** What can be copied of a form: its words. Neither its files and choices, nor what the page itself put in it. */
const wordsOf = (content: DraftContent): DraftContent =>
  Object.fromEntries(
    Object.entries(content).filter(
      ([name]) =>
        fieldNamed(name) === undefined && !filledByPage.includes(name) && !chosen.includes(name),
    ),
  );

/** Nobody says here whether there is a draft: its owner will, once signed in. */
function MaybeDraft({ ctx, request }: { ctx: PageContext; request: FastifyRequest }) {
  const isWriting = request.routeOptions.config.draftPlace !== undefined;
  return isWriting ? <p>{ctx.t('errors:lostSession.draft')}</p> : null;
}

/** Files chosen with a form that was not taken have to be chosen again. */
function DroppedFiles({ ctx, request }: { ctx: PageContext; request: FastifyRequest }) {
  return request.filesBrought?.dropped ? <p>{ctx.t('files:dropped')}</p> : null;
}

/**
 * Leads from a form to the way in. A browser lets no form be answered from another site, and the way in may lead to the
 * portal's: a page of ours stands between, that goes on by itself.
 */
export function leadToWayIn(
  request: FastifyRequest,
  reply: FastifyReply,
  address: string,
): FastifyReply {
  if (request.server.config.doors.enabled.every((door) => door === 'local')) {
    return seeOther(reply, address);
  }
  void reply.header('refresh', `0; url=${address}`);
  const ctx = pageContext(request);
  const page = (
    <ErrorPage ctx={ctx} kind="sessionOver">
      <p>
        <ButtonLink href={address} icon="signIn">
          {ctx.t('common:header.signIn')}
        </ButtonLink>
      </p>
    </ErrorPage>
  );
  return sendPage(request, reply, page, 403);
}

/** A form sent by nobody we can name: it cannot be kept for its owner, so the page gives it back to be copied. */
export function sendLostSession(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const content = wordsOf(typedContent(request));
  const signIn = wayInFor(pageOfForm(request));
  if (request.headers['sec-fetch-dest'] === 'empty') return reply.code(401).send('');
  if (!isWorthKeeping(content)) return leadToWayIn(request, reply, signIn);
  const ctx = pageContext(request);
  const page = (
    <ErrorPage ctx={ctx} kind="lostSession">
      <TypedTexts ctx={ctx} content={content} />
      <MaybeDraft ctx={ctx} request={request} />
      <DroppedFiles ctx={ctx} request={request} />
      <p>
        <ButtonLink href={signIn} icon="signIn">
          {ctx.t('common:header.signIn')}
        </ButtonLink>
      </p>
    </ErrorPage>
  );
  return sendPage(request, reply, page, 403);
}

/**
 * A form without the right proof. Sent from a page of ours (the browser says so, no other site can) that was made for
 * whoever is signed in, it is an old page: its text is kept. Otherwise nothing is written in anybody's name: somebody else
 * may have signed in meanwhile, in the same browser. The text is only shown, to whoever sent it.
 */
export async function sendLostProof(
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const kept =
    request.viewer !== null && isOwnPage(request) && (await keepTyped(request, request.viewer.id));
  const content = wordsOf(typedContent(request));
  const hasFiles = kept && sentFiles(request).ids.length > 0;
  const ctx = pageContext(request);
  const page = (
    <ErrorPage ctx={ctx} kind="lostProof">
      {kept && <p>{ctx.t('errors:typed.kept')}</p>}
      {hasFiles && <p>{ctx.t('files:kept')}</p>}
      {!kept && isWorthKeeping(content) && <TypedTexts ctx={ctx} content={content} />}
      <DroppedFiles ctx={ctx} request={request} />
      <p>
        <ButtonLink href={pageOfForm(request)} icon="arrowLeft">
          {ctx.t('errors:lostProof.back')}
        </ButtonLink>
      </p>
    </ErrorPage>
  );
  return sendPage(request, reply, page, 403);
}
