import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { paths } from '../paths.ts';
import { setFlash } from '../web/flash.ts';
import { formBody } from '../web/form-body.ts';
import { pageContext, seeOther, sendPage } from '../web/page-reply.ts';
import { leftSession, stopSession } from '../web/sessions.ts';
import type { IdentityDoor } from './door.ts';
import { SignedOutPage } from './signed-out-page.tsx';
import { forgetArrival, noteLeaving } from './trip.ts';

/** The way out. Open to everybody: a session that is over may be left as well. */
export function registerSignOutRoutes(app: FastifyInstance, doors: readonly IdentityDoor[]): void {
  const config = { access: 'public' } as const;
  const hasPortal = doors.some(({ portal }) => portal !== null);
  app.post(paths.signOut(), { config }, async (request, reply) => {
    const { t } = pageContext(request);
    const key = leftSession(request);
    const door = await stopSession(request, reply);
    if (door !== null && key !== null && hasPortal) noteLeaving(request, reply, key);
    forgetArrival(request, reply);
    // The sign-in page would let them in again before they see that they were out.
    if (hasPortal) return seeOther(reply, paths.signOut({ porte: door ?? undefined }));
    setFlash(request, reply, { tone: 'success', text: t('identity:session.signedOut') });
    return seeOther(reply, paths.signIn());
  });
  // After the act of a portal; or opened by its address, as a bookmark is.
  app.get(paths.signOut(), { config }, async (request, reply) =>
    showSignedOut(doors, request, reply),
  );
}

function showSignedOut(
  doors: readonly IdentityDoor[],
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const { porte } = formBody(request.query);
  const door = doors.find(({ name }) => name === porte);
  return sendPage(request, reply, <SignedOutPage ctx={pageContext(request)} door={door} />);
}
