/**
 * `npm run test:clamav`: tries the scan of files against a real clamd, with a database of its own that knows one
 * signature, the one of the harmless test file of all scanners. Nothing is downloaded but Debian's packages.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { harmlessVirus } from '../test/support/harmless-virus.ts';
import { releaseTestCluster } from '../test/support/test-cluster.ts';
import { runTests } from './test/test-run.ts';

const patienceMs = 30_000;
/** Where packages cannot be reached, the trial is skipped rather than waited for. */
const longestInstallMs = 180_000;
const program = '/usr/sbin/clamd';

/** Gets clamd where that is ours to do; says why not elsewhere. */
function missing(): string | null {
  if (existsSync(program)) return null;
  if (!existsSync('/etc/debian_version'))
    return 'clamd n’est pas installé, et ce n’est pas une Debian';
  if (process.getuid?.() !== 0)
    return 'clamd n’est pas installé, et il faut être root pour l’installer';
  const words = ['install', '--yes', '--no-install-recommends', 'clamav-daemon'];
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status } = spawnSync('apt-get', words, {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: longestInstallMs,
  });
  return status === 0 ? null : 'Debian n’a pas pu installer clamav-daemon';
}

async function configure(folder: string): Promise<string> {
  await mkdir(join(folder, 'signatures'));
  const signature = Buffer.from(harmlessVirus).toString('hex');
  await writeFile(join(folder, 'signatures/essai.ndb'), `Essai-EICAR:0:*:${signature}\n`);
  const socket = join(folder, 'clamd.ctl');
  const lines = [
    `DatabaseDirectory ${join(folder, 'signatures')}`,
    `LocalSocket ${socket}`,
    `TemporaryDirectory ${folder}`,
    'StreamMaxLength 2M',
    'Foreground yes',
  ];
  await writeFile(join(folder, 'clamd.conf'), `${lines.join('\n')}\n`);
  return socket;
}

const answers = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(path, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });

async function started(child: ChildProcess, socket: string): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (!(await answers(socket))) {
    if (child.exitCode !== null) throw new Error('clamd ended by itself');
    if (performance.now() > deadline) throw new Error('clamd did not start');
    await pause(100);
  }
}

async function runWith(folder: string): Promise<void> {
  const socket = await configure(folder);
  const words = ['--config-file', join(folder, 'clamd.conf')];
  const child = spawn(program, words, { stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  try {
    await started(child, socket);
    process.env['CLAMD_OF_TESTS'] = socket;
    const files = [join(import.meta.dirname, '../test/operations/scanner.test.ts')];
    const { totals } = await runTests([{ name: 'antivirus', files, concurrency: 1 }], () => []);
    if ((totals.get('fail') ?? 0) + (totals.get('cancelled') ?? 0) > 0) process.exitCode = 1;
    if ((totals.get('skipped') ?? 0) > 0) process.exitCode = 1;
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}

const reason = missing();
if (reason !== null) console.log(`Essais avec un vrai clamd sautés : ${reason}.`);
else {
  const folder = await mkdtemp(join(tmpdir(), 'clamav-'));
  try {
    await runWith(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
    await releaseTestCluster();
  }
}
