import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readBlocks } from './article.ts';

test('paragraphs are told apart by an empty line, and lines of one paragraph are joined', () => {
  assert.deepEqual(readBlocks('Un début\nqui continue.\n\n\nPuis la suite.\n'), [
    { kind: 'paragraph', text: 'Un début qui continue.' },
    { kind: 'paragraph', text: 'Puis la suite.' },
  ]);
});

test('lines that begin with a dash are one list, right after their sentence or apart', () => {
  assert.deepEqual(readBlocks('Vérifiez :\n- le câble ;\n-  la prise.\n\n- seul'), [
    { kind: 'paragraph', text: 'Vérifiez :' },
    { kind: 'list', items: ['le câble ;', 'la prise.'] },
    { kind: 'list', items: ['seul'] },
  ]);
  assert.deepEqual(readBlocks('Un mot - deux mots\n-pas un élément'), [
    { kind: 'paragraph', text: 'Un mot - deux mots -pas un élément' },
  ]);
});

test('no word of a sheet is lost, whatever it holds', () => {
  const text = fc.array(fc.constantFrom('mot', '- ', '\n', '\n\n', ' ', 'é', '-', '<b>'), {
    maxLength: 40,
  });
  fc.assert(
    fc.property(text, (pieces) => {
      const body = pieces.join('');
      const shown = readBlocks(body).flatMap((block) =>
        block.kind === 'list' ? block.items : [block.text],
      );
      const letters = (value: string) => value.replace(/[\s-]/g, '');
      assert.equal(letters(shown.join('')), letters(body));
    }),
  );
});
