import lighthouse from 'lighthouse';
import { paths } from '../src/paths.ts';
import { freePort } from '../src/platform/db/embedded/cluster.ts';
import { launchBrowser } from '../test/support/browser.ts';
import type { Site } from './site.ts';
import type { Subjects } from './subjects.ts';

/** What Lighthouse gives a page, from 0 to 1. */
export type Note = { page: string; performance: number; accessibility: number };

/** Has Lighthouse look at the pages people open most, as a phone on a slow network would, with the browser of the tests. */
export async function notePages({ url }: Site, subjects: Subjects): Promise<Note[]> {
  const [requester] = subjects.requesters;
  const [agent] = subjects.agents;
  const [thread] = subjects.threads;
  const [nature] = subjects.natures;
  if (!requester || !agent || !thread || !nature)
    throw new Error('this desk has no page to look at');
  const pages = [
    { page: 'accueil', who: requester, path: paths.home() },
    { page: 'formulaire', who: requester, path: paths.newTicket({ nature: nature.slug }) },
    { page: 'demande', who: thread.requester, path: paths.ticket(thread.number) },
    { page: 'console', who: agent, path: paths.console() },
  ];
  const port = await freePort();
  const browser = await launchBrowser([`--remote-debugging-port=${String(port)}`]);
  try {
    const notes: Note[] = [];
    for (const { page, who, path } of pages) {
      const told = await lighthouse(`${url}${path}`, {
        port,
        logLevel: 'error',
        output: 'json',
        onlyCategories: ['performance', 'accessibility'],
        extraHeaders: { cookie: who.cookie },
      });
      // Sent to sign in, it would have looked at another page.
      const seen = told?.lhr.finalDisplayedUrl;
      if (seen !== `${url}${path}`) throw new Error(`asked for ${path}, looked at ${String(seen)}`);
      const categories = told?.lhr.categories ?? {};
      const note = (name: string): number => categories[name]?.score ?? 0;
      notes.push({ page, performance: note('performance'), accessibility: note('accessibility') });
    }
    return notes;
  } finally {
    await browser.close();
  }
}
