import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { paths } from '../paths.ts';
import type { TextKey } from '../ui/texts.ts';
import { addressKey } from '../web/address-key.ts';
import { openVisit } from '../web/csrf.ts';
import { readForm, typedTexts } from '../web/forms.ts';
import { pageContext, seeOther, sendPage } from '../web/page-reply.ts';
import { startSession } from '../web/sessions.ts';
import { signatureFor } from '../web/site-cookies.ts';
import type { IdentityDoor } from './door.ts';
import { type Credentials, type LocalDesk, recognise } from './local-account.ts';
import { SignInPage } from './sign-in-page.tsx';
import { makeTurnstile } from './turnstile.ts';
import { wantedPage } from './way-in.ts';

const key = (text: TextKey): TextKey => text;

const signInForm = z.object({
  login: z.string().trim().toLowerCase().min(1, key('identity:signIn.loginMissing')).max(200),
  // Longer than any password: argon2 would gladly work on a megabyte.
  password: z.string().min(1, key('identity:signIn.passwordMissing')).max(500),
});

/** Two passwords hashed at a time; two hundred people waiting are some five seconds of line. */
const crowd = { atOnce: 2, waiting: 200 };

/** The door of our own: a login and a password kept here. */
export const localDoor: IdentityDoor = {
  name: 'local',
  portal: null,
  open: (app) => {
    const desk: LocalDesk = {
      db: app.db,
      turnstile: makeTurnstile(crowd),
      acceptsDemo: !app.config.production,
    };
    const config = { access: 'public' } as const;
    app.post(paths.signIn(), { config }, (request, reply) => signIn(desk, request, reply));
  },
};

/** Shows the form where one says who one is. */
export const showLocalForm = (request: FastifyRequest, reply: FastifyReply): FastifyReply =>
  sendForm(request, reply, { status: 200 });

type Outcome = { status: number; errors?: Record<string, string>; refusal?: string };

function sendForm(
  request: FastifyRequest,
  reply: FastifyReply,
  { status, ...outcome }: Outcome,
): FastifyReply {
  const page = (
    <SignInPage
      ctx={{ ...pageContext(request), csrfToken: openVisit(request, reply) }}
      returnTo={wantedPage(request)}
      login={typedTexts(request.body)['login'] ?? ''}
      demoAccounts={request.server.demoAccounts}
      {...outcome}
    />
  );
  return sendPage(request, reply, page, status);
}

async function signIn(
  desk: LocalDesk,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { t } = pageContext(request);
  const { config, clock } = request.server;
  const form = readForm(signInForm, request.body, t);
  if (!form.ok) return sendForm(request, reply, { status: 422, errors: form.errors });
  const credentials: Credentials = {
    ...form.values,
    accountKey: signatureFor(config.sessionSecret, 'account', form.values.login),
    address: addressKey(request.ip),
  };
  const recognition = await recognise(desk, credentials, clock());
  switch (recognition.outcome) {
    case 'known': {
      const { personId } = recognition;
      const landing = await startSession(request, reply, { personId, door: localDoor.name });
      return seeOther(reply, wantedPage(request) ?? landing);
    }
    case 'refused':
      return sendForm(request, reply, { status: 422, refusal: t('identity:signIn.refused') });
    case 'slowed': {
      const { seconds } = recognition;
      void reply.header('retry-after', seconds);
      const refusal = t('identity:signIn.slowed', { count: seconds });
      return sendForm(request, reply, { status: 429, refusal });
    }
    case 'busy':
      void reply.header('retry-after', 5);
      return sendForm(request, reply, { status: 503, refusal: t('identity:signIn.busy') });
  }
}
