import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, test } from 'node:test';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { readConfig } from '../../src/config.ts';
import type { DirectoryConfig } from '../../src/config-directory.ts';
import { admitPerson } from '../../src/domain/people/admit-person.ts';
import {
  findPersonByLogin,
  findProfileCard,
  searchPeople,
} from '../../src/domain/people/person-queries.ts';
import { readDirectory } from '../../src/identity/directory.ts';
import { DirectoryError } from '../../src/identity/directory-client.ts';
import { directoryFollower } from '../../src/identity/follow-directory-nightly.ts';
import { enqueue } from '../../src/platform/jobs/enqueue.ts';
import { createLog } from '../../src/platform/log.ts';
import { testDatabase, worldNow } from '../support/database.ts';
import { runWaitingJobs } from '../support/jobs.ts';
import { base, type DirectoryPerson, mostAtOnce, reader, startSlapd } from './slapd.ts';

const slapd = await startSlapd();
const database = await testDatabase();
const { db, url } = database;
after(async () => {
  await slapd.stop();
  await database.close();
});

const person = (uid: string, more: Record<string, string | string[]> = {}): DirectoryPerson => ({
  ...{ uid, givenName: 'Prénom', sn: `Élu ${uid}`, cn: uid, mail: `${uid}@exemple.fr` },
  ...more,
});
/** More than the server gives at once. */
const crowd = Array.from({ length: 3 * mostAtOnce + 5 }, (_, index) =>
  person(`foule${String(index)}`),
);

const variables = {
  ...{ LDAP_URL: slapd.ldaps, LDAP_BASE: base, LDAP_PAGE_SIZE: '7' },
  ...{ LDAP_BIND_DN: reader.dn, LDAP_BIND_PASSWORD: reader.password },
};
const directory = (changed: Record<string, string> = {}): DirectoryConfig =>
  readConfig({ ...variables, ...changed }).directory ?? assert.fail('no directory');

/** What the command says, in a process of its own that knows the authority of the server or not. */
async function command(words: string[], changed: Record<string, string> = {}) {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'scripts/directory-sync.ts', ...words],
    {
      cwd: join(import.meta.dirname, '../..'),
      env: {
        ...{ ...process.env, DATABASE_URL: url, LOG_LEVEL: 'warn' },
        ...{ NODE_EXTRA_CA_CERTS: slapd.authority, ...variables, ...changed },
      },
    },
  );
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { lines: out.trim().split('\n'), err: err.trim(), code };
}

const failure = async (changed: Record<string, string>): Promise<string> => {
  const error: unknown = await readDirectory(directory(changed)).then(
    () => null,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof DirectoryError, String(error));
  return `${error.reason} ${error.code}`;
};

test('a certificate nobody vouches for is refused, encrypted from the start or on the way', async () => {
  const other = slapd.ldap;
  assert.match(await failure({}), /^untrusted (SELF_SIGNED|UNABLE_TO)/);
  assert.match(await failure({ LDAP_URL: other }), /^untrusted (SELF_SIGNED|UNABLE_TO)/);
});

test('a certificate made for another host is refused, encrypted from the start or on the way', async () => {
  setDefaultCACertificates([...getCACertificates(), readFileSync(slapd.authority, 'utf8')]);
  const elsewhere = (address: string) => address.replace('localhost', '127.0.0.1');
  const wrong = /^untrusted ERR_TLS_CERT_ALTNAME_INVALID$/;
  assert.match(await failure({ LDAP_URL: elsewhere(slapd.ldaps) }), wrong);
  assert.match(await failure({ LDAP_URL: elsewhere(slapd.ldap) }), wrong);
});

test('everybody is read, page by page, whatever the server gives at once, over either encryption', async () => {
  await slapd.hold(crowd);
  for (const address of [slapd.ldaps, slapd.ldap]) {
    const config = directory({ LDAP_URL: address });
    const { entries, issuer, withoutKey } = await readDirectory(config);
    assert.equal(entries.length, crowd.length);
    assert.equal(new Set(entries.map(({ subject }) => subject)).size, crowd.length);
    assert.deepEqual([withoutKey, issuer], [0, `ldap:///${base}?entryuuid`]);
    assert.match(entries[0]?.subject ?? '', /^[0-9a-f-]{36}$/);
  }
  const some = await readDirectory(directory({ LDAP_FILTER: '(uid=foule1*)', LDAP_KEY: 'uid' }));
  const logins = some.entries.map(({ claims, subject }) => [claims.login, subject]);
  assert.deepEqual(
    logins,
    crowd.flatMap(({ uid }) => (uid.startsWith('foule1') ? [[uid, uid]] : [])),
  );
});

test('what the server refuses, or gives only in part, is an error and never an empty list', async () => {
  assert.equal(await failure({ LDAP_BIND_PASSWORD: 'un autre' }), 'refused 49');
  assert.equal(await failure({ LDAP_BASE: 'ou=ailleurs,dc=exemple,dc=fr' }), 'refused 32');
  assert.match(await failure({ LDAP_URL: 'ldaps://localhost:1' }), /^silent ECONNREFUSED$/);
  // A page larger than it gives: it stops there.
  assert.match(await failure({ LDAP_PAGE_SIZE: '9999' }), /^refused (4|11)$/);
});

test('a dry run says in French what would change, field by field, and changes nothing', async () => {
  const known = person('marie.dupont', { telephoneNumber: '0199000001' });
  await slapd.hold([...crowd, known]);
  const { lines, code, err } = await command(['--dry-run']);
  assert.deepEqual([err, code], ['', 0]);
  assert.equal(lines[0], 'Annuaire : 66 lues, 0 suivies jusqu’ici.');
  assert.equal(lines[1], 'Arrivées : 65');
  assert.ok(lines.includes('  foule64'));
  const linked = lines.indexOf('Déjà connus, reliés à l’annuaire : 1');
  assert.equal(lines[linked + 1], '  marie.dupont');
  assert.equal(lines.at(-1), 'Essai : rien n’a été changé.');
  assert.ok(!lines.join().includes('0199000001'), 'a login names a person, nothing else is shown');
  assert.equal(await findPersonByLogin(db, 'foule0'), undefined);
});

test('the job of the night brings people in; who never signed in is found by name', async () => {
  const told: string[] = [];
  const log = createLog('info', { write: (line) => void told.push(line) });
  const follower = directoryFollower(directory(), log);
  await enqueue(db, 'follow-directory', {});
  await runWaitingJobs({ db, url, directory: follower }, worldNow);
  const [found] = await searchPeople(db, 'elu foule64', 3);
  assert.equal(found?.login, 'foule64');
  const marie = await findPersonByLogin(db, 'marie.dupont');
  const card = await findProfileCard(db, marie?.id ?? 0);
  assert.equal(card?.lastName, 'Élu marie.dupont');
  const line = JSON.parse(told.at(-1) ?? '') as Record<string, unknown>;
  assert.deepEqual([line['read'], line['arrival'], line['link']], [66, 65, 1]);
  assert.doesNotMatch(told.join(), /foule|marie|exemple\.fr/);
});

test('who moves, leaves and comes back is followed; the second time there is nothing to do', async () => {
  const moved = person('marie.dupont', { sn: 'Martin', roomNumber: 'Z9' });
  await slapd.hold([...crowd.slice(1), moved]);
  const planned = await command(['--dry-run']);
  const changes = planned.lines.indexOf('Changements : 1');
  assert.equal(planned.lines[changes + 1], '  marie.dupont : nom');
  const departures = planned.lines.indexOf('Départs : 1');
  assert.equal(planned.lines[departures + 1], '  foule0');
  const { lines, code } = await command([]);
  assert.deepEqual([lines.at(-1), code], ['Fait.', 0]);
  assert.equal((await findPersonByLogin(db, 'foule0'))?.status, 'left');
  assert.equal((await findPersonByLogin(db, 'marie.dupont'))?.lastName, 'Martin');
  const again = await command(['--dry-run']);
  assert.deepEqual(again.lines.slice(0, 6), [
    ...['Annuaire : 65 lues, 65 suivies jusqu’ici.', 'Arrivées : 0'],
    ...['Déjà connus, reliés à l’annuaire : 0', 'Changements : 0', 'Retours : 0', 'Départs : 0'],
  ]);
});

test('a crowd that disappears stops everything, until somebody accepts as many; nobody left never passes', async () => {
  await slapd.hold(crowd.slice(20));
  const stopped = await command([]);
  assert.equal(stopped.code, 1);
  assert.match(stopped.lines.at(-2) ?? '', /^ARRÊT : 20 départs, plus de 10 %/);
  assert.equal(stopped.lines.at(-1), 'Si c’est bien cela : npm run directory:sync -- --departs 20');
  assert.equal((await findPersonByLogin(db, 'foule5'))?.status, 'active');
  const told: string[] = [];
  const log = createLog('info', { write: (line) => void told.push(line) });
  await directoryFollower(directory(), log)?.follow(db, worldNow);
  assert.match(told.join(), /too_many_departures/);
  const accepted = await command(['--departs', '20']);
  assert.deepEqual([accepted.lines.at(-1), accepted.code], ['Fait.', 0]);
  assert.equal((await findPersonByLogin(db, 'foule5'))?.status, 'left');
  const nobody = await command(['--departs', '1000'], { LDAP_FILTER: '(uid=personne)' });
  assert.match(nobody.lines.at(-1) ?? '', /^ARRÊT : l’annuaire ne nomme personne/);
  assert.equal((await findPersonByLogin(db, 'foule30'))?.status, 'active');
});

test('who comes in for the first time is completed at once, by their login alone and as it stands', async () => {
  const nobody = { ...{ phone: null, room: null, site: null, mainUnit: null, units: null } };
  const newcomer = async (login: string) => {
    const claims = { ...nobody, login, firstName: null, lastName: null, email: null };
    const portal = { issuer: 'https://portail.exemple.fr/cas', subject: login, sharesLogins: true };
    const admission = await admitPerson(db, { ...portal, claims }, worldNow);
    await enqueue(db, 'meet-in-directory', { personId: admission.personId });
    await runWaitingJobs(
      { db, url, directory: directoryFollower(directory(), createLog('error')) },
      worldNow,
    );
    return findProfileCard(db, admission.personId);
  };
  await slapd.hold([...crowd.slice(20), person('zoe.zola', { telephoneNumber: '0199000007' })]);
  const zoe = await newcomer('zoe.zola');
  assert.deepEqual([zoe?.lastName, zoe?.phone], ['Élu zoe.zola', '0199000007']);
  const star = await newcomer('zoe*)(uid=*');
  assert.deepEqual([star?.lastName, star?.phone], ['zoe*)(uid=*', '']);
  assert.equal((await findPersonByLogin(db, 'foule30'))?.status, 'active', 'nobody else left');
});

test('what is wrong is told in a line that says what to mend, and holds no secret', async () => {
  for (const [changed, line] of [
    [{ LDAP_BIND_PASSWORD: 'un autre' }, /^L’annuaire refuse \(code 49\) : LDAP_BIND_DN ou/],
    [{ NODE_EXTRA_CA_CERTS: '' }, /^Le certificat de l’annuaire n’est pas reconnu \(SELF_SIGNED/],
    [{ LDAP_URL: '', LDAP_BASE: '' }, /^Aucun annuaire n’est indiqué/],
  ] as const) {
    const { err, code } = await command(['--dry-run'], changed);
    assert.match(err, line);
    assert.equal(code, 1);
    assert.ok(!err.includes('un autre') && !err.includes('\n'), err);
  }
  assert.match((await command(['--tout'])).err, /^Options : --dry-run/);
});
