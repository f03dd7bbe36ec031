import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type CryptoKey,
  exportJWK,
  exportSPKI,
  generateKeyPair,
  type JWTPayload,
  SignJWT,
} from 'jose';

/** A provider that says what a test wants it to say: what no real one can be made to do wrong. */
export type HostileIssuer = {
  issuer: string;
  /** Makes the proof of identity from what a right one would say. */
  idToken: (right: JWTPayload) => Promise<string>;
  /** What it says of people; `jwt` is sent as a signed answer. */
  userinfo: () => Promise<{ json: object } | { jwt: string }>;
  /** Answers the token endpoint in place of the right answer. */
  instead: ((reply: ServerResponse) => void) | null;
  /** What it says of itself besides. */
  metadata: Record<string, unknown>;
  /** Signs with its own key. */
  sign: (payload: JWTPayload, header?: Record<string, unknown>) => Promise<string>;
  /** Signs with a key nobody published. */
  signAsAnother: (payload: JWTPayload) => Promise<string>;
  /** Uses its public key as the secret of a signature that everybody could make. */
  signWithPublicKey: (payload: JWTPayload) => string;
  unsigned: (payload: JWTPayload) => string;
  /** The nonce of the entry under way. */
  nonce: string;
  close: () => Promise<void>;
};

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const algorithm = 'RS256';

/** Starts it on a free port of the loopback. */
export async function startHostileIssuer(clientId: string): Promise<HostileIssuer> {
  const pair = await generateKeyPair(algorithm, { extractable: true });
  const other = await generateKeyPair(algorithm);
  const kid = 'essai';
  const keys = [{ ...(await exportJWK(pair.publicKey)), alg: algorithm, use: 'sig', kid }];
  const pem = await exportSPKI(pair.publicKey);
  const signWith =
    (key: CryptoKey) =>
    (payload: JWTPayload, header: Record<string, unknown> = {}): Promise<string> =>
      new SignJWT(payload).setProtectedHeader({ alg: algorithm, kid, ...header }).sign(key);
  const sign = signWith(pair.privateKey);

  const right = (): JWTPayload => {
    const now = Math.floor(Date.now() / 1_000);
    const { issuer: iss, nonce } = server;
    return { iss, aud: clientId, sub: 'sub-essai', iat: now, exp: now + 300, nonce, sid: 'sid-1' };
  };
  const json = (reply: ServerResponse, value: object, status = 200): void => {
    reply.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  };
  const answer = async ({ url = '/' }: IncomingMessage, reply: ServerResponse): Promise<void> => {
    const { issuer } = server;
    const { pathname } = new URL(url, issuer);
    if (pathname === '/.well-known/openid-configuration') {
      return json(reply, {
        issuer,
        authorization_endpoint: `${issuer}/auth`,
        token_endpoint: `${issuer}/token`,
        userinfo_endpoint: `${issuer}/me`,
        jwks_uri: `${issuer}/keys`,
        ...server.metadata,
      });
    }
    if (pathname === '/keys') return json(reply, { keys });
    if (pathname === '/token') {
      if (server.instead) return server.instead(reply);
      const id_token = await server.idToken(right());
      return json(reply, { access_token: 'jeton', token_type: 'Bearer', id_token });
    }
    const said = await server.userinfo();
    if ('json' in said) return json(reply, said.json);
    reply.writeHead(200, { 'content-type': 'application/jwt' }).end(said.jwt);
  };
  const listener = createServer((request, reply) => void answer(request, reply));
  await new Promise<void>((resolve) => void listener.listen(0, '127.0.0.1', resolve));
  const server: HostileIssuer = {
    issuer: `http://localhost:${String((listener.address() as AddressInfo).port)}`,
    idToken: sign,
    userinfo: () => Promise.resolve({ json: { sub: 'sub-essai' } }),
    instead: null,
    metadata: {},
    sign,
    signAsAnother: signWith(other.privateKey),
    signWithPublicKey: (payload) => {
      const text = `${part({ alg: 'HS256', kid })}.${part(payload)}`;
      return `${text}.${createHmac('sha256', pem).update(text).digest('base64url')}`;
    },
    unsigned: (payload) => `${part({ alg: 'none' })}.${part(payload)}.`,
    nonce: '',
    close: async () => {
      listener.closeAllConnections();
      await new Promise((resolve) => void listener.close(resolve));
    },
  };
  return server;
}
