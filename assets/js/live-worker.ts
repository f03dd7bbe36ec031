/** Shared by all windows of a browser: holds their one stream. Its name says where to listen. */
import { holdStream, type Places } from './live/hold-stream.ts';

const { name } = globalThis as unknown as { name: string };
const openAgain = holdStream(JSON.parse(name) as Places);
// Another window: somebody is there, and perhaps has just signed in again.
addEventListener('connect', () => openAgain());
