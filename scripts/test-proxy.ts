/**
 * `npm run test:proxy`: the documented sites of nginx and Apache, played in front of the desk. Installs both as root on
 * Debian; elsewhere they must be there already, or nothing is played and it is said.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { install, isRoot, mayInstall, play } from './test/debian.ts';

const programs = ['/usr/sbin/nginx', '/usr/sbin/apache2', '/usr/bin/openssl'];
const packages = ['nginx', 'apache2', 'openssl'];

const missing = (): string[] => programs.filter((program) => !existsSync(program));

// Debian starts both where systemd runs: this is for a machine that only tests.
if (mayInstall && missing().length > 0) install('nginx et d’Apache', packages);
if (isRoot && missing().length === 0) {
  await play(
    ['proxies', 'headers'].map((name) =>
      join(import.meta.dirname, `../test/proxy/${name}.test.ts`),
    ),
  );
} else {
  const why = isRoot ? `il manque ${missing().join(', ')}` : 'il faut être root, sous Debian';
  console.log(`Mandataires : RIEN N’A ÉTÉ JOUÉ, ${why}.`);
}
