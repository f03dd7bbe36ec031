/**
 * A desk in a process of its own, to be watched while it takes files: `uploads-door.test.ts` starts it, sends to
 * it, then asks how much memory it came to hold.
 */
import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import type { Tables } from '../../src/domain/tables.ts';
import { createDb } from '../../src/platform/db/database.ts';
import { openPool } from '../../src/platform/db/pool.ts';
import { proofFor } from '../../src/web/csrf.ts';
import { signedIn, testApp } from '../support/app.ts';
import { testFiles } from '../support/files.ts';

/** What it says once it listens: where, and what senders carry to be somebody. */
export type Listening = { port: number; senders: { cookie: string; proof: string }[] };

const logins = ['marie.dupont', 'paul.martin', 'nadia.benali', 'karim.leroy', 'hugo.petit'];
const [url = '', folder = ''] = process.argv.slice(2);
const pool = openPool(url, { max: 10 });
const db = createDb<Tables>(pool);
const database = { db, pool, url, close: () => pool.end() };
const desk = await testApp({ database, files: testFiles(db, folder) });
await desk.app.listen({ port: 0, host: '127.0.0.1' });

const senders = [];
for (const login of logins) {
  const { cookies } = await signedIn(desk, login);
  const [name = '', secret = ''] = [...cookies][0] ?? [];
  senders.push({ cookie: `${name}=${secret}`, proof: proofFor(desk.config.sessionSecret, secret) });
}

assert.ok(process.connected, 'started by the test');
const before = process.memoryUsage().rss;
let most = before;
setInterval(() => {
  most = Math.max(most, process.memoryUsage().rss);
}, 20);
process.on('message', () => {
  process.send?.(Math.round((most - before) / 1024 / 1024));
});
const { port } = desk.app.server.address() as AddressInfo;
process.send?.({ port, senders } satisfies Listening);
