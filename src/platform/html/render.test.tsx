import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ComponentChildren } from 'preact';
import { givenByPages, renderDocument, renderFragment } from './render.ts';

const word = givenByPages('nothing');

function Giving({ value, children }: { value: string; children: ComponentChildren }) {
  word.give(value);
  return <>{children}</>;
}
const Word = () => <b>{word.get()}</b>;
/** Writes a piece while its page is being written, as a text in Markdown may be. */
const Apart = () => <i data-piece={renderFragment(<Word />)} />;

test('what a page gives is read by all that is written in it, and by no other page', () => {
  const page = (
    <Giving value="one">
      <p>
        <Word />
      </p>
    </Giving>
  );
  assert.equal(renderDocument(page), '<!doctype html><p><b>one</b></p>');
  assert.equal(renderFragment(<Word />), '<b>nothing</b>');
});

test('a piece written within a page is given nothing, and the page goes on with what it gave', () => {
  const page = (
    <Giving value="one">
      <Apart />
      <Word />
    </Giving>
  );
  assert.equal(renderFragment(page), '<i data-piece="&lt;b>nothing&lt;/b>"></i><b>one</b>');
});

test('a page that fails leaves nothing to the next one', () => {
  const Failing = (): never => {
    throw new Error('no');
  };
  const page = (
    <Giving value="one">
      <Failing />
    </Giving>
  );
  assert.throws(() => renderDocument(page), /^Error: no$/);
  assert.equal(renderFragment(<Word />), '<b>nothing</b>');
});
