import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';
import { Provider } from 'oidc-provider';

/** Somebody a portal knows, and what it says of them. */
export type OidcUser = { sub: string } & Record<string, string | boolean | readonly string[]>;

/** A real provider of OpenID Connect on this machine. */
export type OidcServer = {
  issuer: string;
  /** Who is in front of the screen; nobody when null: they decline. */
  user: OidcUser | null;
  /** How strongly they sign in. */
  acr: string | undefined;
  /** What browsers asked its page for. */
  asked: URLSearchParams[];
  /** The logout tokens it sent. */
  logoutTokens: string[];
  close: () => Promise<void>;
};

export type OidcServerOptions = {
  /** Where it may send back to. */
  baseUrl: string;
  /** What the portals of a kind do in their own way. */
  client?: Record<string, unknown>;
  /** The parameters it knows: any other is refused, as some portals do. */
  knownParameters?: readonly string[];
};

export const oidcClient = {
  clientId: 'centre-de-services',
  clientSecret: 'un-secret-pour-les-essais',
};

const claims = {
  openid: ['sub'],
  profile: ['given_name', 'family_name', 'preferred_username', 'groups'],
  email: ['email', 'email_verified'],
  given_name: ['given_name'],
  usual_name: ['usual_name'],
  uid: ['uid'],
  siret: ['siret'],
};

/** Starts a provider on a free port of the loopback. */
export async function startOidcServer(options: OidcServerOptions): Promise<OidcServer> {
  const listener = createServer();
  await new Promise<void>((resolve) => void listener.listen(0, '127.0.0.1', resolve));
  const address = `http://localhost:${String((listener.address() as AddressInfo).port)}`;
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const key = { ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig', kid: 'essai' };
  const { clientId, clientSecret } = oidcClient;
  const provider: Provider = new Provider(address, {
    jwks: { keys: [key] },
    cookies: { keys: [randomBytes(16).toString('hex')] },
    acrValues: ['eidas1', 'eidas2'],
    claims,
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [`${options.baseUrl}/connexion/oidc/retour`],
        post_logout_redirect_uris: [`${options.baseUrl}/deconnexion`],
        backchannel_logout_uri: `${options.baseUrl}/connexion/oidc/fin`,
        backchannel_logout_session_required: true,
        token_endpoint_auth_method: 'client_secret_post',
        ...options.client,
      },
    ],
    features: {
      devInteractions: { enabled: false },
      claimsParameter: { enabled: true },
      jwtUserinfo: { enabled: true },
      backchannelLogout: { enabled: true },
    },
    // It would not speak to this very machine; the test carries what it says.
    fetch: (_address, options) => {
      const said = options?.body instanceof URLSearchParams ? options.body : new URLSearchParams();
      server.logoutTokens.push(said.get('logout_token') ?? '');
      return Promise.resolve(new Response(null, { status: 204 }));
    },
    ttl: { Session: 600, Interaction: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
    interactions: { url: (_context, { uid }) => `/essai/${uid}` },
    findAccount: (_context, sub) => ({
      accountId: sub,
      claims: () => ({ ...server.user, sub }),
    }),
    loadExistingGrant: async (context) => {
      const { client, account } = context.oidc;
      const grant = new provider.Grant({
        clientId: client?.clientId ?? '',
        accountId: account?.accountId ?? '',
      });
      grant.addOIDCScope(Object.keys(claims).join(' '));
      await grant.save();
      return grant;
    },
  });
  const answer = provider.callback();
  listener.on('request', (request, reply) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', address);
    if (pathname === '/auth') {
      server.asked.push(searchParams);
      const known = options.knownParameters;
      if (known && [...searchParams.keys()].some((name) => !known.includes(name))) {
        return void reply.writeHead(400).end('unknown parameter');
      }
    }
    if (pathname.startsWith('/essai/')) {
      const { user, acr } = server;
      const result = user
        ? { login: { accountId: user.sub, ...(acr === undefined ? {} : { acr }) } }
        : { error: 'access_denied', error_description: 'they declined' };
      return void provider.interactionFinished(request, reply, result);
    }
    return void answer(request, reply);
  });
  const server: OidcServer = {
    issuer: address,
    user: null,
    acr: undefined,
    asked: [],
    logoutTokens: [],
    close: async () => {
      listener.closeAllConnections();
      await new Promise((resolve) => void listener.close(resolve));
    },
  };
  return server;
}

/** A browser at the portal: keeps its cookies, and follows it until it sends elsewhere. */
export function portalBrowser(issuer: string) {
  const cookies = new Map<string, string>();
  const ask = async (address: string, init: RequestInit = {}): Promise<Response> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...(init.headers as Record<string, string>), cookie };
    const response = await fetch(address, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const [name = '', value = ''] = pair.split('=');
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  };
  /** Gives where the portal sends in the end, or the page it stops at. */
  const go = async (address: string): Promise<{ sentTo: string } | { page: Response }> => {
    let at = address;
    for (let steps = 0; steps < 8; steps += 1) {
      const response = await ask(at);
      const next = response.headers.get('location');
      if (next === null) return { page: response };
      at = new URL(next, at).href;
      if (!at.startsWith(`${issuer}/`)) return { sentTo: at };
    }
    throw new Error('The portal goes round in circles.');
  };
  return { ask, go };
}
