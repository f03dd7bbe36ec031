import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { EmbeddedPostgresError, findBinaries } from './embedded/binaries.ts';
import {
  createCluster,
  freePort,
  readPassword,
  startPostmaster,
  superuser,
} from './embedded/cluster.ts';
import { claimData } from './embedded/desk-database.ts';
import {
  findOrphan,
  isAlive,
  type Postmaster,
  stopPostmaster,
  waitUntilReady,
} from './embedded/postmaster.ts';
import { isConnectionError } from './unavailable.ts';

export { EmbeddedPostgresError } from './embedded/binaries.ts';

export type EmbeddedPostgresOptions = {
  /** The server's folder; its log stands beside it. */
  cluster: string;
  /** False for data one can lose: no flush to disk, which is quicker. */
  durable?: boolean;
  settings?: Record<string, string>;
  /** True when one application at a time may work on it. */
  exclusive?: boolean;
  /** Told when the server died and was started again. */
  onRestart?: (reason: string) => void;
};

export type EmbeddedPostgres = {
  readonly port: number;
  readonly pid: number;
  /** True when the server was already running, left by an application that was killed. */
  readonly adopted: boolean;
  /** The address of one of its databases, for the owner of everything. */
  url: (database?: string) => string;
  /** Kept beside the data, for roles other than the owner. */
  password: string;
  /** Ends the server once connections are closed, everything on disk. */
  stop: () => Promise<void>;
  /** Leaves it running and stops watching it. */
  leave: () => void;
};

const lossy = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

async function adoptOrStart(
  cluster: string,
  start: (port: number) => Promise<Postmaster>,
): Promise<{ postmaster: Postmaster; adopted: boolean }> {
  for (let tries = 1; ; tries += 1) {
    const orphan = await findOrphan(cluster);
    const ready = orphan && (await waitUntilReady(cluster, orphan.pid, 120_000));
    if (ready) return { postmaster: ready, adopted: true };
    try {
      return { postmaster: await start(await freePort()), adopted: false };
    } catch (error) {
      // Another start was faster, the port was taken meanwhile, or the former server is not quite gone.
      if (tries === 5) throw error;
      await pause(300 * tries);
    }
  }
}

type Opened = { postmaster: Postmaster; adopted: boolean; release: () => Promise<void> };

/**
 * Adopts or starts the server and claims its data. When the server ends meanwhile, a former application was still
 * stopping it: it is started again.
 */
async function open(
  cluster: string,
  start: (port: number) => Promise<Postmaster>,
  claim: (port: number) => Promise<(() => Promise<void>) | undefined>,
): Promise<Opened> {
  for (let tries = 1; ; tries += 1) {
    const found = await adoptOrStart(cluster, start);
    try {
      const release = await claim(found.postmaster.port);
      if (release) return { ...found, release };
    } catch (error) {
      if (!isConnectionError(error)) throw error;
      if (tries < 3) continue;
      throw new EmbeddedPostgresError(
        `PostgreSQL s’arrête à chaque essai (journal : ${cluster}.log) : attendez que l’autre copie du Centre de services soit arrêtée, puis relancez la commande.`,
      );
    }
    throw new EmbeddedPostgresError(
      `Une autre copie du Centre de services travaille déjà sur ces données (${cluster}) : arrêtez-la d’abord, ou choisissez un autre dossier avec DATA_DIR.`,
    );
  }
}

/**
 * Runs the PostgreSQL that npm installed: creates its folder the first time, adopts a server left by a killed
 * application, starts it again on the same port when it dies, and stops it on demand.
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const cluster = resolve(options.cluster);
  const durable = options.durable ?? true;
  const extra = { ...(durable ? {} : lossy), ...options.settings };
  const binaries = await findBinaries();
  await createCluster(cluster, binaries, { durable });
  const start = (port: number) => startPostmaster(cluster, binaries, { port, extra });
  const password = await readPassword(cluster);
  const urlOn = (at: number, database: string): string =>
    `postgres://${superuser}:${password}@127.0.0.1:${String(at)}/${database}`;
  const claim = async (at: number) =>
    options.exclusive ? claimData(urlOn(at, superuser)) : () => Promise.resolve();
  const { postmaster, adopted, ...opened } = await open(cluster, start, claim);
  const { port } = postmaster;
  const url = (database = superuser): string => urlOn(port, database);
  let { release } = opened;
  let { pid } = postmaster;
  let watching = true;
  let restarting: Promise<void> = Promise.resolve();

  const restart = async (): Promise<void> => {
    options.onRestart?.(`PostgreSQL (processus ${String(pid)}) s’est arrêté.`);
    await findOrphan(cluster);
    for (let tries = 1; watching; tries += 1) {
      try {
        pid = (await start(port)).pid;
        await release();
        release = (await claim(port).catch(() => undefined)) ?? release;
        return;
      } catch (error) {
        options.onRestart?.(error instanceof EmbeddedPostgresError ? error.message : String(error));
        await pause(Math.min(500 * tries, 10_000));
      }
    }
  };
  let busy = false;
  const watch = setInterval(() => {
    if (busy || !watching || isAlive(pid)) return;
    busy = true;
    restarting = restart().finally(() => {
      busy = false;
    });
  }, 300);
  watch.unref();
  const leave = (): void => {
    watching = false;
    clearInterval(watch);
  };

  return {
    port,
    adopted,
    get pid() {
      return pid;
    },
    url,
    password,
    leave,
    stop: async () => {
      leave();
      await restarting;
      // Claimed until the server is gone: another start must not take data whose server is being stopped.
      await stopPostmaster(pid);
      await release();
    },
  };
}
