// Plain JavaScript, without a dependency: it runs on the machine's own Node, before anything is installed.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint } from './fingerprint.mjs';

/** Something only the person can mend: one line, no stack. */
export class Refusal extends Error {}

/** The Node that npm installs with the product, the same everywhere. */
export const nodeOf = (root) => join(root, 'node_modules/.bin/node');

/** Refuses a Node that is too old to run even npm's part. */
export function checkMachineNode() {
  const [major] = process.versions.node.split('.').map(Number);
  if (major >= 20) return;
  throw new Refusal(
    `Node ${process.versions.node} est trop ancien : installez Node 20 ou plus récent (nodejs.org), puis recommencez.`,
  );
}

function runNpm(root, words) {
  // npm tells where it is when it started us; otherwise it is looked for like any command.
  const { npm_execpath: script } = process.env;
  const known = script?.endsWith('.js') && existsSync(script);
  const [program, ...first] = known ? [process.execPath, script] : ['npm'];
  const environment = { ...process.env, npm_config_loglevel: 'error' };
  return spawnSync(program, [...first, ...words], {
    cwd: root,
    env: environment,
    // What npm says goes to the error output: the standard one is the product's own.
    stdio: ['ignore', 2, 'inherit'],
  });
}

/** `npm ci --omit=dev` beside a compiled server: complete as it is, and npm itself keeps its versions. */
const isForProduction = (root) =>
  process.env.NODE_ENV === 'production' &&
  existsSync(join(root, 'dist/main.js')) &&
  existsSync(nodeOf(root)) &&
  !existsSync(join(root, 'node_modules/esbuild'));

/** Installs the locked versions when the lockfile or the machine is not the one of the last installation. */
export function ensureInstalled(root) {
  const stampFile = join(root, 'node_modules/.install-stamp');
  const stamp = `${process.platform}-${process.arch} ${fingerprint(root, ['package-lock.json'])}\n`;
  const installed = existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : '';
  if (installed === stamp && existsSync(nodeOf(root))) return;
  if (isForProduction(root)) return;
  process.stderr.write('Installation des composants (une à deux minutes la première fois)…\n');
  rmSync(stampFile, { force: true });
  const { status, error } = runNpm(root, ['ci', '--include=dev', '--no-audit', '--no-fund']);
  if (error?.code === 'ENOENT') {
    throw new Refusal('La commande npm est introuvable : installez-la avec Node (nodejs.org).');
  }
  if (error) throw error;
  if (status !== 0) {
    throw new Refusal(
      'L’installation des composants a échoué (voir ci-dessus) : vérifiez le réseau, puis recommencez.',
    );
  }
  if (!existsSync(nodeOf(root))) {
    throw new Refusal(
      `Le Node du produit n’existe pas pour cette machine (${process.platform}-${process.arch}).`,
    );
  }
  writeFileSync(stampFile, stamp);
}
