import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { type TestApp, testApp } from '../../test/support/app.ts';
import { lastTrace } from '../../test/support/entry.ts';
import { viewerNamed } from '../../test/support/tickets.ts';
import { readConfig } from '../config.ts';
import { openSession } from '../domain/people/session.ts';

const secret = 'un-secret-que-seul-le-mandataire-connait';
const { doors } = readConfig({
  ...{ DOORS: 'entete,local', HEADER_PROXIES: '127.0.0.1,unix', HEADER_SECRET: secret },
  ...{ SOCKET: '/run/essai.sock' },
  ...{ SIGN_IN_HELP: 'le 01 99 00 00 00', HEADER_SIGN_OUT: 'https://portail.exemple.fr/logout' },
  GROUP_ROLES: 'DIR => DOPSI',
});

/** What a page was given of the headers of its request. */
let seen: { headers: IncomingHttpHeaders; raw: string[] } | null = null;
const extend = (app: FastifyInstance): void => {
  app.get('/essai/entetes', { config: { access: 'public' } }, async (request, reply) => {
    seen = { headers: { ...request.headers }, raw: [...request.raw.rawHeaders] };
    return reply.send('vu');
  });
};

const folder = mkdtempSync(join(tmpdir(), 'entete-'));
const desk = await testApp({ config: { doors }, extend });
await desk.app.listen({ port: 0, host: '127.0.0.1' });
const { port } = desk.app.server.address() as AddressInfo;
const local = await testApp({ config: { doors } });
const socketPath = join(folder, 'web.sock');
await local.app.listen({ path: socketPath });
after(async () => {
  await desk.close();
  await local.close();
  rmSync(folder, { recursive: true });
});

type Pairs = readonly (readonly [string, string])[];
type Sent = { path?: string; headers?: Pairs; method?: string; from?: string; to?: object };
type Answer = { status: number; headers: IncomingHttpHeaders; body: string };

/** Sends headers to the letter, as many times as they are given. */
function send({ path = '/connexion/entete', headers = [], method = 'GET', from, to }: Sent = {}) {
  return new Promise<Answer>((resolve, reject) => {
    const lines = [['Host', 'localhost'] as const, ...headers].flat();
    const where = to ?? { host: '127.0.0.1', port };
    const local = from === undefined ? {} : { localAddress: from };
    const asked = httpRequest({ ...where, ...local, path, method, headers: lines }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => {
        const body = Buffer.concat(parts).toString();
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body });
      });
    });
    asked.on('error', reject);
    asked.end();
  });
}

const proof = ['x-portail-secret', secret] as const;
const bytes = (text: string): string => Buffer.from(text).toString('latin1');
const maude: Pairs = [
  proof,
  ['ct-remote-user', 'mdurand'],
  ['ctfn', 'Maude'],
  ['ctln', bytes('Durand-Légé')],
  ['ctemail', 'maude.durand@exemple.fr'],
  ['rne', '0999001W'],
  ['FrEduRne', '0999001W$UAJ$PU$ADM$0999001W$T3$LYC$302,0999002X$UAJ$PU$ENS$0999002X$T3$CLG$340'],
  ['FrEduRneResp', 'X'],
  ['FrEduFonctAdm', 'DIR,X'],
];
const without = (name: string): Pairs => maude.filter(([one]) => one !== name);
const cookiesOf = ({ headers }: Answer): string =>
  (headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; ');

/** Comes in by the door as a browser does, which shows at the second step that it keeps cookies. */
async function enterBy({ path = '/connexion/entete', ...sent }: Sent): Promise<Answer> {
  const first = await send({ path, ...sent });
  const next = first.headers.location ?? '';
  if (!next.startsWith('/connexion/entete?etat=')) return first;
  const headers = [...(sent.headers ?? []), ['cookie', cookiesOf(first)] as const];
  return send({ ...sent, path: next, headers });
}

async function assertRefused(
  answer: Answer,
  reason: string,
  detail: string | null,
  of: TestApp = desk,
) {
  const trace = await lastTrace(of);
  assert.deepEqual(
    [answer.status, trace.door, trace.reason, trace.detail],
    [...[403, 'entete', reason], detail],
  );
  assert.equal(answer.headers.location, undefined);
  assert.match(answer.body, /Vous n’êtes pas connecté/);
  assert.ok(answer.body.includes(trace.reference ?? '?'));
  assert.doesNotMatch(cookiesOf(answer), /session=/);
}

test('somebody the proxy names is in, on the page they asked for, a requester with their schools', async () => {
  const first = await send({ path: '/faq?vue=1', headers: maude });
  const door = await send({ path: first.headers.location ?? '', headers: maude });
  assert.equal(door.headers.location, '/connexion/entete?retour=%2Ffaq%3Fvue%3D1');
  const entry = await enterBy({ path: door.headers.location, headers: maude });
  assert.deepEqual([entry.status, entry.headers.location], [303, '/faq?vue=1']);
  const cookie = ['cookie', cookiesOf(entry)] as const;
  const profile = await send({ path: '/mes-coordonnees', headers: [...maude, cookie] });
  for (const school of ['LYC 0999001W', 'CLG 0999002X']) assert.ok(profile.body.includes(school));
  const viewer = await viewerNamed(desk.db, 'mdurand');
  assert.deepEqual(
    [viewer.firstName, viewer.lastName, viewer.email, viewer.isAdministrator],
    ['Maude', 'Durand-Légé', 'maude.durand@exemple.fr', false],
  );
  assert.equal(viewer.memberships.length, 1, 'the function gives its place');
});

test('a name that was typed in capitals is the same person', async () => {
  const headers = [...without('ct-remote-user'), ['ct-remote-user', 'MDurand'] as const];
  assert.equal((await enterBy({ headers })).headers.location, '/console');
  assert.equal((await desk.db.selectFrom('person_identity').select('subject').execute()).length, 1);
});

test('an older portal writes its letters in Latin-1', async () => {
  const headers = [...without('ctln'), ['ctln', 'Durand-Légé'] as const];
  assert.equal((await enterBy({ headers })).headers.location, '/console');
  assert.equal((await viewerNamed(desk.db, 'mdurand')).lastName, 'Durand-Légé');
});

test('headers are believed from the addresses of the list alone, whatever X-Forwarded-For says', async () => {
  const headers = [...maude, ['x-forwarded-for', '127.0.0.1'] as const];
  await assertRefused(await send({ headers, from: '127.0.0.2' }), 'origin_refused', 'address');
});

const refusals: [name: string, headers: Pairs, reason: string, detail: string][] = [
  ['without the secret', without('x-portail-secret'), 'origin_refused', 'secret'],
  [
    'with another secret',
    [...without('x-portail-secret'), ['x-portail-secret', `${secret.slice(0, -1)}x`]],
    ...(['origin_refused', 'secret'] as const),
  ],
  [
    'with the secret twice',
    [...maude, proof],
    ...(['origin_refused', 'twice:x-portail-secret'] as const),
  ],
  [
    'with two users',
    [...maude, ['ct-remote-user', 'odile.garnier']],
    ...(['origin_refused', 'twice:ct-remote-user'] as const),
  ],
  [
    'with the user in other letters too',
    [...maude, ['CT-Remote-User', 'odile.garnier']],
    ...(['origin_refused', 'variant:ct-remote-user'] as const),
  ],
  [
    'with the user in other letters only',
    [...without('ct-remote-user'), ['Ct-Remote-User', 'odile.garnier']],
    ...(['origin_refused', 'variant:ct-remote-user'] as const),
  ],
  [
    'with underscores',
    [...maude, ['ct_remote_user', 'odile.garnier']],
    ...(['origin_refused', 'variant:ct-remote-user'] as const),
  ],
  [
    'with a function in other letters',
    [...maude, ['fredufonctadm', 'DIR']],
    ...(['origin_refused', 'variant:FrEduFonctAdm'] as const),
  ],
  ['with nobody', without('ct-remote-user'), 'claim_missing', 'ct-remote-user'],
  [
    'with « X » for a user',
    [...without('ct-remote-user'), ['ct-remote-user', 'X']],
    ...(['claim_missing', 'ct-remote-user'] as const),
  ],
  [
    'with two users in one header',
    [...without('ct-remote-user'), ['ct-remote-user', 'mdurand,odile.garnier']],
    ...(['claim_invalid', 'ct-remote-user'] as const),
  ],
  [
    'with a user in the header of another portal',
    [...without('ct-remote-user'), ['uid', 'odile.garnier']],
    ...(['claim_missing', 'ct-remote-user'] as const),
  ],
];

for (const [name, headers, reason, detail] of refusals) {
  test(`an entry ${name} is refused, and the page says so plainly`, async () => {
    await assertRefused(await send({ headers }), reason, detail);
  });
}

test('no header of a person reaches a page nor the log, in the list or not', async () => {
  const born = ['ctdatenaissance', '1970-01-31'] as const;
  const number = ['employeeNumber', '4807526'] as const;
  const odd = ['FrEdu_Secret', 'indiscret'] as const;
  const other = ['X-Forwarded-Email', 'autre.adresse@exemple.fr'] as const;
  const headers: Pairs = [...maude, born, number, odd, other, ['accept-language', 'fr']];
  assert.equal((await send({ path: '/essai/entetes', headers })).body, 'vu');
  assert.deepEqual(Object.keys(seen?.headers ?? {}).sort(), [
    ...['accept-language', 'connection', 'host'],
  ]);
  const raw = seen?.raw.join(' ') ?? '';
  await send({ path: '/page-qui-n-existe-pas', headers });
  await send({ headers });
  const told = JSON.stringify(desk.log) + raw;
  for (const [name, value] of [born, number, odd, other, ...maude]) {
    if (value === 'X') continue;
    assert.ok(!told.includes(value), name);
  }
});

test('measures stay for this machine: what shows that a proxy passed a request on is kept', async () => {
  const measuring = (headers: Pairs = []) => send({ path: '/metrics', headers });
  assert.equal((await measuring()).status, 200);
  for (const name of ['Via', 'Forwarded', 'X-Forwarded-For']) {
    assert.equal((await measuring([[name, '1.1 mandataire']])).status, 404, name);
  }
});

test('a browser that keeps no cookie is told so instead of being sent round', async () => {
  let answer = await send({ path: '/faq', headers: maude });
  for (let steps = 0; answer.headers.location !== undefined; steps += 1) {
    assert.ok(steps < 5, 'the way in ends');
    answer = await send({ path: answer.headers.location, headers: maude });
  }
  await assertRefused(answer, 'entry_lost', null);
  // Brought back from a bookmark as well.
  const path = '/connexion/entete?etat=inconnu';
  await assertRefused(await send({ path, headers: maude }), 'entry_lost', null);
});

test('by a socket of this machine, the secret is asked for as well', async () => {
  const to = { socketPath };
  assert.equal((await enterBy({ to, headers: maude })).headers.location, '/console');
  const headers = without('x-portail-secret');
  await assertRefused(await send({ to, headers }), 'origin_refused', 'secret', local);
});

test('another person at the portal does not find the session of the one before', async () => {
  const cookie = ['cookie', cookiesOf(await enterBy({ headers: maude }))] as const;
  const own = await send({ path: '/mes-coordonnees', headers: [...maude, cookie] });
  assert.equal(own.status, 200);
  const paul: Pairs = [proof, ['ct-remote-user', 'paul.martin']];
  const other = await send({ path: '/mes-coordonnees', headers: [...paul, cookie] });
  assert.match(other.headers.location ?? '', /^\/connexion/);
  // Nobody finds it: it has ended.
  const back = await send({ path: '/mes-coordonnees', headers: [...maude, cookie] });
  assert.match(back.headers.location ?? '', /^\/connexion/);
});

test('who came in by another door stays in, whoever the portal recognises', async () => {
  const left = cookiesOf(await enterBy({ headers: maude }));
  const { id: personId } = await viewerNamed(desk.db, 'odile.garnier');
  const token = await openSession(desk.db, { personId, door: 'local' }, desk.clock());
  const cookie = ['cookie', left.replace(/session=[^;]*/, `session=${token}`)] as const;
  const paul: Pairs = [proof, ['ct-remote-user', 'paul.martin']];
  const page = await send({ path: '/administration', headers: [...paul, cookie] });
  assert.equal(page.status, 200);
});

test('after signing out one is out, and the portal’s own way out is shown', async () => {
  const page = await send({ path: '/deconnexion?porte=entete', headers: maude });
  assert.equal(page.status, 200);
  assert.match(page.body, /href="https:\/\/portail\.exemple\.fr\/logout"/);
});

test('through a proxy that does as it is told, what a browser forges is worth nothing', async () => {
  const names = new Set(maude.map(([name]) => name.toLowerCase()));
  const proxy = createServer((request, reply) => {
    const own = Object.entries(request.headers).filter(([name]) => !names.has(name));
    const headers = [
      ...own.map(([name, value]) => [name, String(value)] as const),
      ...[proof, ['ct-remote-user', 'paul.martin'] as const],
    ];
    const path = request.url ?? '/';
    void send({ path, headers: headers.filter(([name]) => name !== 'host') }).then((answer) => {
      reply.writeHead(answer.status, answer.headers).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => void proxy.listen(0, '127.0.0.1', resolve));
  const to = { host: '127.0.0.1', port: (proxy.address() as AddressInfo).port };
  const forged: Pairs = [
    ['ct-remote-user', 'odile.garnier'],
    ['x-portail-secret', 'deviné'],
    ['FrEduFonctAdm', 'DIR'],
  ];
  const entry = await enterBy({ to, headers: forged });
  assert.equal(entry.status, 303);
  const cookie = ['cookie', cookiesOf(entry)] as const;
  const page = await send({ to, path: '/', headers: [...forged, cookie] });
  assert.match(page.body, /Déconnexion \(paul\.martin\)/);
  const underscored: Pairs = [['ct_remote_user', 'odile.garnier']];
  await assertRefused(
    await send({ to, headers: underscored }),
    ...(['origin_refused', 'variant:ct-remote-user'] as const),
  );
  proxy.closeAllConnections();
  await new Promise((resolve) => void proxy.close(resolve));
});
