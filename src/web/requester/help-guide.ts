import pictureSizes from '../../../assets/help/pictures.json' with { type: 'json' };
import { draftKeptDays } from '../../domain/drafts/drafts.ts';
import { stagedDays } from '../../domain/files/sweep-files.ts';
import {
  closingWorkingDays,
  expiryWorkingDays,
  reopenableDays,
} from '../../domain/tickets/ticket.ts';
import { paths } from '../../paths.ts';
import { markdownText } from '../../platform/text/markdown.ts';
import { fileSize } from '../../ui/file-size.ts';
import type { TextKey, TextValues } from '../../ui/texts.ts';
import type { AssetName, PageContext } from '../layout/page-context.ts';

/** For whom a page of the guide is written. */
export type Audience = 'requester' | 'agent';

/** One subject of the guide: where it is on its page, and its texts; its picture's words when it has one. */
type Topic = { id: string; title: TextKey; body: TextKey; picture?: TextKey };

const topic = <Name extends string>(id: string, name: Name) => ({
  id,
  title: `help:${name}.title` as const,
  body: `help:${name}.body` as const,
});
const pictured = <Name extends string>(id: string, name: Name) => ({
  ...topic(id, name),
  picture: `help:${name}.picture` as const,
});

/** The guide, in the order one meets things. The ids are in addresses people keep. */
export const guide: Readonly<Record<Audience, readonly Topic[]>> = {
  requester: [
    pictured('deposer', 'requester.submit'),
    topic('nature', 'requester.nature'),
    topic('questions', 'requester.questions'),
    pictured('pieces-jointes', 'requester.files'),
    topic('pour-le-compte', 'requester.behalf'),
    pictured('suivre', 'requester.follow'),
    pictured('completer', 'requester.complete'),
    pictured('resolue', 'requester.solved'),
    topic('delai', 'requester.delay'),
    topic('chercher', 'requester.search'),
    pictured('prevenu', 'requester.told'),
    topic('brouillons', 'requester.kept'),
    topic('coordonnees', 'requester.profile'),
    topic('qui-lit', 'requester.seen'),
  ],
  agent: [
    pictured('console', 'agent.console'),
    pictured('traiter', 'agent.acts'),
    topic('note', 'agent.notes'),
    topic('reponses', 'agent.answers'),
    topic('attente', 'agent.waiting'),
    topic('reorienter', 'agent.transfer'),
    pictured('chercher', 'agent.search'),
    topic('plusieurs', 'agent.together'),
    topic('prevenu', 'agent.told'),
    pictured('responsables', 'agent.desk'),
  ],
};

/** The page of the guide for each audience. */
export const guidePath: Readonly<Record<Audience, () => string>> = {
  requester: paths.help,
  agent: paths.agentHelp,
};

/** The picture of a topic, as assets know it: taken in each language by `npm run screenshots -- guide`. */
export function pictureOf(key: TextKey, lang: string) {
  const topic = key.replace(/^help:(\w+)\.(\w+)\.picture$/, '$1-$2');
  const name: AssetName = `help/${lang}/${topic}.webp`;
  const size = (pictureSizes as Record<string, { width: number; height: number }>)[name];
  if (size === undefined) throw new Error(`The picture ${name} was not taken.`);
  return { name, ...size };
}

/** The figures that the guide quotes, as this installation sets them. */
export function guideValues({ t, lang, fileRules }: PageContext): TextValues {
  const { limits } = fileRules;
  return {
    fileSize: fileSize(limits.fileBytes, t, lang),
    ticketSize: fileSize(limits.ticketBytes, t, lang),
    expiryDays: expiryWorkingDays,
    closingDays: closingWorkingDays,
    reopenDays: reopenableDays,
    stagedDays,
    draftDays: draftKeptDays,
  };
}

/** A part of the guide as the search reads it. */
export type HelpSheet = { title: string; href: string; text: string; audience: Audience };

const partsFor = (audience: Audience, ctx: PageContext): HelpSheet[] =>
  guide[audience].map(({ id, title, body }) => ({
    title: ctx.t(title),
    href: `${guidePath[audience]()}#${id}`,
    text: markdownText(ctx.t(body, guideValues(ctx))),
    audience,
  }));

const kept = new Map<string, readonly HelpSheet[]>();

/** Lists the parts of the guide that the search goes through, those of who answers included when it is for them. */
export function helpSheets(
  ctx: PageContext,
  { isAgent }: { isAgent: boolean },
): readonly HelpSheet[] {
  // Written once for each language, audience and installation: the texts only change with the program.
  const key = JSON.stringify([ctx.lang, isAgent, ctx.fileRules]);
  const known = kept.get(key);
  if (known) return known;
  const sheets = [...partsFor('requester', ctx), ...(isAgent ? partsFor('agent', ctx) : [])];
  kept.set(key, sheets);
  return sheets;
}
