import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testDatabase, worldNow } from '../../test/support/database.ts';
import { readConfig } from '../config.ts';
import { lastDirectoryRun } from '../domain/people/directory-run.ts';
import { createLog } from '../platform/log.ts';
import { DirectoryError } from './directory-client.ts';
import { directoryFollower } from './follow-directory-nightly.ts';

test('a directory that does not answer is told of where administrators look, and the job fails', async () => {
  const { db, close } = await testDatabase({ seeded: false });
  const { directory } = readConfig({
    ...{ LDAP_URL: 'ldap://127.0.0.1:1', LDAP_STARTTLS: 'non', LDAP_BASE: 'dc=exemple,dc=fr' },
  });
  const follower = directoryFollower(directory, createLog('silent')) ?? assert.fail();
  await assert.rejects(follower.follow(db, worldNow), DirectoryError);
  assert.deepEqual(await lastDirectoryRun(db), {
    ...{ at: worldNow, outcome: 'silent', code: 'ECONNREFUSED' },
    ...{ read: null, departures: null, followedAt: null },
  });
  await close();
});
