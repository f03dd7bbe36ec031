/**
 * `npm run test:sso`: the doors of the desk in front of the servers that Debian packages. Installs them as root on
 * Debian; elsewhere they must be there already, or nothing is played with them and it is said.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import { install, isRoot, mayInstall, play } from './test/debian.ts';

/** A server to play with: what Debian calls it, how to know that it is there, which tests are its own. */
type Server = { name: string; packages: string[]; isThere: () => boolean; tests: string };

const hasPerl = (...modules: string[]): boolean =>
  spawnSync('perl', [...modules.map((name) => `-M${name}`), '-e1'], { stdio: 'ignore' }).status ===
  0;

const servers: Server[] = [
  {
    name: 'LemonLDAP::NG',
    // The portal only recommends what its protocols cannot do without.
    packages: [
      ...['liblemonldap-ng-portal-perl', 'libplack-perl', 'libio-string-perl'],
      ...['libstring-random-perl', 'libxml-simple-perl', 'liblasso-perl'],
    ],
    isThere: () =>
      existsSync('/usr/bin/plackup') &&
      existsSync('/usr/share/lemonldap-ng/portal/htdocs/index.psgi') &&
      hasPerl('IO::String', 'String::Random', 'XML::Simple', 'Lasso'),
    tests: 'lemonldap-*.test.ts',
  },
  {
    name: 'slapd',
    packages: ['slapd', 'openssl'],
    isThere: () => existsSync('/usr/sbin/slapd') && existsSync('/usr/bin/openssl'),
    tests: 'slapd-*.test.ts',
  },
];

const absent = servers.filter(({ isThere }) => !isThere());
if (mayInstall && absent.length > 0) {
  install(
    absent.map(({ name }) => name).join(', '),
    absent.flatMap(({ packages }) => packages),
  );
}
const files: string[] = [];
for (const { name, isThere, tests } of servers) {
  if (isThere()) {
    const folder = join(import.meta.dirname, '../test/sso');
    const found = await Array.fromAsync(glob(tests, { cwd: folder }));
    files.push(...found.map((file) => join(folder, file)).sort());
    continue;
  }
  const why = isRoot
    ? 'Debian n’a pas pu l’installer'
    : 'il n’est pas là, et il faut être root, sous Debian';
  console.log(`${name} : RIEN N’A ÉTÉ JOUÉ, ${why}.`);
}
if (files.length > 0) await play(files, 2);
