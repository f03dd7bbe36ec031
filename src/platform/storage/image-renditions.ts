import type { default as Sharp } from 'sharp';

/** An image read again whole, and the two pictures of it that pages show. */
export interface Renditions {
  readonly width: number;
  readonly height: number;
  /** As large as a screen needs. */
  readonly preview: Uint8Array;
  /** As small as a list needs. */
  readonly thumbnail: Uint8Array;
}

/** What the renditions are, whatever the original was. */
export const renditionType = 'image/webp';

/** Only these are ever read as images. */
const readers = {
  'image/png': 'VipsForeignLoadPng',
  'image/apng': 'VipsForeignLoadPng',
  'image/jpeg': 'VipsForeignLoadJpeg',
  'image/gif': 'VipsForeignLoadNsgif',
  'image/webp': 'VipsForeignLoadWebp',
} as const;

/** Larger ones — a photograph has 12 to 50 million — are files like others. */
const mostPixels = 64_000_000;
const longestSeconds = 15;
const previewSide = 1600;
const thumbnailSide = 240;
/** One image at a time; past so many in line, an image is a file like another rather than a wait without end. */
const longestLine = 100;

let opened: Promise<typeof Sharp> | undefined;

/** What reads images is as large as a fifth of the desk: it is brought in with the first of them. */
function openReader(): Promise<typeof Sharp> {
  opened ??= import('sharp').then(({ default: sharp }) => {
    sharp.cache(false);
    sharp.concurrency(1);
    sharp.block({ operation: ['VipsForeignLoad'] });
    sharp.unblock({ operation: [...new Set(Object.values(readers))] });
    return sharp;
  });
  return opened;
}

let inLine = 0;
let last: Promise<unknown> = Promise.resolve();

/** One after the other: an image may need a hundred megabytes while it is read. */
async function inTurn<R>(work: () => Promise<R>): Promise<R | null> {
  if (inLine >= longestLine) return null;
  inLine += 1;
  const turn = last.then(work);
  last = turn.catch(() => undefined);
  return turn.finally(() => {
    inLine -= 1;
  });
}

/** Says whether a type is one of the images that may be shown, once read again. */
export const isRaster = (mediaType: string): boolean => Object.hasOwn(readers, mediaType);

async function render(path: string): Promise<Renditions> {
  const sharp = await openReader();
  const source = sharp(path, {
    failOn: 'error',
    limitInputPixels: mostPixels,
    sequentialRead: true,
  });
  // Turned as the camera was held; nothing else of what came with the image is kept (place, camera, author).
  const upright = source.autoOrient().timeout({ seconds: longestSeconds });
  const webp = { quality: 85, effort: 3 } as const;
  const preview = await upright
    .resize({ width: previewSide, height: previewSide, fit: 'inside', withoutEnlargement: true })
    .webp(webp)
    .toBuffer();
  // From the preview: the original is read once.
  const thumbnail = await sharp(preview)
    .resize({
      width: thumbnailSide,
      height: thumbnailSide,
      fit: 'inside',
      withoutEnlargement: true,
    })
    .webp(webp)
    .toBuffer();
  const { autoOrient } = await sharp(path, { limitInputPixels: mostPixels }).metadata();
  return { ...autoOrient, preview, thumbnail };
}

/**
 * Reads an image again whole and makes the pictures that pages show. Null when it is not an image from end to end, or
 * asks for too much (pixels, time): it is then a file like another.
 */
export async function renditionsOf(path: string): Promise<Renditions | null> {
  return inTurn(() => render(path).catch(() => null));
}
