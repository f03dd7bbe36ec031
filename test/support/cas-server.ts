import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** Somebody a server of CAS knows: what it calls them, and what it says of them. */
export type CasUser = { user: string; attributes?: Record<string, string | readonly string[]> };

/** A server of CAS that does what the protocol says, until a test has it do wrong. */
export type CasServer = {
  url: string;
  /** Whose session is open at the portal; nobody when null. */
  user: CasUser | null;
  /** Answers validations in place of the real answer: a body, a status, or silence. */
  instead: ((path: string) => { status?: number; body: string } | 'silence') | null;
  /** A server of before CAS 3. */
  isOld: boolean;
  /** The validations it was asked, path and query. */
  asked: string[];
  close: () => Promise<void>;
};

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Wraps an answer as CAS does. */
export const casResponse = (inside: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<cas:serviceResponse xmlns:cas="http://www.yale.edu/tp/cas">${inside}</cas:serviceResponse>`;

/** What CAS answers for somebody. */
export function casSuccess({ user, attributes = {} }: CasUser, more = ''): string {
  const said = Object.entries(attributes)
    .flatMap(([name, value]) =>
      [value].flat().map((one) => `<cas:${name}>${escape(one)}</cas:${name}>`),
    )
    .join('');
  return casResponse(
    `<cas:authenticationSuccess><cas:user>${escape(user)}</cas:user><cas:attributes>${said}</cas:attributes>${more}</cas:authenticationSuccess>`,
  );
}

/** What CAS answers when it does not confirm. */
export const casFailure = (code: string): string =>
  casResponse(`<cas:authenticationFailure code="${code}">no</cas:authenticationFailure>`);

type Options = { tls?: { key: string; cert: string } };

/** Starts a server of CAS on this machine, over HTTP or with a certificate of the test's own. */
export async function startCasServer({ tls }: Options = {}): Promise<CasServer> {
  const tickets = new Map<string, { service: string; user: CasUser }>();
  let issued = 0;

  const login = (query: URLSearchParams, reply: ServerResponse): void => {
    const service = query.get('service') ?? '';
    if (server.user === null && query.get('gateway') !== 'true') {
      reply.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Portail</h1>');
      return;
    }
    const back = new URL(service);
    if (server.user !== null) {
      issued += 1;
      const ticket = `ST-${String(issued)}-essai`;
      tickets.set(ticket, { service, user: server.user });
      back.searchParams.set('ticket', ticket);
    }
    reply.writeHead(302, { location: back.href }).end();
  };
  const validate = (query: URLSearchParams, isNew: boolean): string => {
    const found = tickets.get(query.get('ticket') ?? '');
    tickets.delete(query.get('ticket') ?? '');
    if (!found) return casFailure('INVALID_TICKET');
    if (found.service !== query.get('service')) return casFailure('INVALID_SERVICE');
    return casSuccess(isNew ? found.user : { user: found.user.user });
  };
  const answer = (request: IncomingMessage, reply: ServerResponse): void => {
    const { pathname, searchParams, search } = new URL(request.url ?? '/', 'http://cas.invalid');
    if (pathname === '/cas/login') return login(searchParams, reply);
    const isNew = pathname === '/cas/p3/serviceValidate';
    if (!isNew && pathname !== '/cas/serviceValidate') return void reply.writeHead(404).end();
    server.asked.push(pathname + search);
    if (isNew && server.isOld) return void reply.writeHead(404).end();
    const said = server.instead?.(pathname) ?? { body: validate(searchParams, isNew) };
    if (said === 'silence') return;
    reply.writeHead(said.status ?? 200, { 'content-type': 'application/xml' }).end(said.body);
  };

  const listener = tls ? createSecureServer(tls, answer) : createServer(answer);
  await new Promise<void>((resolve) => void listener.listen(0, '127.0.0.1', resolve));
  const { port } = listener.address() as AddressInfo;
  const server: CasServer = {
    url: `${tls ? 'https' : 'http'}://localhost:${String(port)}/cas`,
    user: null,
    instead: null,
    isOld: false,
    asked: [],
    close: async () => {
      listener.closeAllConnections();
      await new Promise((resolve) => void listener.close(resolve));
    },
  };
  return server;
}
