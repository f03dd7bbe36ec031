import { spawn } from 'node:child_process';
import { join } from 'node:path';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../src/platform/db/embedded-postgres.ts';

const root = join(import.meta.dirname, '../..');
const cluster = join(root, '.cache/test-postgres/cluster');

/** Nothing in it is worth a flush to disk; many small databases, made and dropped all the time. */
const settings = {
  max_connections: '300',
  shared_buffers: '256MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  autovacuum_naptime: '60s',
};

/**
 * The throw-away server of the tests: one for every test process of this working copy, started by the first one.
 * A keeper process stops it a little after the last one.
 */
export async function testCluster(): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ cluster, durable: false, settings });
  server.leave();
  if (!server.adopted) {
    const keeper = join(import.meta.dirname, 'test-cluster-keeper.ts');
    spawn(process.execPath, [keeper, cluster], { detached: true, stdio: 'ignore' }).unref();
  }
  return server;
}
