import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Attribute, Change, Client } from 'ldapts';
import { throwawayFolder } from '../support/files.ts';

/** OpenLDAP as Debian packages it, run from a folder of the test's own. */
export type Slapd = {
  /** In clear, or encrypted when asked. */
  ldap: string;
  /** Encrypted from the start. */
  ldaps: string;
  /** The authority of its certificate, which is for `localhost` alone. */
  authority: string;
  /** Says who is in it from now on, by login; whoever is named no more goes. */
  hold: (people: readonly DirectoryPerson[]) => Promise<void>;
  stop: () => Promise<void>;
};

/** Somebody of the directory, by the attributes of inetOrgPerson. */
export type DirectoryPerson = { uid: string } & Record<string, string | string[]>;

export const base = 'ou=personnes,dc=exemple,dc=fr';
export const reader = { dn: 'cn=lecteur,dc=exemple,dc=fr', password: 'un mot de passe de lecture' };
/** How many entries it gives at once, whoever asks: more are given by pages only. */
export const mostAtOnce = 20;

const root = { dn: 'cn=racine,dc=exemple,dc=fr', password: 'essai' };
const patienceMs = 20_000;

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => void probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => void probe.close(resolve));
  return port;
}

/** An authority made for the occasion, and a certificate of its own for `localhost`. */
function makeCertificates(folder: string): string {
  const file = (name: string) => join(folder, name);
  const openssl = (...words: string[]) => execFileSync('openssl', words, { stdio: 'ignore' });
  const fresh = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl(
    ...['req', '-x509', ...fresh, '-days', '2', '-subj', '/CN=Autorite d essai'],
    ...['-keyout', file('ca.key'), '-out', file('ca.pem')],
  );
  openssl(
    ...['req', '-x509', ...fresh, '-days', '2', '-subj', '/CN=localhost'],
    ...['-addext', 'subjectAltName=DNS:localhost', '-addext', 'basicConstraints=critical,CA:FALSE'],
    ...['-CA', file('ca.pem'), '-CAkey', file('ca.key')],
    ...['-keyout', file('server.key'), '-out', file('server.pem')],
  );
  return file('ca.pem');
}

function configuration(folder: string): string {
  const data = join(folder, 'data');
  mkdirSync(data);
  return [
    ...['core', 'cosine', 'inetorgperson'].map((name) => `include /etc/ldap/schema/${name}.schema`),
    ...['modulepath /usr/lib/ldap', 'moduleload back_mdb'],
    ...[`pidfile ${join(folder, 'slapd.pid')}`, `argsfile ${join(folder, 'slapd.args')}`],
    `TLSCACertificateFile ${join(folder, 'ca.pem')}`,
    `TLSCertificateFile ${join(folder, 'server.pem')}`,
    `TLSCertificateKeyFile ${join(folder, 'server.key')}`,
    'database mdb',
    ...['suffix "dc=exemple,dc=fr"', `directory ${data}`],
    ...[`rootdn "${root.dn}"`, `rootpw ${root.password}`],
    'limits * size.soft=20 size.hard=20 size.pr=20 size.prtotal=unlimited',
    // Who is nobody sees nothing; a password is heard over an encrypted connection only.
    'access to attrs=userPassword by anonymous auth by * none',
    `access to * by dn.exact="${reader.dn}" read by * none`,
    'security simple_bind=0',
  ].join('\n');
}

/** Starts the server, with nobody in it. */
export async function startSlapd(): Promise<Slapd> {
  const folder = throwawayFolder();
  const authority = makeCertificates(folder);
  const conf = join(folder, 'slapd.conf');
  writeFileSync(conf, `${configuration(folder)}\n`);
  const ldap = `ldap://localhost:${String(await freePort())}`;
  const ldaps = `ldaps://localhost:${String(await freePort())}`;
  const child = spawn('/usr/sbin/slapd', ['-d', '0', '-f', conf, '-h', `${ldap}/ ${ldaps}/`], {
    stdio: 'ignore',
  });
  process.once('exit', () => child.kill('SIGKILL'));
  await answers(child, Number(new URL(ldap.replace('ldap:', 'http:')).port));
  const admin = await adminOf(ldap);
  await admin.add('dc=exemple,dc=fr', {
    objectClass: ['dcObject', 'organization'],
    o: 'Essai',
    dc: 'exemple',
  });
  await admin.add(base, { objectClass: 'organizationalUnit', ou: 'personnes' });
  await admin.add(reader.dn, {
    ...{ objectClass: ['organizationalRole', 'simpleSecurityObject'], cn: 'lecteur' },
    userPassword: reader.password,
  });
  const held = new Set<string>();
  const hold = async (people: readonly DirectoryPerson[]): Promise<void> => {
    const named = new Set(people.map(({ uid }) => uid));
    for (const uid of held) {
      if (named.has(uid)) continue;
      await admin.del(dnOf(uid));
      held.delete(uid);
    }
    for (const person of people) {
      // What an entry is named by for ever is the server's: it is changed, never written anew.
      if (held.has(person.uid)) await admin.modify(dnOf(person.uid), changesTo(person));
      else await admin.add(dnOf(person.uid), { objectClass: 'inetOrgPerson', ...person });
      held.add(person.uid);
    }
  };
  const stop = async (): Promise<void> => {
    await admin.unbind();
    if (child.exitCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  };
  return { ldap, ldaps, authority, hold, stop };
}

const dnOf = (uid: string): string => `uid=${uid},${base}`;

const changesTo = ({ uid: _, ...attributes }: DirectoryPerson): Change[] =>
  Object.entries(attributes).map(
    ([type, values]) =>
      new Change({
        operation: 'replace',
        modification: new Attribute({ type, values: [values].flat() }),
      }),
  );

async function adminOf(url: string): Promise<Client> {
  const client = new Client({ url });
  await client.bind(root.dn, root.password);
  return client;
}

async function answers(child: ChildProcess, port: number): Promise<void> {
  const until = performance.now() + patienceMs;
  for (;;) {
    const isUp = await new Promise<boolean>((resolve) => {
      const probe = connect(port, 'localhost');
      probe.once('connect', () => resolve(true));
      probe.once('error', () => resolve(false));
      probe.once('close', () => resolve(false));
      probe.once('connect', () => probe.destroy());
    });
    if (isUp) return;
    if (child.exitCode !== null) throw new Error('slapd does not start');
    if (performance.now() > until) throw new Error('slapd does not answer');
    await pause(50);
  }
}
