import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import { type Client, newClient, signedIn, testApp } from '../../test/support/app.ts';
import {
  casFailure,
  casResponse,
  casSuccess,
  startCasServer,
} from '../../test/support/cas-server.ts';
import { fileTicket, viewerNamed } from '../../test/support/tickets.ts';
import { readClaimTable } from '../config-claims.ts';
import type { CasConfig, DoorsConfig } from '../config-doors.ts';

const server = await startCasServer();
const claims = readClaimTable('fredu');
assert.ok(claims);
const cas: CasConfig = {
  ...{ url: server.url, label: 'Arena', claims, sharesLogins: true, patienceMs: 400 },
  ...{ gateway: false, renew: false },
};
const usual: DoorsConfig = {
  ...{
    enabled: ['local', 'cas'],
    groups: [],
    help: 'le 01 99 00 00 00',
    cas,
    oidc: null,
    saml: null,
    entete: null,
  },
};
const openDesk = (doors: Partial<DoorsConfig> = {}) =>
  testApp({ config: { doors: { ...usual, ...doors } } });

const desk = await openDesk();
const { db, clock } = desk;
const opened = [desk];
after(async () => {
  for (const one of opened) await one.close();
  await server.close();
});
beforeEach(() => {
  Object.assign(server, { user: null, instead: null, isOld: false, asked: [] });
});

const marie = {
  user: 'Marie.Dupont',
  attributes: { ctfn: 'Marie', ctln: 'Dupont', ctemail: 'marie.dupont@exemple.fr' },
};
const newcomer = {
  user: 'mdurand',
  attributes: {
    ctfn: 'Maude',
    ctln: 'Durand',
    ctemail: 'maude.durand@exemple.fr',
    rne: '0999001W',
    FrEduRne: [
      '0999001W$UAJ$PU$ADM$0999001W$T3$LYC$302',
      '0999002X$UAJ$PU$ENS$0999002X$T3$CLG$340',
    ],
  },
};

const base = 'http://localhost:3000';
const ownPart = (address: string): string => {
  assert.ok(address.startsWith(`${base}/`), address);
  return address.slice(base.length);
};
const where = (response: { headers: Record<string, unknown> }): string =>
  String(response.headers['location']);

/** Opens a page and follows to the door of the portal; gives the portal's address. */
async function toPortal(client: Client, page: string): Promise<string> {
  let response = await client.get(page);
  for (let steps = 0; where(response).startsWith('/'); steps += 1) {
    assert.ok(steps < 3, 'the way to the portal is short');
    response = await client.follow(response);
  }
  return where(response);
}

/** What the portal answers to the browser it was sent: where to go back to. */
async function throughPortal(address: string): Promise<string> {
  const response = await fetch(address, { redirect: 'manual' });
  return ownPart(response.headers.get('location') ?? '');
}

async function goThrough(client: Client, page = '/') {
  return client.get(await throughPortal(await toPortal(client, page)));
}

const lastTrace = () =>
  db
    .selectFrom('sign_in_trace')
    .select(['door', 'reason', 'detail', 'reference', 'person_id'])
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();

test('a page opened without a session goes straight through the portal and is shown', async () => {
  server.user = marie;
  const person = await viewerNamed(db, 'marie.dupont');
  const number = await fileTicket(db, { by: 'marie.dupont', subject: 'Vu du portail' }, clock());
  const client = newClient(desk);
  const address = await toPortal(client, `/demandes/${number}?vue=1`);
  assert.ok(address.startsWith(`${server.url}/login?service=`), address);
  const entry = await client.get(await throughPortal(address));
  assert.equal(where(entry), `/demandes/${number}?vue=1`);
  assert.match((await client.follow(entry)).body, /Vu du portail/);
  const session = await db
    .selectFrom('session')
    .select(['door', 'portal_session'])
    .where('person_id', '=', person.id)
    .executeTakeFirstOrThrow();
  assert.equal(session.door, 'cas');
  assert.match(session.portal_session ?? '', /^ST-/);
  assert.deepEqual(
    [...client.cookies.keys()].filter((name) => name.startsWith('trip-')),
    [],
    'the trip is over',
  );
});

test('the ticket is checked with the very address the portal was given', async () => {
  server.user = marie;
  const client = newClient(desk);
  const address = await toPortal(client, '/faq');
  await client.get(await throughPortal(address));
  const [asked = ''] = server.asked;
  assert.equal(
    new URLSearchParams(asked.split('?')[1]).get('service'),
    new URL(address).searchParams.get('service'),
  );
  assert.ok(asked.startsWith('/cas/p3/serviceValidate?'));
});

test('somebody the portal sends for the first time becomes a requester and nothing more', async () => {
  server.user = newcomer;
  const client = newClient(desk);
  const entry = await goThrough(client, '/console');
  assert.equal(where(entry), '/console');
  assert.equal((await client.follow(entry)).statusCode, 404, 'no console for them');
  const viewer = await viewerNamed(db, 'mdurand');
  assert.deepEqual(
    [viewer.firstName, viewer.lastName, viewer.email, viewer.isAdministrator, viewer.memberships],
    ['Maude', 'Durand', 'maude.durand@exemple.fr', false, []],
  );
  const profile = (await client.get('/mes-coordonnees')).body;
  for (const school of ['LYC 0999001W', 'CLG 0999002X'])
    assert.ok(profile.includes(school), school);
});

test('somebody who types their name otherwise at the portal is the same person', async () => {
  for (const user of ['hugo.petit', 'Hugo.PETIT']) {
    server.user = { user };
    assert.equal(where(await goThrough(newClient(desk))), '/console', user);
  }
});

test('the way back is one of our own pages, whatever the address asks for', async () => {
  server.user = marie;
  for (const retour of ['https://evil.example/', '//evil.example', '/\\evil.example', '/.//evil']) {
    const start = `/connexion/cas?${new URLSearchParams({ retour }).toString()}`;
    assert.equal(where(await goThrough(newClient(desk), start)), '/', retour);
  }
});

test('knocking many times at a portal that is down does not drown the browser in cookies', async () => {
  server.user = marie;
  const client = newClient(desk);
  for (let times = 0; times < 30; times += 1) {
    clock.set(clock().add({ seconds: 1 }));
    await toPortal(client, '/');
  }
  const address = await toPortal(client, '/recherche');
  const trips = [...client.cookies.keys()].filter((name) => name.startsWith('trip-'));
  assert.equal(trips.length, 8);
  assert.equal(where(await client.get(await throughPortal(address))), '/recherche');
});

test('however long the pages asked for, the cookies of the ways to them fit in a header of a proxy', async () => {
  server.user = marie;
  const client = newClient(desk);
  const page = `/recherche?q=${'a'.repeat(1_400)}`;
  for (let times = 0; times < 10; times += 1) {
    clock.set(clock().add({ seconds: 1 }));
    await toPortal(client, page);
  }
  const address = await toPortal(client, page);
  // A proxy takes eight thousand bytes for one header; the session and what is to be said have theirs.
  const trips = [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  assert.ok(trips.length < 6_000, `${String(trips.length)} bytes`);
  assert.equal(where(await client.get(await throughPortal(address))), page);
});

test('a server of before CAS 3 is asked in its own way', async () => {
  Object.assign(server, { user: marie, isOld: true });
  const entry = await goThrough(newClient(desk));
  assert.equal(entry.statusCode, 303);
  assert.deepEqual(
    server.asked.map((path) => path.split('?')[0]),
    ['/cas/p3/serviceValidate', '/cas/serviceValidate'],
  );
});

test('several windows may be on their way at once', async () => {
  server.user = marie;
  const client = newClient(desk);
  const first = await toPortal(client, '/faq');
  const second = await toPortal(client, '/recherche');
  assert.equal(where(await client.get(await throughPortal(second))), '/recherche');
  assert.equal(where(await client.get(await throughPortal(first))), '/faq');
});

test('local sign-in stays at its address, form, mistakes and all', async () => {
  const client = newClient(desk);
  const form = await client.get('/connexion?locale&retour=/faq');
  assert.match(form.body, /Mot de passe/);
  const wrong = await client.post('/connexion', { login: 'marie.dupont', password: 'x' });
  assert.equal(wrong.statusCode, 422);
  const fields = { login: 'marie.dupont', password: 'demonstration', retour: '/faq' };
  assert.equal(where(await client.post('/connexion', fields)), '/faq');
});

test('after signing out one is out, and nothing brings one back by itself', async () => {
  server.user = marie;
  const client = newClient(desk);
  await goThrough(client);
  const out = await client.post('/deconnexion');
  assert.equal(where(out), '/deconnexion?porte=cas');
  const page = await client.follow(out);
  assert.equal(page.statusCode, 200);
  assert.match(page.body, /Vous êtes déconnecté/);
  const service = encodeURIComponent(`${base}/deconnexion`);
  assert.ok(page.body.includes(`${server.url}/logout?service=${service}`), 'the portal too');
  assert.equal(page.headers['refresh'], undefined);
  assert.equal(client.cookies.has('session'), false);
  // They may come back when they want to.
  assert.match(await toPortal(client, '/'), /\/cas\/login/);
});

test('a form sent too late leads to the portal by a page of ours, and its text waits', async () => {
  server.user = marie;
  const client = await signedIn(desk, 'marie.dupont');
  const former = clock();
  clock.set(former.add({ hours: 3 }));
  const form = { nature: 'messagerie', objet: 'Objet conservé', description: 'Texte conservé' };
  const answer = await client.post('/demandes/nouvelle', form);
  // A browser lets no form be answered from another site.
  assert.equal(answer.headers.location, undefined);
  const [, next = ''] = /^0; url=(.+)$/.exec(String(answer.headers['refresh'])) ?? [];
  assert.ok(answer.body.includes(`href="${next.replaceAll('&', '&amp;')}"`));
  const entry = await goThrough(client, next);
  assert.match((await client.follow(entry)).body, /Objet conservé/);
  clock.set(former);
});

type Wrong = { reason: string; detail: string | null; status?: number };

/** The page of a refusal: what happened, a reference that is kept, whom to call, and nowhere to go by itself. */
async function assertRefused(
  response: Awaited<ReturnType<Client['get']>>,
  { reason, detail, status = 403 }: Wrong,
): Promise<void> {
  assert.equal(response.statusCode, status);
  assert.equal(response.headers.location, undefined);
  assert.equal(response.headers['refresh'], undefined);
  assert.match(response.body, /Vous n’êtes pas connecté/);
  assert.match(response.body, /le 01 99 00 00 00/);
  const trace = await lastTrace();
  assert.deepEqual([trace.door, trace.reason, trace.detail], ['cas', reason, detail]);
  assert.ok(trace.reference && response.body.includes(trace.reference));
  assert.doesNotMatch(response.body, /\bat \w+.*\.ts/);
  assert.equal(
    response.cookies.some(({ name, value }) => name === 'session' && value !== ''),
    false,
  );
}

test('a ticket used twice is refused, here and by the portal', async () => {
  server.user = marie;
  const client = newClient(desk);
  const back = await throughPortal(await toPortal(client, '/'));
  const trip = new Map(client.cookies);
  await client.get(back);
  // The same browser goes back: it is in.
  assert.equal(where(await client.get(back)), '/');
  const thief = newClient(desk);
  await assertRefused(await thief.get(back), { reason: 'entry_lost', detail: null });
  // Even with the cookies of the trip, and a server that would say yes.
  for (const [name, value] of trip) thief.cookies.set(name, value);
  server.instead = () => ({ body: casSuccess(marie) });
  await assertRefused(await thief.get(back), { reason: 'answer_replayed', detail: null });
  // A ticket that the portal has taken once already, before it came here.
  server.instead = null;
  const other = newClient(desk);
  const taken = await throughPortal(await toPortal(other, '/'));
  const query = new URL(taken, base).searchParams;
  const service = `${base}/connexion/cas/retour?etat=${query.get('etat')}`;
  const asks = new URLSearchParams({ service, ticket: query.get('ticket') ?? '' });
  await (await fetch(`${server.url}/p3/serviceValidate?${asks.toString()}`)).text();
  const refused = { reason: 'portal_refused', detail: 'INVALID_TICKET' };
  await assertRefused(await other.get(taken), refused);
});

test('an entry begun in another browser, or for another service, is refused', async () => {
  server.user = marie;
  const client = newClient(desk);
  const back = await throughPortal(await toPortal(client, '/'));
  await assertRefused(await newClient(desk).get(back), { reason: 'entry_lost', detail: null });
  // The ticket of one trip with the state of another.
  const ticket = new URL(back, base).searchParams.get('ticket') ?? '';
  const other = new URL(await throughPortal(await toPortal(client, '/')), base);
  other.searchParams.set('ticket', ticket);
  const mixed = await client.get(other.pathname + other.search);
  await assertRefused(mixed, { reason: 'wrong_service', detail: 'INVALID_SERVICE' });
});

test('an entry that took too long is refused', async () => {
  server.user = marie;
  const client = newClient(desk);
  const back = await throughPortal(await toPortal(client, '/'));
  const former = clock();
  clock.set(former.add({ minutes: 21 }));
  await assertRefused(await client.get(back), { reason: 'entry_lost', detail: null });
  clock.set(former);
});

const brought: [name: string, change: (query: URLSearchParams) => void, Wrong][] = [
  [
    'no ticket',
    (query) => query.delete('ticket'),
    { reason: 'portal_refused', detail: 'no-ticket' },
  ],
  [
    'a proxy ticket',
    (query) => query.set('ticket', 'PT-1-essai'),
    { reason: 'proxy_refused', detail: 'PT' },
  ],
  [
    'two tickets',
    (query) => query.append('ticket', 'ST-2'),
    { reason: 'answer_unreadable', detail: 'two-tickets' },
  ],
  [
    'something else than a ticket',
    (query) => query.set('ticket', 'ST-1 &user=admin'),
    { reason: 'answer_unreadable', detail: 'ticket' },
  ],
];

for (const [name, change, wrong] of brought) {
  test(`a browser that brings back ${name} is told plainly, and the portal asked nothing`, async () => {
    server.user = marie;
    const client = newClient(desk);
    const back = new URL(await throughPortal(await toPortal(client, '/')), base);
    change(back.searchParams);
    await assertRefused(await client.get(back.pathname + back.search), wrong);
    assert.deepEqual(server.asked, []);
  });
}

const two = '<cas:user>marie.dupont</cas:user><cas:user>odile.garnier</cas:user>';
const said: [name: string, instead: NonNullable<typeof server.instead>, Wrong][] = [
  [
    'two users',
    () => ({
      body: casResponse(`<cas:authenticationSuccess>${two}</cas:authenticationSuccess>`),
    }),
    { reason: 'answer_unreadable', detail: 'two-users' },
  ],
  [
    'a user who came through a proxy',
    () => ({
      body: casSuccess(
        marie,
        '<cas:proxies><cas:proxy>https://x.example</cas:proxy></cas:proxies>',
      ),
    }),
    { reason: 'proxy_refused', detail: 'proxies' },
  ],
  [
    'no',
    () => ({ body: casFailure('INVALID_TICKET') }),
    { reason: 'portal_refused', detail: 'INVALID_TICKET' },
  ],
  [
    'an entity',
    () => ({ body: `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>${casSuccess(marie)}` }),
    { reason: 'answer_unreadable', detail: 'doctype' },
  ],
  [
    'more than anybody reads',
    () => ({ body: casSuccess(marie) + ' '.repeat(300_000) }),
    { reason: 'answer_unreadable', detail: 'too-long' },
  ],
  [
    'a fault of its own',
    () => ({ status: 500, body: 'oops' }),
    { reason: 'portal_silent', detail: 'http-500', status: 503 },
  ],
  [
    'to look elsewhere',
    () => ({ status: 302, body: '' }),
    { reason: 'portal_silent', detail: 'http-302', status: 503 },
  ],
  ['nothing', () => 'silence', { reason: 'portal_silent', detail: 'timeout', status: 503 }],
];

for (const [name, instead, wrong] of said) {
  test(`a portal that answers ${name} lets nobody in, and the page says so plainly`, async () => {
    server.user = marie;
    const client = newClient(desk);
    const back = await throughPortal(await toPortal(client, '/'));
    server.instead = instead;
    await assertRefused(await client.get(back), wrong);
  });
}

test('a code in which a portal says something of a person goes no further, nor to the log', async () => {
  const words = 'Maude Durand, née le 31/01/1970';
  Object.assign(server, { user: marie, instead: () => ({ body: casFailure(words) }) });
  const answer = await goThrough(newClient(desk));
  await assertRefused(answer, { reason: 'portal_refused', detail: null });
  // Not « 1970 » alone: a duration of the log may hold these four digits.
  assert.doesNotMatch(JSON.stringify(desk.log), /Maude|Durand|31\/01\/1970/);
});

test('a portal whose certificate nobody vouches for is not believed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cas-'));
  const file = (name: string): string => join(folder, name);
  const words = 'req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -keyout';
  execFileSync('openssl', [...words.split(' '), file('key'), '-out', file('cert')], {
    stdio: 'ignore',
  });
  const tls = { key: readFileSync(file('key'), 'utf8'), cert: readFileSync(file('cert'), 'utf8') };
  rmSync(folder, { recursive: true });
  const secure = await startCasServer({ tls });
  const other = await openDesk({ cas: { ...cas, url: secure.url } });
  opened.push(other);
  const client = newClient(other);
  const address = new URL(await toPortal(client, '/'));
  const service = new URL(address.searchParams.get('service') ?? '');
  const back = `${service.pathname}${service.search}&ticket=ST-1`;
  const response = await client.get(back);
  await secure.close();
  assert.equal(response.statusCode, 403);
  assert.deepEqual(secure.asked, [], 'nothing was said to it');
  const trace = await other.db
    .selectFrom('sign_in_trace')
    .select(['reason', 'detail'])
    .executeTakeFirstOrThrow();
  assert.deepEqual(trace, {
    reason: 'answer_untrusted',
    detail: 'DEPTH_ZERO_SELF_SIGNED_CERT',
  });
});

test('somebody whose account is shut is told so, and not sent round', async () => {
  server.user = { user: 'paul.martin' };
  await db
    .updateTable('person')
    .set({ status: 'left' })
    .where('login', '=', 'paul.martin')
    .execute();
  const refused = await goThrough(newClient(desk));
  await assertRefused(refused, { reason: 'account_closed', detail: null });
  assert.match(refused.body, /votre compte au centre de services est fermé/);
  assert.equal((await lastTrace()).person_id !== null, true);
});

test('a browser that keeps no cookie is told so instead of being sent round', async () => {
  server.user = marie;
  const client = newClient(desk);
  await goThrough(client);
  client.cookies.delete('session');
  const start = await client.get('/connexion/cas');
  await assertRefused(start, { reason: 'entry_loops', detail: null });
  // Asked again on purpose, the way is open.
  assert.match(await toPortal(client, '/'), /\/cas\/login/);
});

const logoutRequest = (ticket: string): string =>
  `<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="LR-1" Version="2.0"><samlp:SessionIndex>${ticket}</samlp:SessionIndex></samlp:LogoutRequest>`;

test('signing out at the portal ends the session it had opened here, and no other', async () => {
  server.user = marie;
  const [one, other] = [newClient(desk), newClient(desk)];
  const back = await throughPortal(await toPortal(one, '/'));
  await one.get(back);
  await goThrough(other);
  const ticket = new URL(back, base).searchParams.get('ticket') ?? '';
  // By the portal itself: no cookie, no proof, and a browser of nobody's.
  const machine = newClient(desk);
  const told = await machine.post(back.split('&ticket')[0] ?? '', {
    logoutRequest: logoutRequest(ticket),
  });
  assert.equal(told.statusCode, 204);
  assert.match(where(await one.get('/')), /^\/connexion/);
  assert.equal((await other.get('/')).statusCode, 200);
  const nonsense = await machine.post('/connexion/cas/retour', { logoutRequest: '<x/>' });
  assert.equal(nonsense.statusCode, 400);
});

test('with a gateway, those the portal knows come in, and the others choose', async () => {
  const gate = await openDesk({ cas: { ...cas, gateway: true } });
  opened.push(gate);
  const stranger = newClient(gate);
  const address = await toPortal(stranger, '/faq');
  assert.equal(new URL(address).searchParams.get('gateway'), 'true');
  const choice = await stranger.get(await throughPortal(address));
  const page = await stranger.follow(choice);
  assert.match(page.body, /Continuer par Arena/);
  assert.match(page.body, /href="\/connexion\?locale=oui&amp;retour=%2Ffaq"/);
  const [, chosen = ''] = /href="(\/connexion\/cas[^"]*)"/.exec(page.body) ?? [];
  const asked = await toPortal(stranger, chosen.replaceAll('&amp;', '&'));
  assert.equal(new URL(asked).searchParams.get('gateway'), null);
  server.user = marie;
  assert.equal(where(await goThrough(newClient(gate), '/faq')), '/faq');
});

test('asked to, the portal wants the password again, and is asked whether it did', async () => {
  const strict = await openDesk({ cas: { ...cas, renew: true } });
  opened.push(strict);
  server.user = marie;
  const client = newClient(strict);
  const address = await toPortal(client, '/');
  assert.equal(new URL(address).searchParams.get('renew'), 'true');
  await client.get(await throughPortal(address));
  assert.match(server.asked[0] ?? '', /&renew=true$/);
});

test('whoever knocks without end does not fill the disk', async () => {
  const knocked = await openDesk();
  opened.push(knocked);
  const client = newClient(knocked);
  for (let times = 0; times < 130; times += 1) {
    assert.equal((await client.get('/connexion/cas/retour?ticket=ST-1')).statusCode, 403);
  }
  const rows = await knocked.db.selectFrom('sign_in_trace').select('reference').execute();
  assert.equal(rows.filter(({ reference }) => reference !== null).length, 120);
  assert.ok(rows.length <= 121, `${String(rows.length)} rows`);
});

test('without the local door there is no local form', async () => {
  const only = await openDesk({ enabled: ['cas'] });
  opened.push(only);
  const client = newClient(only);
  assert.match(await toPortal(client, '/connexion?locale'), /\/cas\/login/);
  assert.equal((await client.post('/connexion', { login: 'a', password: 'b' })).statusCode, 404);
});

test('groups of the portal give places and take back what they gave', async () => {
  const grouped = await openDesk({
    groups: [{ group: 'DIR', place: { team: 'DOPSI', role: 'agent' } }],
  });
  opened.push(grouped);
  server.user = { ...newcomer, attributes: { ...newcomer.attributes, FrEduFonctAdm: 'DIR' } };
  assert.equal(where(await goThrough(newClient(grouped))), '/console');
  server.user = newcomer;
  assert.equal(where(await goThrough(newClient(grouped))), '/');
  const acts = await grouped.db
    .selectFrom('audit_entry')
    .select(['act', 'actor_id'])
    .where('act', 'like', '%team-member')
    .orderBy('id', 'desc')
    .limit(2)
    .execute();
  assert.deepEqual(acts, [
    { act: 'remove-team-member', actor_id: null },
    { act: 'add-team-member', actor_id: null },
  ]);
});

test('capitals name nobody else where logins are the house’s, and may where people choose theirs', async () => {
  const identitiesOf = async (shared: boolean) => {
    const own = await openDesk({ cas: { ...cas, sharesLogins: shared } });
    opened.push(own);
    for (const user of ['Zoe.Capitale', 'zoe.capitale']) {
      server.user = { user, attributes: newcomer.attributes };
      assert.equal(where(await goThrough(newClient(own))), '/');
    }
    const rows = await own.db
      .selectFrom('person_identity')
      .innerJoin('person', 'person.id', 'person_identity.person_id')
      .select(['subject', 'login'])
      .orderBy('login')
      .execute();
    return rows.map(({ subject, login }) => `${subject} ${login}`);
  };
  assert.deepEqual(await identitiesOf(true), ['zoe.capitale zoe.capitale']);
  assert.deepEqual(await identitiesOf(false), [
    'Zoe.Capitale zoe.capitale',
    'zoe.capitale zoe.capitale-2',
  ]);
});
