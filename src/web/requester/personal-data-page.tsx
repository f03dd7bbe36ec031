import type { PersonalPart } from '../../domain/reports/personal-data.ts';
import { paths } from '../../paths.ts';
import { PageHeading, Stack } from '../../ui/arrangement.tsx';
import { ButtonLink, Link } from '../../ui/button.tsx';
import { DescriptionList, Disclosure } from '../../ui/surface.tsx';
import { Page } from '../layout/page.tsx';
import { describeRow, type PersonalWords, tableName } from './personal-data-words.tsx';

/** How many rows of each table the page shows; the file holds all. */
export const shownRows = 20;

/** « Mes données »: everything held about the reader, and the same as a file. */
export function PersonalDataPage({
  ctx,
  names,
  parts,
}: PersonalWords & { parts: readonly PersonalPart[] }) {
  const { t } = ctx;
  const empty = parts.filter(({ count }) => count === 0);
  return (
    <Page
      ctx={ctx}
      title={t('profile:data.title')}
      current="profile"
      width="narrow"
      breadcrumb={[{ label: t('news:profile.title'), href: paths.profile() }]}
    >
      <PageHeading title={t('profile:data.title')} lead={<p>{t('profile:data.lead')}</p>} />
      <Stack gap="lg">
        <div>
          <ButtonLink href={paths.personalDataFile()} download>
            {t('profile:data.download')}
          </ButtonLink>
        </div>
        <Stack>
          {parts
            .filter(({ count }) => count > 0)
            .map((part) => (
              <Part key={part.table} {...{ ctx, names, part }} />
            ))}
        </Stack>
        <Stack gap="sm">
          {empty.length > 0 && (
            <p>
              {t('profile:data.none', {
                names: empty.map(({ table }) => tableName(t, table)).join(', '),
              })}
            </p>
          )}
          <p>{t('profile:data.left')}</p>
          <p>
            <Link href={paths.privacy()}>{t('profile:data.correct')}</Link>
          </p>
        </Stack>
      </Stack>
    </Page>
  );
}

function Part({ ctx, names, part }: PersonalWords & { part: PersonalPart }) {
  const { t } = ctx;
  const { table, count, rows } = part;
  return (
    <Disclosure
      look="panel"
      open={table === 'person'}
      summary={t('profile:data.part', { name: tableName(t, table), count })}
    >
      <ul class="records">
        {rows.map((row, index) => (
          // Rows have no name of their own: their place is all they are told by.
          <li key={index}>
            <DescriptionList items={describeRow({ ctx, names }, table, row)} />
          </li>
        ))}
      </ul>
      {count > rows.length && <p>{t('profile:data.first', { count: rows.length })}</p>}
    </Disclosure>
  );
}
