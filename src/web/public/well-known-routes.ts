import type { FastifyInstance } from 'fastify';
import { readSetting } from '../../domain/settings/settings.ts';
import { paths } from '../../paths.ts';

const open = { access: 'public', session: false } as const;
const plain = 'text/plain; charset=utf-8';

/** How long a copy of security.txt may be believed (RFC 9116 asks for less than a year). */
const validDays = 180;

/** What robots and browsers ask for by themselves. */
export function registerWellKnownRoutes(app: FastifyInstance): void {
  app.get('/robots.txt', { config: open }, async (_request, reply) =>
    reply.type(plain).send('User-agent: *\nDisallow: /\n'),
  );
  app.get('/favicon.ico', { config: open }, async (_request, reply) =>
    reply
      .header('cache-control', 'public, max-age=86400')
      .redirect(app.siteAssets.lookup('icon.svg'), 302),
  );
  app.get(paths.securityText(), { config: open }, async (_request, reply) => {
    const contacts = await readSetting(app.db, 'contacts');
    return reply.type(plain).send(securityText(app, contacts.security));
  });
}

function securityText({ config, clock }: FastifyInstance, contact: string): string {
  const address = contact.includes('@') ? `mailto:${contact}` : contact;
  const expires = clock().add({ hours: validDays * 24 });
  return [
    // Until the authority gives an address, the legal page says who answers for the site.
    `Contact: ${address === '' ? config.baseUrl + paths.legal() : address}`,
    `Expires: ${expires.toString({ smallestUnit: 'second' })}`,
    'Preferred-Languages: fr, en',
    `Canonical: ${config.baseUrl}${paths.securityText()}`,
    '',
  ].join('\n');
}
