import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { readConfig } from '../../src/config.ts';
import { testApp } from '../support/app.ts';
import { lastTrace } from '../support/entry.ts';
import { root } from '../support/sources.ts';
import { viewerNamed } from '../support/tickets.ts';
import { makeCertificate, type Proxy, siteName, startApache, startNginx } from './proxies.ts';

const secret = 'un-secret-que-seul-le-mandataire-connait';
const folder = await mkdtemp(join(tmpdir(), 'entetes-'));
await chmod(folder, 0o755);
const certificate = makeCertificate(folder);
const ca = await readFile(certificate.file, 'utf8');

const { doors } = readConfig({
  ...{ DOORS: 'entete,local', HEADER_PROXIES: '127.0.0.1', HEADER_SECRET: secret },
  GROUP_ROLES: 'DIR => DOPSI ; CHEF => administrateur',
});
const desk = await testApp({
  config: { doors, baseUrl: `https://${siteName}`, trustProxy: '127.0.0.1' },
});
await desk.app.listen({ port: 0, host: '127.0.0.1' });
const upstream = (desk.app.server.address() as AddressInfo).port;

/** The lines of the page for operators, with the secret of the test. */
async function documented(first: RegExp): Promise<string> {
  const page = await readFile(join(root, 'docs/operations/connexion.md'), 'utf8');
  const [, block] =
    [...page.matchAll(/```\w*\n(.*?)```/gs)].find(([, one]) => first.test(one ?? '')) ?? [];
  assert.ok(block, 'the page has it');
  assert.match(block, /"SECRET"/);
  return block.replace('"SECRET"', `"${secret}"`);
}

// The portal of the test: the proxy's own passwords.
const accounts = join(folder, 'comptes');
const password = createHash('sha1').update('essai').digest('base64');
await writeFile(accounts, `marie.dupont:{SHA}${password}\n`);
const apacheLines = await documented(/^RequestHeader unset ct-remote-user/);
const nginxLines = (await documented(/^auth_request_set/)).replace(
  '$upstream_http_auth_user',
  '$remote_user',
);
const proxies = [
  await startApache({
    ...{ folder, upstream, certificate },
    more: `${apacheLines}
<Location />
  AuthType Basic
  AuthName portail
  AuthUserFile ${accounts}
  Require valid-user
</Location>`,
  }),
  await startNginx({
    ...{ folder, upstream, certificate },
    more: `auth_basic portail; auth_basic_user_file ${accounts};
${nginxLines.replace('auth_request_set', 'set')}`,
  }),
];
after(async () => {
  for (const proxy of proxies) await proxy.stop();
  await desk.close();
  await rm(folder, { recursive: true, force: true });
});

type Pairs = readonly (readonly [string, string])[];

function ask({ https }: Proxy, path: string, headers: Pairs): Promise<Answer> {
  const login = Buffer.from('marie.dupont:essai').toString('base64');
  const lines = [['Host', siteName], ['Authorization', `Basic ${login}`], ...headers].flat();
  const options = { ca, servername: siteName, agent: false, headers: lines } as const;
  return new Promise((resolve, reject) => {
    const asked = request(`https://127.0.0.1:${String(https)}${path}`, options, (answer) => {
      answer.resume();
      answer.on('end', () => {
        const cookies = (answer.headers['set-cookie'] ?? []).join(' ');
        resolve({ status: answer.statusCode, to: answer.headers.location, cookies });
      });
    });
    asked.on('error', reject).end();
  });
}

/** Comes in as a browser does, which shows at the second step that it keeps cookies. */
async function enterBy(proxy: Proxy, path: string, headers: Pairs): Promise<Answer> {
  const first = await ask(proxy, path, headers);
  const [kept = ''] = first.cookies.split(';');
  return ask(proxy, first.to ?? '/', [...headers, ['cookie', kept]]);
}

type Answer = { status: number | undefined; to: string | undefined; cookies: string };

const forged: Pairs = [
  ['ct-remote-user', 'odile.garnier'],
  ['CT-REMOTE-USER', 'odile.garnier'],
  ['x-portail-secret', 'deviné'],
  ['FrEduFonctAdm', 'CHEF'],
  ['fredufonctadm', 'DIR'],
  ['ctln', 'Intruse'],
];

for (const proxy of proxies) {
  test(`${proxy.name}, as documented: one enters as the portal says, whatever a browser adds`, async () => {
    for (const headers of [[], forged]) {
      const entry = await enterBy(proxy, '/connexion/entete?retour=/faq', headers);
      assert.deepEqual(
        [entry.status, entry.to],
        [303, '/faq'],
        JSON.stringify(await lastTrace(desk)),
      );
      assert.match(entry.cookies, /__Host-session=/);
      const marie = await viewerNamed(desk.db, 'marie.dupont');
      assert.deepEqual(
        [marie.isAdministrator, marie.memberships, marie.lastName],
        [false, [], 'Dupont'],
      );
    }
    const [newest] = await desk.db
      .selectFrom('sign_in_trace')
      .innerJoin('person', 'person.id', 'sign_in_trace.person_id')
      .select('person.login')
      .orderBy('sign_in_trace.id', 'desc')
      .execute();
    assert.equal(newest?.login, 'marie.dupont');
  });

  test(`${proxy.name}, as documented: underscores name nobody else`, async () => {
    await enterBy(proxy, '/connexion/entete', [['ct_remote_user', 'odile.garnier']]);
    const odile = await viewerNamed(desk.db, 'odile.garnier');
    const entered = await desk.db
      .selectFrom('session')
      .select('door')
      .where('person_id', '=', odile.id)
      .execute();
    assert.deepEqual(entered, []);
  });
}
