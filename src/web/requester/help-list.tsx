import { extractOf, highlight } from '../../domain/knowledge/extract.ts';
import type { T } from '../../ui/texts.ts';
import type { HelpSheet } from './help-guide.ts';
import { Marked } from './marked.tsx';

export type HelpListProps = { t: T; sheets: readonly HelpSheet[]; searched: string };

/** Parts of the guide that a text speaks of, each with the words that were looked for. */
export function HelpList({ t, sheets, searched }: HelpListProps) {
  return (
    <ul class="article-list" role="list">
      {sheets.map(({ title, href, text, audience }) => (
        <li key={href}>
          <a class="ds-link" href={href}>
            <Marked pieces={highlight(title, searched)} />
          </a>
          <p class="article-extract">
            <Marked pieces={extractOf(text, searched)} />
          </p>
          {audience === 'agent' && <p class="muted">{t('help:search.ofAgents')}</p>}
        </li>
      ))}
    </ul>
  );
}
