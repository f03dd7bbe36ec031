import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { pageNumbers } from './pagination.tsx';

const shown = (current: number, last: number) =>
  pageNumbers(current, last)
    .map((page) => page ?? '…')
    .join(' ');

test('the first, the last and the neighbours of the page are in sight', () => {
  assert.equal(shown(1, 12), '1 2 … 12');
  assert.equal(shown(6, 12), '1 … 5 6 7 … 12');
  assert.equal(shown(4, 12), '1 2 3 4 5 … 12');
  assert.equal(shown(9, 12), '1 … 8 9 10 11 12');
  assert.equal(shown(12, 12), '1 … 11 12');
  assert.equal(shown(2, 3), '1 2 3');
});

test('dots always stand for at least two pages', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 60 }), (a, b) => {
      const pages = pageNumbers(Math.min(a, b), Math.max(a, b));
      pages.forEach((page, index) => {
        if (page !== null) return;
        const [before, after] = [pages[index - 1], pages[index + 1]];
        assert.ok(typeof before === 'number' && typeof after === 'number' && after - before > 2);
      });
    }),
  );
});
