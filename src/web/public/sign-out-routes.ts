import type { FastifyInstance } from 'fastify';
import { paths } from '../../paths.ts';
import { setFlash } from '../flash.ts';
import { pageContext, seeOther } from '../page-reply.ts';
import { stopSession } from '../sessions.ts';

/** The way out. Open to everybody: a session that is over may be left as well. */
export function registerSignOutRoutes(app: FastifyInstance): void {
  app.post(paths.signOut(), { config: { access: 'public' } }, async (request, reply) => {
    const { t } = pageContext(request);
    await stopSession(request, reply);
    setFlash(request, reply, { tone: 'success', text: t('identity:session.signedOut') });
    return seeOther(reply, paths.signIn());
  });
}
