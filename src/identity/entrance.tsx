import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { paths } from '../paths.ts';
import { formBody } from '../web/form-body.ts';
import { pageContext, seeOther, sendPage } from '../web/page-reply.ts';
import type { IdentityDoor } from './door.ts';
import { DoorsPage } from './doors-page.tsx';
import { showLocalForm } from './local.tsx';
import { showInside, wantedPage } from './way-in.ts';

/** The sign-in page: straight through the portal when there is one, else a choice, or the form of the local door. */
export function openEntrance(app: FastifyInstance, doors: readonly IdentityDoor[]): void {
  const config = { access: 'public' } as const;
  app.get(paths.signIn(), { config }, async (request, reply) => {
    const inside = showInside(request, reply);
    return inside ?? showEntrance(doors, request, reply);
  });
}

function showEntrance(
  doors: readonly IdentityDoor[],
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const asked = formBody(request.query);
  const portals = doors.filter(({ portal }) => portal !== null);
  const isLocalOpen = doors.length > portals.length;
  const retour = wantedPage(request) ?? undefined;
  if (isLocalOpen && ('locale' in asked || portals.length === 0)) {
    return showLocalForm(request, reply);
  }
  if (!('choix' in asked)) {
    const first = portals.find(({ portal }) => portal?.asksFirst);
    if (first) return seeOther(reply, paths.portal(first.name, { retour, passerelle: 'oui' }));
    const [only, other] = portals;
    if (only && !other) return seeOther(reply, paths.portal(only.name, { retour }));
  }
  const page = (
    <DoorsPage
      ctx={pageContext(request)}
      portals={portals}
      isLocalOpen={isLocalOpen}
      returnTo={retour}
    />
  );
  return sendPage(request, reply, page);
}
