import assert from 'node:assert/strict';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, test } from 'node:test';
import { buildAssets } from '../../scripts/build-assets.ts';
import { readAssets } from '../../src/web/assets.ts';
import { testApp } from '../support/app.ts';
import { type Echo, startEcho } from './echo.ts';
import { makeCertificate, type Proxy, siteName, startApache, startNginx } from './proxies.ts';

const folder = await mkdtemp(join(tmpdir(), 'mandataire-'));
await chmod(folder, 0o755);
const certificate = makeCertificate(folder);
const ca = await readFile(certificate.file, 'utf8');

const outDir = join(folder, 'assets');
await buildAssets({ outDir, minify: true });
const desk = await testApp({
  assets: await readAssets(outDir),
  config: { baseUrl: `https://${siteName}`, production: false, trustProxy: '127.0.0.1' },
  extend: (app) => {
    app.get('/essai/d-ou', { config: { access: 'public' } }, async ({ ip, protocol, host }) => ({
      ...{ ip, protocol, host },
    }));
  },
});
await desk.app.listen({ port: 0, host: '127.0.0.1' });
const deskPort = (desk.app.server.address() as AddressInfo).port;
const echo: Echo = await startEcho();
const stops: (() => Promise<void>)[] = [];
after(async () => {
  for (const stop of stops) await stop();
  await echo.close();
  await desk.close();
  await rm(folder, { recursive: true, force: true });
});

type Ask = {
  method?: string;
  headers?: Record<string, string>;
  /** What the visitor’s address is. */
  from?: string;
  body?: string | Iterable<Buffer> | AsyncIterable<Buffer>;
};

/** Asks as a visitor of the documented site would. */
async function ask(
  { https }: Proxy,
  path: string,
  { method = 'GET', headers = {}, from = '127.0.0.1', body }: Ask = {},
): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const options = { method, ca, servername: siteName, localAddress: from, agent: false } as const;
  const request = httpsRequest(
    `https://127.0.0.1:${String(https)}${path}`,
    { ...options, headers: { host: siteName, ...headers } },
    resolve,
  );
  // An answer may come before everything is sent, and the connection be closed then.
  let isAnswered = false;
  const answered = promise.finally(() => {
    isAnswered = true;
  });
  request.on('error', reject);
  for await (const chunk of typeof body === 'string' ? [body] : (body ?? [])) {
    const written = new Promise<void>((done) => request.write(chunk, () => done()));
    await Promise.race([written, answered]);
    if (isAnswered) break;
  }
  request.end();
  return promise;
}

const cookiesOf = (answer: IncomingMessage): string[] => answer.headers['set-cookie'] ?? [];
const pairs = (cookies: string[]): string =>
  cookies.map((cookie) => cookie.split(';')[0] ?? '').join('; ');

/** What a proxy keeps to itself never comes. */
const timeout = 20_000;
const megabyte = Buffer.alloc(1024 * 1024, 'x');
const lengthOf = (count: number) => ({ 'content-length': String(count * 1024 * 1024) });
const megabytes = (count: number): Buffer[] => Array.from({ length: count }, () => megabyte);

// All of them before the first test: the hooks of the end run as soon as no test is left.
const proxies: { front: Proxy; wide: Proxy }[] = [];
for (const start of [startNginx, startApache]) {
  const begin = async (upstream: number): Promise<Proxy> => {
    const proxy = await start({ folder, certificate, upstream });
    stops.push(proxy.stop);
    return proxy;
  };
  proxies.push({ front: await begin(deskPort), wide: await begin(echo.port) });
}

for (const { front, wide } of proxies) {
  const { name } = front;

  test(`${name}: a person signs in, and their cookie is for this host and https only`, async () => {
    const form = await ask(front, '/connexion');
    assert.equal(form.statusCode, 200);
    const page = await text(form);
    const token = /name="_csrf" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const signIn = await ask(front, '/connexion', {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'same-origin',
        origin: `https://${siteName}`,
        cookie: pairs(cookiesOf(form)),
      },
      body: new URLSearchParams({
        ...{ _csrf: token, login: 'marie.dupont', password: 'demonstration' },
      }).toString(),
    });
    assert.equal(signIn.statusCode, 303, await text(signIn));
    assert.equal(signIn.headers.location, '/');
    const session = cookiesOf(signIn).find((cookie) => cookie.startsWith('__Host-session='));
    assert.match(session ?? '', /; Secure/);
    assert.match(session ?? '', /; HttpOnly/);
    const home = await ask(front, '/', { headers: { cookie: pairs([session ?? '']) } });
    assert.match(await text(home), /marie\.dupont/);
  });

  test(`${name}: http leads to https, and the measures are closed`, async () => {
    const { promise, resolve } = Promise.withResolvers<IncomingMessage>();
    const url = `http://127.0.0.1:${String(front.http)}/faq?q=wifi`;
    httpRequest(url, { headers: { host: siteName } }, resolve).end();
    const answer = await promise;
    assert.equal(answer.statusCode, 301);
    assert.equal(answer.headers.location, `https://${siteName}/faq?q=wifi`);
    assert.equal((await ask(front, '/metrics')).statusCode, 404);
    assert.equal((await ask(front, '/pret')).statusCode, 200);
  });

  test(`${name}: the address is the visitor’s, whatever they write about it`, async () => {
    const invented = {
      'x-forwarded-for': '203.0.113.99, 127.0.0.1',
      'x-forwarded-proto': 'http',
      'x-forwarded-host': 'ailleurs.exemple',
      forwarded: 'for=203.0.113.98;host=ailleurs.exemple;proto=http',
    };
    for (const headers of [{}, invented]) {
      const answer = await ask(front, '/essai/d-ou', { from: '127.0.0.5', headers });
      assert.deepEqual(JSON.parse(await text(answer)), {
        ...{ ip: '127.0.0.5', protocol: 'https', host: siteName },
      });
    }
  });

  test(`${name}: styles and scripts arrive as they were compressed, for ever`, async () => {
    const page = await text(await ask(front, '/connexion'));
    const [, style = ''] = /href="(\/assets\/[^"]+\.css)"/.exec(page) ?? [];
    for (const encoding of ['br', 'gzip']) {
      const answer = await ask(front, style, { headers: { 'accept-encoding': encoding } });
      assert.equal(answer.statusCode, 200);
      assert.equal(answer.headers['content-encoding'], encoding);
      assert.match(answer.headers['cache-control'] ?? '', /immutable/);
    }
    const asked = await ask(front, '/connexion', { headers: { 'accept-encoding': 'zstd' } });
    assert.equal(asked.headers['content-encoding'], 'zstd');
    const policy = asked.headers['content-security-policy'];
    assert.match(String(policy), /default-src/);
  });

  test(`${name}: a live stream is passed on line by line, and ends when the reader leaves`, {
    timeout,
  }, async () => {
    const stream = await ask(wide, '/notifications/flux', {
      headers: { accept: 'text/event-stream', 'accept-encoding': 'gzip' },
    });
    assert.equal(stream.headers['content-encoding'], undefined);
    stream.setEncoding('utf8');
    const lines = stream[Symbol.asyncIterator]();
    assert.match(String((await lines.next()).value), /ouvert/);
    for (const word of ['un', 'deux', 'trois']) {
      echo.say(word);
      // Each before the next one is said: nothing waits for more.
      assert.match(String((await lines.next()).value), new RegExp(`data: ${word}\n\n$`));
    }
    stream.destroy();
    await echo.streamEnded();
  });

  test(`${name}: 105 MiB of files pass as they come`, { timeout }, async () => {
    let seenMidway = 0;
    async function* slowly(): AsyncGenerator<Buffer> {
      yield* megabytes(50);
      // The desk receives while the visitor is still sending.
      seenMidway = await echo.received(1024 * 1024);
      yield* megabytes(55);
    }
    const sent = await ask(wide, '/demandes/nouvelle', {
      ...{ method: 'POST', headers: lengthOf(105), body: slowly() },
    });
    assert.equal(sent.statusCode, 200);
    assert.equal(await text(sent), String(105 * 1024 * 1024));
    assert.ok(seenMidway > 0);
  });

  test(`${name}: what the desk refuses halfway is answered by its page`, { timeout }, async () => {
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    const refused = await ask(front, '/connexion', {
      ...{ method: 'POST', headers: { ...type, ...lengthOf(8) }, body: megabytes(8) },
    });
    assert.equal(refused.statusCode, 413);
    assert.match(await text(refused), /Envoi trop volumineux/);
  });
}

test('an address that is not a configured proxy is not believed', async () => {
  const { promise, resolve } = Promise.withResolvers<IncomingMessage>();
  httpRequest(
    `http://127.0.0.1:${String(deskPort)}/essai/d-ou`,
    { localAddress: '127.0.0.6', headers: { 'x-forwarded-for': '203.0.113.99' } },
    resolve,
  ).end();
  assert.match(await text(await promise), /"ip":"127\.0\.0\.6"/);
});
