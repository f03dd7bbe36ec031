import { open } from 'node:fs/promises';

/** Signatures stand at the beginning; a longer look only gives a hostile file more to make us read. */
const lookedAt = 64 * 1024;

async function beginningOf(path: string): Promise<Uint8Array> {
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(lookedAt), 0, lookedAt, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Reads as text: UTF-8, without the controls that no text holds. The last character may be cut by the end of the look. */
function isText(bytes: Uint8Array): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones no text holds.
    return !/[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/.test(text);
  } catch {
    return false;
  }
}

/**
 * What a file is by its first bytes, whatever its name and its sender say. Texts are all `text/plain`, HTML and
 * scripts too: nothing of ours ever asks a browser to run them.
 */
export async function mediaTypeOf(path: string): Promise<string> {
  const bytes = await beginningOf(path);
  // Brought in with the first file.
  const { fileTypeFromBuffer } = await import('file-type');
  // A malformed file is of no known type.
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined);
  return found?.mime ?? (isText(bytes) ? 'text/plain' : 'application/octet-stream');
}
