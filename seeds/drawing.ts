import { crc32, deflateSync } from 'node:zlib';

type Colour = readonly [red: number, green: number, blue: number];
/** A rectangle: its colour, then where it begins and how large it is. */
export type Patch = {
  colour: Colour;
  at: readonly [x: number, y: number];
  size: readonly [number, number];
};

function chunk(type: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type), content]);
  const around = Buffer.alloc(8);
  around.writeUInt32BE(content.length, 0);
  around.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([around.subarray(0, 4), named, around.subarray(4)]);
}

/** Draws rectangles, one over the other, as a PNG file: an image of our own, the same each time. */
export function drawing(
  [width, height]: readonly [number, number],
  patches: readonly Patch[],
): Buffer {
  const rowBytes = 1 + width * 3;
  const pixels = Buffer.alloc(rowBytes * height);
  for (const { colour, at, size } of patches) {
    for (let y = at[1]; y < Math.min(at[1] + size[1], height); y += 1) {
      for (let x = at[0]; x < Math.min(at[0] + size[0], width); x += 1) {
        pixels.set(colour, y * rowBytes + 1 + x * 3);
      }
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
