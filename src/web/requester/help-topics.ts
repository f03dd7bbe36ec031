import {
  closingWorkingDays,
  expiryWorkingDays,
  reopenableDays,
} from '../../domain/tickets/ticket.ts';
import { paths } from '../../paths.ts';
import type { T, TextKey, TextValues } from '../../ui/texts.ts';

/** A part of the guide: its place on the page, its title, its paragraphs. */
export type HelpTopic = {
  id: string;
  title: TextKey;
  texts: readonly (readonly [TextKey, TextValues?])[];
  hasStates?: boolean;
};

/** What everybody may want to know. */
export const requesterTopics: readonly HelpTopic[] = [
  {
    id: 'deposer',
    title: 'news:help.submit.title',
    texts: [
      ['news:help.submit.search'],
      ['news:help.submit.browse'],
      ['news:help.submit.unknown'],
      ['news:help.submit.behalf'],
    ],
  },
  {
    id: 'suivre',
    title: 'news:help.follow.title',
    texts: [['news:help.follow.lead']],
    hasStates: true,
  },
  {
    id: 'completer',
    title: 'news:help.complete.title',
    texts: [['news:help.complete.any'], ['news:help.complete.asked', { days: expiryWorkingDays }]],
  },
  {
    id: 'resolue',
    title: 'news:help.solved.title',
    texts: [
      ['news:help.solved.confirm'],
      ['news:help.solved.close', { days: closingWorkingDays }],
      ['news:help.solved.reopen', { days: reopenableDays }],
    ],
  },
  {
    id: 'delai',
    title: 'news:help.delay.title',
    texts: [['news:help.delay.what'], ['news:help.delay.paused']],
  },
  {
    id: 'prevenu',
    title: 'news:help.told.title',
    texts: [['news:help.told.bell'], ['news:help.told.mail']],
  },
  { id: 'brouillons', title: 'news:help.kept.title', texts: [['news:help.kept.what']] },
  { id: 'qui-lit', title: 'news:help.seen.title', texts: [['news:help.seen.what']] },
];

/** What those who answer may want to know. */
export const agentTopics: readonly HelpTopic[] = [
  {
    id: 'console',
    title: 'news:help.agentConsole.title',
    texts: [['news:help.agentConsole.what']],
  },
  {
    id: 'traiter',
    title: 'news:help.agentActs.title',
    texts: [
      ['news:help.agentActs.take'],
      ['news:help.agentActs.ask'],
      ['news:help.agentActs.transfer'],
    ],
  },
  { id: 'note', title: 'news:help.agentNotes.title', texts: [['news:help.agentNotes.what']] },
  {
    id: 'plusieurs',
    title: 'news:help.agentTogether.title',
    texts: [['news:help.agentTogether.what']],
  },
];

/** A part of the guide as the search reads it. */
export type HelpSheet = { title: string; href: string; text: string };

/** Lists the parts of the guide that the search goes through, those of who answers included when it is for them. */
export function helpSheets(t: T, { isAgent }: { isAgent: boolean }): HelpSheet[] {
  return [...requesterTopics, ...(isAgent ? agentTopics : [])].map(({ id, title, texts }) => ({
    title: t(title),
    href: `${paths.help()}#${id}`,
    text: texts.map(([key, values]) => t(key, values)).join('\n'),
  }));
}
