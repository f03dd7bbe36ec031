import {
  type DirectoryOutcomeWord,
  type DirectoryRun,
  directoryOutcomes,
} from '../../domain/people/directory-run.ts';
import { formatDateTime } from '../../platform/text/dates.ts';
import { Section } from '../../ui/arrangement.tsx';
import { type Description, DescriptionList } from '../../ui/surface.tsx';
import { Tag } from '../../ui/tag.tsx';
import type { T } from '../../ui/texts.ts';
import type { PageContext } from '../layout/page-context.ts';

export type DirectorySectionProps = { ctx: PageContext; run: DirectoryRun };

/** What became of the directory last time: when it changes nothing, nobody arrives and nobody leaves. */
export function DirectorySection({ ctx, run }: DirectorySectionProps) {
  const { t, lang } = ctx;
  const when = (at: Temporal.Instant | null): string =>
    at === null ? t('session:directory.never') : formatDateTime(at, { lang });
  const items: Description[] = [
    { term: t('session:directory.at'), value: when(run.at) },
    { term: t('session:directory.outcome'), value: <Outcome ctx={ctx} run={run} /> },
    ...numberOf(t('session:directory.read'), run.read),
    ...numberOf(t('session:directory.departures'), run.departures),
  ];
  if (run.outcome !== 'done') {
    items.push({ term: t('session:directory.followedAt'), value: when(run.followedAt) });
  }
  return (
    <Section id="annuaire" title={t('session:directory.title')}>
      <DescriptionList items={items} />
    </Section>
  );
}

const numberOf = (term: string, value: number | null): Description[] =>
  value === null ? [] : [{ term, value: String(value) }];

const isKnown = (outcome: string): outcome is DirectoryOutcomeWord =>
  (directoryOutcomes as readonly string[]).includes(outcome);

function Outcome({ ctx: { t }, run }: DirectorySectionProps) {
  const isDone = run.outcome === 'done';
  return (
    <div class="stack" data-gap="xs">
      {isDone ? (
        <Tag tone="success" icon="checkCircle">
          {t('session:directory.done')}
        </Tag>
      ) : (
        <Tag tone="warning" icon="warning">
          {t('session:directory.stopped')}
        </Tag>
      )}
      <span>
        {isKnown(run.outcome) ? wordsFor(t, run.outcome, run.departures ?? 0) : run.outcome}
        {run.code !== null && ` (${run.code})`}
      </span>
    </div>
  );
}

const wordsFor = (t: T, outcome: DirectoryOutcomeWord, count: number): string =>
  outcome === 'too_many_departures'
    ? t('session:directory.outcomes.too_many_departures', { count })
    : t(`session:directory.outcomes.${outcome}`);
