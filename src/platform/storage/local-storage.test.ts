import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { readFile, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { bytesOf, entriesIn, smallDisk, throwawayFolder } from '../../../test/support/files.ts';
import { localStorage } from './local-storage.ts';
import { type Storage, StorageRefused } from './storage.ts';

const limit = { maxBytes: 1_000 };
const made = (): { folder: string; storage: Storage } => {
  const folder = throwawayFolder();
  return { folder, storage: localStorage(folder) };
};
const reasonOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => null,
    (error: unknown) => {
      assert.ok(error instanceof StorageRefused, String(error));
      return error.reason;
    },
  );

test('a content stands under its hash once kept, and not before', async () => {
  const { folder, storage } = made();
  const incoming = await storage.receive(bytesOf('bonjour'), limit);
  assert.equal(incoming.hash, createHash('sha256').update('bonjour').digest('hex'));
  assert.equal(incoming.size, 7);
  await assert.rejects(storage.read(incoming.hash), { code: 'ENOENT' });
  await incoming.keep();
  const path = join(folder, incoming.hash.slice(0, 2), incoming.hash.slice(2));
  assert.equal(await readFile(path, 'utf8'), 'bonjour');
  assert.equal((await stat(path)).mode & 0o077, 0, 'nobody else on the machine reads it');
  await incoming.discard();
  const read = await Array.fromAsync(await storage.read(incoming.hash));
  assert.equal(Buffer.concat(read as Buffer[]).toString(), 'bonjour');
  assert.equal((await entriesIn(folder)).length, 1);
});

test('what is thrown away before it is kept leaves nothing', async () => {
  const { folder, storage } = made();
  await (await storage.receive(bytesOf('x'), limit)).discard();
  assert.deepEqual(await entriesIn(folder), []);
});

test('too many bytes are refused at once, without reading on', async () => {
  const { folder, storage } = made();
  let given = 0;
  async function* endless() {
    for (;;) {
      given += 100;
      yield Buffer.alloc(100);
      await Promise.resolve();
    }
  }
  assert.equal(await reasonOf(storage.receive(endless(), limit)), 'too_large');
  assert.equal(given, 1_100);
  assert.equal(await reasonOf(storage.receive(bytesOf(Buffer.alloc(1_000)), limit)), null);
  assert.equal(await reasonOf(storage.receive(bytesOf(''), limit)), 'empty');
  assert.equal((await entriesIn(folder)).length, 1);
});

test('nothing but the hash of a content ever becomes a path', async () => {
  const { storage } = made();
  const hash = 'a'.repeat(64);
  for (const name of ['../secret', `${hash}/../../x`, `${hash}.`, hash.toUpperCase(), '']) {
    await assert.rejects(async () => storage.read(name), /not the name of a content/);
    await assert.rejects(async () => storage.write(name, Buffer.from('x')), /not the name/);
    await assert.rejects(async () => storage.remove(name), /not the name/);
  }
  await storage.remove(hash);
});

test('what stopped arriving is swept, what still moves is not', async () => {
  const { folder, storage } = made();
  await storage.receive(bytesOf('ancien'), limit);
  const [old = ''] = await entriesIn(folder);
  await utimes(join(folder, old), 1_000, 1_000);
  const moving = await storage.receive(bytesOf('récent'), limit);
  assert.equal(await storage.sweepIncoming(Temporal.Instant.fromEpochMilliseconds(2_000_000)), 1);
  await moving.keep();
  assert.equal((await entriesIn(folder)).length, 1);
});

test('every name kept is listed, what is arriving and what is not ours are not', async () => {
  const { storage } = made();
  const incoming = await storage.receive(bytesOf('a'), limit);
  await incoming.keep();
  await storage.write(`${incoming.hash}.vignette`, Buffer.from('v'));
  await storage.receive(bytesOf('b'), limit);
  const far = Temporal.Instant.from('2100-01-01T00:00:00Z');
  const names = (await Array.fromAsync(storage.list(far))).flat().sort();
  assert.deepEqual(names, [incoming.hash, `${incoming.hash}.vignette`]);
  const past = Temporal.Instant.from('2000-01-01T00:00:00Z');
  assert.deepEqual((await Array.fromAsync(storage.list(past))).flat(), []);
});

test('a full disk refuses cleanly, then takes again what fits', async (context) => {
  const disk = await smallDisk(context, '1m');
  if (disk === null) return;
  const storage = localStorage(disk);
  const heavy = { maxBytes: 10_000_000 };
  assert.equal(await reasonOf(storage.receive(bytesOf(randomBytes(3_000_000)), heavy)), 'no_room');
  assert.deepEqual(await entriesIn(disk), []);
  await (await storage.receive(bytesOf(randomBytes(600_000)), heavy)).keep();
  assert.equal(await reasonOf(storage.receive(bytesOf(randomBytes(600_000)), heavy)), 'no_room');
  assert.equal((await entriesIn(disk)).length, 1);
});
