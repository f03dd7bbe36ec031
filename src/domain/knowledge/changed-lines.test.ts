import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changedLines } from './changed-lines.ts';

test('only the lines between the first and the last that differ are kept', () => {
  assert.deepEqual(changedLines('a\nb\nc', 'a\nx\ny\nc'), { before: 'b', after: 'x\ny' });
  assert.deepEqual(changedLines('a\nc', 'a\nb\nc'), { before: '', after: 'b' });
  assert.deepEqual(changedLines('a\na', 'a\na\na'), { before: '', after: 'a' });
  assert.deepEqual(changedLines('même', 'même'), { before: '', after: '' });
});
