// Every npm script passes here. Plain JavaScript on the machine's own Node (20 or more): it installs what is missing,
// then hands over to the Node of the product.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSources, fingerprint } from './fingerprint.mjs';
import { checkMachineNode, ensureInstalled, nodeOf, Refusal } from './install.mjs';
import { processFlags } from './process-flags.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const source = (file) => ['--import', 'tsx', file];

const commands = {
  start: () => (production() ? compiled('main') : source('scripts/start.ts')),
  dev: () => [
    '--watch-path=src',
    '--watch-path=locales',
    '--watch-path=assets',
    '--watch-preserve-output',
    ...source('scripts/start.ts'),
  ],
  test: () => source('scripts/test.ts'),
  'test:proxy': () => source('scripts/test-proxy.ts'),
  'test:sso': () => source('scripts/test-sso.ts'),
  'test:clamav': () => source('scripts/test-clamav.ts'),
  check: () => [...source('scripts/test.ts'), '--check'],
  build: () => source('scripts/build.ts'),
  format: () => [join(root, 'node_modules/@biomejs/biome/bin/biome'), 'check', '--write', '.'],
  migrate: () => operator('migrate'),
  'admin:create': () => operator('admin-create'),
  account: () => operator('account'),
  'admin:grant': () => operator('admin-grant'),
  'directory:sync': () => operator('directory-sync'),
  backup: () => operator('backup'),
  restore: () => operator('restore'),
  screenshots: () => source('test/browser/screenshots.ts'),
  // Drawing a million tickets makes much that lives a moment only.
  bench: () => ['--max-semi-space-size=64', ...source('bench/main.ts')],
};

const production = () => process.env.NODE_ENV === 'production';
const environment = () => ({
  ...process.env,
  PATH: [join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter),
});

/** What an operator runs: compiled in production, from the sources otherwise. */
const operator = (name) => (production() ? compiled(name) : source(`scripts/${name}.ts`));

/** A program of production, compiled again when its sources have changed (an image without sources is taken as is). */
function compiled(name) {
  const stamp = join(root, 'dist/stamp');
  const built = existsSync(stamp) ? readFileSync(stamp, 'utf8') : '';
  if (existsSync(join(root, 'src')) && built !== fingerprint(root, buildSources)) {
    if (!existsSync(join(root, 'node_modules/esbuild'))) {
      throw new Refusal('Le serveur n’est pas compilé : lancez « npm run build ».');
    }
    process.stderr.write('Compilation…\n');
    const { status } = spawnSync(nodeOf(root), source('scripts/build.ts'), {
      cwd: root,
      env: environment(),
      stdio: ['ignore', 2, 'inherit'],
    });
    if (status !== 0) throw new Refusal('La compilation a échoué (voir ci-dessus).');
  }
  return [...processFlags, `dist/${name}.js`];
}

/** npm may die without a word to us: then nobody is left to stop the product, so we do. */
function watchParent(stop) {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) stop('SIGTERM');
  }, 1_000).unref();
}

function handOver(words) {
  const child = spawn(nodeOf(root), words, {
    cwd: root,
    env: environment(),
    // The channel is how the product learns that we are gone, even killed.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  const pass = (signal) => child.kill(signal);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, pass);
  watchParent(pass);
  child.on('error', (error) => fail(error));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}

function fail(error) {
  process.stderr.write(`${error instanceof Refusal ? error.message : (error?.stack ?? error)}\n`);
  process.exit(1);
}

try {
  const [name, ...rest] = process.argv.slice(2);
  const command = Object.hasOwn(commands, name ?? '') ? commands[name] : undefined;
  if (!command) throw new Refusal(`Commandes : ${Object.keys(commands).join(', ')}.`);
  checkMachineNode();
  ensureInstalled(root);
  handOver([...command(), ...rest]);
} catch (error) {
  fail(error);
}
