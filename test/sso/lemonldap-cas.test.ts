import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { readClaimTable } from '../../src/config-claims.ts';
import type { CasConfig } from '../../src/config-doors.ts';
import { findProfileCard } from '../../src/domain/people/person-queries.ts';
import { type Client, localDoors, newClient, type TestApp, testApp } from '../support/app.ts';
import { viewerNamed } from '../support/tickets.ts';
import { startLemonldap } from './lemonldap.ts';

// « $ » names an attribute of the session, even between quotes.
const schools = [
  '0999001W$UAJ$PU$ADM$0999001W$T3$LYC$302',
  '0999002X$UAJ$PU$ENS$0999002X$T3$CLG$340',
]
  .join('; ')
  .replaceAll('$', String.raw`\x24`);

const claims = readClaimTable('fredu nom=cn groupes=groups') ?? assert.fail();
const usual = { label: '', claims, sharesLogins: true, patienceMs: 8_000 };

/** A desk that answers at an address of its own, where the portal reaches it. */
async function openDesk(door: CasConfig): Promise<TestApp> {
  const groups = [{ group: 'dsi', place: { team: 'SYSTEM-RESEAU', role: 'agent' } as const }];
  const opened = await testApp({
    config: { doors: { ...localDoors, enabled: ['cas', 'local'], groups, cas: door } },
  });
  await opened.app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = opened.app.server.address() as AddressInfo;
  opened.config.baseUrl = `http://127.0.0.1:${String(port)}`;
  return opened;
}

const desks: TestApp[] = [];
// As docs/operations/connexion.md says it: the desk is declared, and nothing else comes through.
const portal = await startLemonldap(async (url) => {
  const cas: CasConfig = { ...usual, url: `${url}/cas`, gateway: false, renew: false };
  desks.push(await openDesk(cas), await openDesk({ ...cas, gateway: true }));
  const services = desks.map(({ config }) => `${config.baseUrl}/`).join(' ');
  return {
    ...{ issuerDBCASActivation: 1, casAccessControlPolicy: 'error', casBackChannelSingleLogout: 1 },
    casAppMetaDataOptions: { desk: { casAppMetaDataOptionsService: services } },
    casAppMetaDataExportedVars: {
      desk: { mail: 'mail', cn: 'cn', FrEduRne: 'FrEduRne', groups: 'place' },
    },
    macros: { FrEduRne: `"${schools}"`, place: "$uid eq 'rtyler' ? 'dsi' : ''" },
  };
});
const [desk = assert.fail(), gated = assert.fail()] = desks;
const { db, config } = desk;
after(async () => {
  await desk.close();
  await gated.close();
  await portal.stop();
});

const where = (response: { headers: Record<string, unknown> }): string =>
  String(response.headers['location']);
const ownPart = (address: string): string => {
  assert.ok(address.startsWith(`${config.baseUrl}/`), address);
  return address.slice(config.baseUrl.length);
};

/** Opens a page of the desk and follows it to the portal. */
async function toPortal(client: Client, page: string): Promise<string> {
  const start = await client.follow(await client.get(page));
  return where(await client.follow(start));
}

test('one signs in at the portal once, and every page of the desk opens', async () => {
  const visitor = portal.visitor();
  await visitor.signIn('dwho');
  const client = newClient(desk);
  const back = ownPart(await visitor.follow(await toPortal(client, '/mes-coordonnees')));
  const entry = await client.get(back);
  assert.equal(where(entry), '/mes-coordonnees', entry.body.slice(0, 300));
  const person = await viewerNamed(db, 'dwho');
  const card = await findProfileCard(db, person.id);
  assert.deepEqual(
    [
      card?.lastName,
      card?.email,
      card?.organisationUnit?.code,
      card?.otherUnits.map(({ code }) => code),
    ],
    ['Doctor Who', 'dwho@badwolf.org', '0999001W', ['0999002X']],
  );
  assert.deepEqual(person.memberships, []);
});

test('a group of the portal gives a place in a team', async () => {
  const visitor = portal.visitor();
  await visitor.signIn('rtyler');
  const client = newClient(desk);
  const entry = await client.get(
    ownPart(await visitor.follow(await toPortal(client, '/recherche'))),
  );
  assert.equal(where(entry), '/recherche');
  const { memberships } = await viewerNamed(db, 'rtyler');
  assert.deepEqual(
    memberships.map(({ role }) => role),
    ['agent'],
  );
});

test('a ticket is good once, and for this service only', async () => {
  const visitor = portal.visitor();
  await visitor.signIn('msmith');
  const client = newClient(desk);
  const address = new URL(await toPortal(client, '/'));
  const back = new URL(await visitor.follow(address.href));
  const ticket = back.searchParams.get('ticket') ?? '';
  // Somebody else has it checked first.
  const asks = new URLSearchParams({ service: address.searchParams.get('service') ?? '', ticket });
  const first = await fetch(`${portal.url}/cas/p3/serviceValidate?${asks.toString()}`);
  assert.match(await first.text(), /<cas:user>msmith</);
  const second = await client.get(ownPart(back.href));
  assert.equal(second.statusCode, 403);
  // A ticket of one way with the address of another.
  const other = newClient(desk);
  const mixed = new URL(await visitor.follow(await toPortal(other, '/')));
  const stolen = new URL(await visitor.follow(await toPortal(other, '/')));
  mixed.searchParams.set('ticket', stolen.searchParams.get('ticket') ?? '');
  assert.equal((await other.get(ownPart(mixed.href))).statusCode, 403);
  const traces = await db
    .selectFrom('sign_in_trace')
    .select(['reason', 'detail'])
    .where('reason', 'is not', null)
    .orderBy('id')
    .execute();
  assert.deepEqual(
    traces.map(({ reason, detail }) => `${String(reason)} ${String(detail)}`),
    ['portal_refused INVALID_TICKET', 'wrong_service INVALID_SERVICE'],
  );
});

test('with a gateway, whom the portal knows comes in, and the others choose', async () => {
  const stranger = newClient(gated);
  const back = await portal.visitor().follow(await toPortal(stranger, '/'));
  const { pathname, search } = new URL(back);
  const choice = await stranger.follow(await stranger.get(pathname + search));
  assert.match(choice.body, /Continuer par le portail/);
  const visitor = portal.visitor();
  await visitor.signIn('msmith');
  const client = newClient(gated);
  const known = new URL(await visitor.follow(await toPortal(client, '/recherche')));
  assert.equal(where(await client.get(known.pathname + known.search)), '/recherche');
});

test('signing out at the portal ends the session it had opened here', async () => {
  const visitor = portal.visitor();
  await visitor.signIn('dwho');
  const client = newClient(desk);
  await client.get(ownPart(await visitor.follow(await toPortal(client, '/'))));
  assert.equal((await client.get('/')).statusCode, 200);
  await visitor.signOut();
  assert.match(where(await client.get('/')), /^\/connexion/);
});
