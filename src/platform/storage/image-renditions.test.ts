import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { throwawayFolder } from '../../../test/support/files.ts';
import { isRaster, renditionsOf } from './image-renditions.ts';
import { mediaTypeOf } from './media-type.ts';

const folder = throwawayFolder();
let made = 0;
async function fileOf(content: string | Uint8Array): Promise<string> {
  made += 1;
  const path = join(folder, String(made));
  await writeFile(path, content);
  return path;
}
const drawn = () => sharp({ create: { width: 64, height: 32, channels: 3, background: 'red' } });

const zip = Buffer.from('504b0304140000000000', 'hex');
const lying: [what: string, content: string | Uint8Array, mediaType: string][] = [
  ['a page', '<!doctype html><script>alert(1)</script>', 'text/plain'],
  ['a drawing in XML', '<svg xmlns="http://www.w3.org/2000/svg" onload="x"/>', 'text/plain'],
  ['a script', '#!/bin/sh\nrm -rf /', 'text/plain'],
  ['text in another encoding', Buffer.from('\xe9t\xe9', 'latin1'), 'application/octet-stream'],
  ['bytes of nothing known', Buffer.from([0, 1, 2, 3]), 'application/octet-stream'],
  ['a document', '%PDF-1.7\n%âãÏÓ', 'application/pdf'],
  ['an archive', zip, 'application/zip'],
];
for (const [what, content, mediaType] of lying) {
  test(`${what} is told by its bytes and never shown as an image`, async () => {
    const found = await mediaTypeOf(await fileOf(content));
    assert.equal(found, mediaType);
    assert.equal(isRaster(found), false);
  });
}

for (const format of ['png', 'jpeg', 'gif', 'webp'] as const) {
  test(`an image in ${format} is read again and shown in a picture of ours`, async () => {
    const path = await fileOf(await drawn().toFormat(format).toBuffer());
    assert.equal(await mediaTypeOf(path), `image/${format}`);
    const renditions = await renditionsOf(path);
    assert.deepEqual([renditions?.width, renditions?.height], [64, 32]);
    const { format: shown } = await sharp(renditions?.preview).metadata();
    assert.equal(shown, 'webp');
  });
}

test('a photograph is turned as it was held, and large ones made smaller', async () => {
  const large = sharp({ create: { width: 3000, height: 2000, channels: 3, background: 'blue' } });
  const path = await fileOf(await large.jpeg().withMetadata({ orientation: 6 }).toBuffer());
  const renditions = await renditionsOf(path);
  assert.deepEqual([renditions?.width, renditions?.height], [2000, 3000]);
  const preview = await sharp(renditions?.preview).metadata();
  assert.deepEqual([preview.width, preview.height], [1067, 1600]);
  const thumbnail = await sharp(renditions?.thumbnail).metadata();
  assert.deepEqual([thumbnail.width, thumbnail.height], [160, 240]);
});

test('an image cut short is a file like another', async () => {
  const whole = await sharp({
    create: {
      width: 400,
      height: 400,
      channels: 3,
      background: 'red',
      noise: { type: 'gaussian', mean: 128, sigma: 40 },
    },
  })
    .jpeg()
    .toBuffer();
  assert.notEqual(await renditionsOf(await fileOf(whole)), null);
  assert.equal(await renditionsOf(await fileOf(whole.subarray(0, whole.length / 2))), null);
});

test('a page behind the signature of an image is not an image', async () => {
  const path = await fileOf('GIF89a=1;/*<script>alert(1)</script>*/');
  assert.equal(await mediaTypeOf(path), 'image/gif');
  assert.equal(await renditionsOf(path), null);
});

test('what hides behind a true image does not reach the picture shown', async () => {
  const hidden = '<script>alert(1)</script>';
  const image = Buffer.concat([await drawn().gif().toBuffer(), Buffer.from(hidden)]);
  const renditions = await renditionsOf(await fileOf(image));
  assert.ok(renditions);
  assert.equal(Buffer.from(renditions.preview).includes(hidden), false);
});

/** A PNG of one colour: its sides are all that weighs. */
function png(side: number, rows: number): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const ends = Buffer.alloc(8);
    ends.writeUInt32BE(data.length);
    ends.writeUInt32BE(crc(body), 4);
    return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
  };
  const head = Buffer.from('0000000000000000010000000000', 'hex').subarray(0, 13);
  head.writeUInt32BE(side);
  head.writeUInt32BE(side, 4);
  const lines = Buffer.alloc((Math.ceil(side / 8) + 1) * rows);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(lines)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function crc(bytes: Buffer): number {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit += 1) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
  }
  return (value ^ 0xffffffff) >>> 0;
}

test('an image that would unfold into gigabytes is refused before it does', async () => {
  assert.notEqual(await renditionsOf(await fileOf(png(100, 100))), null);
  const before = process.memoryUsage().rss;
  const start = performance.now();
  assert.equal(await renditionsOf(await fileOf(png(60_000, 1))), null);
  assert.ok(performance.now() - start < 2_000);
  assert.ok(process.memoryUsage().rss - before < 100_000_000);
});
