import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { paths } from '../src/paths.ts';
import type { HttpClient } from './client.ts';
import type { Subjects } from './subjects.ts';
import { askAs } from './workloads.ts';

/** What one page weighs on the wire: with nothing kept by the browser, and again with everything kept. */
export type Weight = {
  page: string;
  cold: { bytes: number; requests: number; script: number; style: number };
  warm: { bytes: number; requests: number };
};

const linked = /<(?:link|script|img|source)\b[^>]*?\b(?:href|src)="([^"]+)"[^>]*>/g;
/** What a page names without loading it. */
const notLoaded = /rel="(?:canonical|alternate|prev|next|help|search|manifest|author|license)"/;
const imported = /\bimport\s*(?:[\w*{}\s,$]+from\s*)?["'](\.\/[^"']+)["']/g;

function filesOf(html: string): string[] {
  const files = [...html.matchAll(linked)]
    .filter(([tag]) => !notLoaded.test(tag))
    .map(([, address = '']) => address.replaceAll('&amp;', '&'));
  return [...new Set(files)].filter((address) => address.startsWith('/'));
}

/** Weighs the pages people open most, as a browser would receive them. */
export async function weighPages(client: HttpClient, subjects: Subjects): Promise<Weight[]> {
  const [requester] = subjects.requesters;
  const [agent] = subjects.agents;
  const [thread] = subjects.threads;
  const [nature] = subjects.natures;
  if (!requester || !agent || !thread || !nature) throw new Error('this desk has no page to weigh');
  const pages = [
    { page: 'accueil', who: requester, path: paths.home() },
    { page: 'formulaire', who: requester, path: paths.newTicket({ nature: nature.slug }) },
    { page: 'demande', who: thread.requester, path: paths.ticket(thread.number) },
    { page: 'console', who: agent, path: paths.console() },
    { page: 'console-demande', who: agent, path: paths.consoleTicket(thread.number) },
  ];
  const weights: Weight[] = [];
  for (const { page, who, path } of pages) {
    const answer = await askAs(client, who, { path });
    const html = decode(answer.body, answer.headers['content-encoding']);
    const seen = new Set<string>();
    const cold = { bytes: answer.bytes, requests: 1, script: 0, style: 0 };
    let warmRequests = 1;
    const waiting = filesOf(html);
    for (let file = waiting.shift(); file; file = waiting.shift()) {
      if (seen.has(file)) continue;
      seen.add(file);
      const got = await client.ask({ path: file, headers: { accept: '*/*', cookie: who.cookie } });
      cold.bytes += got.bytes;
      cold.requests += 1;
      if (!/immutable|max-age=[1-9]/.test(String(got.headers['cache-control']))) warmRequests += 1;
      if (/\.js(\?|$)/.test(file)) {
        cold.script += got.bytes;
        const text = decode(got.body, got.headers['content-encoding']);
        for (const [, name = ''] of text.matchAll(imported)) {
          waiting.push(new URL(name, `http://x${file}`).pathname);
        }
      }
      if (/\.css(\?|$)/.test(file)) cold.style += got.bytes;
    }
    weights.push({ page, cold, warm: { bytes: answer.bytes, requests: warmRequests } });
  }
  return weights;
}

function decode(body: Buffer, encoding: string | undefined): string {
  if (encoding === 'zstd') return zstdDecompressSync(body).toString();
  if (encoding === 'br') return brotliDecompressSync(body).toString();
  if (encoding === 'gzip') return gunzipSync(body).toString();
  return body.toString();
}
