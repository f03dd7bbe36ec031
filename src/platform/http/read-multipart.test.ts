import assert from 'node:assert/strict';
import { PassThrough, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import {
  BrokenForm,
  FormLimitReached,
  type FormLimits,
  type FormReceiver,
  readMultipart,
} from './read-multipart.ts';

const limits: FormLimits = { bytes: 1_000_000, fields: 5, fieldBytes: 100, files: 3 };
const type = 'multipart/form-data; boundary=limite';

type Part = { name: string; fileName?: string; body: string };

const part = ({ name, fileName, body }: Part): string =>
  `--limite\r\nContent-Disposition: form-data; name="${name}"${
    fileName === undefined ? '' : `; filename="${fileName}"`
  }\r\n\r\n${body}\r\n`;

const form = (...parts: Part[]): string => `${parts.map(part).join('')}--limite--\r\n`;

/** Everything a form brought, in the order it came. */
function gatherer(): { seen: string[]; receiver: FormReceiver } {
  const seen: string[] = [];
  const receiver: FormReceiver = {
    field: (name, value) => seen.push(`${name}=${value}`),
    file: (name, fileName) => async (arriving) => {
      const content = await buffer(arriving.content).catch(() => null);
      seen.push(`${name}:${fileName}=${content === null ? 'cut' : String(content)}`);
    },
    tooManyFiles: () => seen.push('too many'),
  };
  return { seen, receiver };
}

/** Reads a text sent in pieces of some bytes. */
async function read(text: string, piece = 7, more: Partial<FormLimits> = {}): Promise<string[]> {
  const { seen, receiver } = gatherer();
  const bytes = Buffer.from(text);
  const pieces = Array.from({ length: Math.ceil(bytes.length / piece) }, (_, index) =>
    bytes.subarray(index * piece, (index + 1) * piece),
  );
  await readMultipart(Readable.from(pieces), type, { limits: { ...limits, ...more }, receiver });
  return seen;
}

const file = (fileName: string, body: string): Part => ({ name: 'fichiers', fileName, body });

test('fields and files come in their order, however they are cut on the way', async () => {
  const text = form(
    { name: '_csrf', body: 'preuve' },
    { name: 'texte', body: 'é\r\n--pas une limite' },
    file('plan.txt', 'un\r\n--limit'),
    file('vide.txt', ''),
    { name: 'texte', body: 'second' },
  );
  for (const piece of [1, 2, 7, 64, 100_000]) {
    const seen = await read(text, piece);
    const files = seen.filter((one) => one.startsWith('fichiers'));
    assert.deepEqual(files, ['fichiers:plan.txt=un\r\n--limit', 'fichiers:vide.txt=']);
    assert.equal(seen[0], '_csrf=preuve');
    assert.ok(seen.includes('texte=é\r\n--pas une limite') && seen.includes('texte=second'));
  }
});

test('a name is read as it was, with the signs that browsers write otherwise', async () => {
  const text = form(file('dit %22ici%22 %0D%0A 50%25.txt', 'x'));
  assert.deepEqual(await read(text), ['fichiers:dit "ici" \r\n 50%25.txt=x']);
});

test('a form that stops before its end is broken, and the file it stopped in is told cut', async () => {
  const whole = form({ name: 'a', body: '1' }, file('plan.txt', 'x'.repeat(500)));
  const cut = [300, whole.length - 6].map((end) => [whole.slice(0, end), 'fichiers:plan.txt=cut']);
  for (const [text = '', told] of [...cut, [''], ['rien'], ['--limite\r\nsans fin']]) {
    const { seen, receiver } = gatherer();
    const source = Readable.from([Buffer.from(text)]);
    await assert.rejects(readMultipart(source, type, { limits, receiver }), BrokenForm, text);
    assert.equal(seen[1], told);
  }
});

test('a sender who goes away leaves the file cut', async () => {
  const { seen, receiver } = gatherer();
  const source = new PassThrough();
  const reading = readMultipart(source, type, { limits, receiver });
  source.write(form(file('plan.txt', 'x'.repeat(500))).slice(0, 200));
  setImmediate(() => source.destroy());
  await assert.rejects(reading, BrokenForm);
  assert.deepEqual(seen, ['fichiers:plan.txt=cut']);
});

test('a form without a boundary is broken', async () => {
  const { receiver } = gatherer();
  for (const header of ['multipart/form-data', 'multipart/form-data; charset=utf-8']) {
    const reading = readMultipart(Readable.from(['x']), header, { limits, receiver });
    await assert.rejects(reading, BrokenForm, header);
  }
});

test('more than a form may hold is refused; more files than it may hold are left aside', async () => {
  const many = Array.from({ length: 6 }, (_, index) => ({ name: `f${String(index)}`, body: '' }));
  await assert.rejects(read(form(...many)), FormLimitReached);
  await assert.rejects(read(form({ name: 'a', body: 'x'.repeat(101) })), FormLimitReached);
  await assert.rejects(read(form(file('a', 'x'.repeat(200))), 7, { bytes: 150 }), FormLimitReached);
  const files = Array.from({ length: 2000 }, (_, index) => file(`${String(index)}.txt`, 'x'));
  const seen = await read(form(...files, { name: 'texte', body: 'gardé' }), 4096);
  assert.equal(seen.filter((one) => one.startsWith('fichiers')).length, 3);
  assert.ok(seen.includes('too many') && seen.includes('texte=gardé'));
});

test('headers of any size or shape do not stop the rest of the form from being read', async () => {
  const strange = [
    `--limite\r\nContent-Disposition: form-data; name="a${'x'.repeat(50_000)}"\r\n\r\nlong\r\n`,
    '--limite\r\nX: y\r\n\r\nsans nom\r\n',
    '--limite\r\n\r\n\r\n',
    `--limite\r\n${'X: y\r\n'.repeat(500)}Content-Disposition: form-data; name="b"\r\n\r\nloin\r\n`,
  ].join('');
  const seen = await read(`${strange}${form({ name: 'texte', body: 'gardé' })}`, 512);
  assert.ok(seen.includes('texte=gardé'));
  assert.ok(!seen.some((one) => one.includes('loin')));
});

test('a file nobody wants is thrown away and the rest is read', async () => {
  const { seen, receiver } = gatherer();
  const text = form(file('non.txt', 'x'.repeat(200_000)), { name: 'texte', body: 'gardé' });
  const source = Readable.from([Buffer.from(text)]);
  await readMultipart(source, type, { limits, receiver: { ...receiver, file: () => null } });
  assert.deepEqual(seen, ['texte=gardé']);
});

test('what goes wrong while a file is read ends the reading with it', async () => {
  const { receiver } = gatherer();
  const text = form(file('a.txt', 'x'.repeat(200_000)), file('b.txt', 'y'));
  const reading = readMultipart(Readable.from([Buffer.from(text)]), type, {
    limits,
    receiver: { ...receiver, file: () => () => Promise.reject(new Error('disk')) },
  });
  await assert.rejects(reading, /disk/);
});

test('a reader that stops early of one file still gets the next', async () => {
  const { seen, receiver } = gatherer();
  const text = form(file('gros.txt', 'x'.repeat(200_000)), file('b.txt', 'y'));
  const sizes: number[] = [];
  await readMultipart(Readable.from([Buffer.from(text)]), type, {
    limits,
    receiver: {
      ...receiver,
      file: (name, fileName) =>
        fileName === 'gros.txt'
          ? async ({ content, drain }) => {
              for await (const piece of content) if (piece.length > 0) break;
              sizes.push(await drain());
            }
          : receiver.file(name, fileName),
    },
  });
  assert.deepEqual(sizes, [200_000]);
  assert.deepEqual(seen, ['fichiers:b.txt=y']);
});
