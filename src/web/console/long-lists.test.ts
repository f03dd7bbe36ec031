import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { signedIn, testApp } from '../../../test/support/app.ts';
import { statementsOf } from '../../../test/support/statements.ts';
import { viewerNamed } from '../../../test/support/tickets.ts';
import { mostCounted } from '../../domain/tickets/queue-counts.ts';
import { paths } from '../../paths.ts';

// A team with years behind it: more finished tickets than a page may go through, and more live ones than are counted.

const desk = await testApp();
after(desk.close);
const { db, clock } = desk;
const nadia = await signedIn(desk, 'nadia.benali');
const viewer = await viewerNamed(db, 'nadia.benali');
const [membership] = viewer.memberships;
assert.ok(membership && viewer.memberships.length === 1);
const { teamId } = membership;
const idOf = async (slug: string) => {
  const category = db.selectFrom('category').select('id').where('slug', '=', slug);
  return (await category.executeTakeFirstOrThrow()).id;
};
const [common, rare] = [await idOf('reseau-et-wifi'), await idOf('site-web-et-intranet')];
const finished = 2_600;
const live = 150;

// Straight into the table: by the commands of the domain this would take minutes.
await sql`
  insert into ticket (category_id, requester_id, submitted_by_id, team_id, state, priority, channel, subject, description,
    phone, room, routing, submitted_at, changed_at, resolved_at, outcome, closed_at, cancelled_at, resolve_due_at,
    submission_key)
  select case when nth % 500 = 7 then ${rare}::bigint else ${common}::bigint end, marie.id, marie.id, ${teamId}::bigint,
    case when is_live then 'awaiting' when nth % 400 = 9 then 'cancelled' else 'closed' end, 'normal', 'web',
    case when nth % 1100 = 3 then 'Onduleur en panne' when nth % 2 = 0 then 'Prise murale' else 'Borne muette' end,
    'Rien à ajouter.', '', '', '{"kind": "category"}', at, at + interval '1 hour',
    case when not is_live and nth % 400 <> 9 then at end, case when not is_live and nth % 400 <> 9 then 'answered' end,
    case when not is_live and nth % 400 <> 9 then at end, case when not is_live and nth % 400 = 9 then at end,
    case when is_live then ${clock().subtract({ hours: 1 })}::timestamptz end, gen_random_uuid()
  from generate_series(1, ${finished}::integer + ${live}::integer) as nth
  cross join lateral (select nth > ${finished}::integer as is_live,
    ${clock()}::timestamptz - interval '1 year' + nth / 3 * interval '1 hour' as at) as facts
  cross join (select id from person where login = 'marie.dupont') as marie`.execute(db);

const numbersOn = (body: string): number[] =>
  [...body.matchAll(/<th scope="row"[^>]*>.*?<a [^>]*href="\/console\/demandes\/(\d+)"/gs)].map(
    (match) => Number(match[1]),
  );
const linkTo = (body: string, rel: 'next' | 'prev'): string | undefined =>
  new RegExp(`href="([^"]*)" rel="${rel}"`).exec(body)?.[1]?.replaceAll('&amp;', '&');
/** Where an empty page leads. */
const fartherOn = (body: string): string | undefined =>
  /href="([^"]*)"[^>]*><span>Chercher plus loin/.exec(body)?.[1]?.replaceAll('&amp;', '&');

async function walk(first: string, rel: 'next' | 'prev' = 'next') {
  const pages: number[][] = [];
  let last = first;
  for (let href: string | undefined = first; href !== undefined; ) {
    const { body, statusCode } = await nadia.get(href);
    assert.equal(statusCode, 200);
    pages.push(numbersOn(body));
    // An empty page leads back to the beginning only.
    if (numbersOn(body).length > 0) last = href;
    href = linkTo(body, rel) ?? fartherOn(body);
    assert.ok(pages.length < 200, 'the pages turn in a circle');
  }
  return { pages, last };
}

const plain = async (condition: ReturnType<typeof sql>, order: ReturnType<typeof sql>) => {
  const { rows } = await sql<{ number: number }>`select number from ticket
    where team_id in (select team_id from team_member where person_id = ${viewer.id}) and requester_id <> ${viewer.id} and state in ('resolved', 'closed', 'cancelled')
      and ${condition} order by ${order}`.execute(db);
  return rows.map(({ number }) => number);
};

test('what is over is gone through to its end, by activity or by date, either way', async () => {
  for (const tri of ['-activite', 'date']) {
    const way = tri.startsWith('-') ? 'desc' : 'asc';
    const column = tri.endsWith('date') ? 'submitted_at' : 'changed_at';
    const order = sql.raw(`${column} ${way}, number ${way}`);
    const first = paths.console({ vue: 'terminees', tri, taille: 100 });
    const forward = await walk(first);
    assert.deepEqual(forward.pages.flat(), await plain(sql`true`, order), tri);
    const back = await walk(forward.last, 'prev');
    assert.deepEqual(back.pages.toReversed().flat(), forward.pages.flat(), `${tri}, back`);
  }
});

test('a filter that few of ten years pass finds all of them, a stretch at a time', async () => {
  const cases = [
    [{ nature: 'site-web-et-intranet' }, sql`category_id = ${rare}`],
    [{ etat: 'annulee' }, sql`state = 'cancelled'`],
    [{ priorite: 'basse' }, sql`priority = 'low'`],
  ] as const;
  for (const [filter, condition] of cases) {
    const { pages } = await walk(paths.console({ vue: 'terminees', ...filter }));
    assert.deepEqual(pages.flat(), await plain(condition, sql`changed_at desc, number desc`));
    assert.ok(pages.length > 1, 'one page went through everything');
  }
  const { body } = await nadia.get(
    paths.console({ vue: 'terminees', nature: 'site-web-et-intranet' }),
  );
  assert.match(body, /Seule une partie de la liste a été parcourue/);
  const none = await nadia.get(paths.console({ vue: 'terminees', priorite: 'basse' }));
  assert.match(none.body, /Rien dans cette partie de la liste/);
});

test('a word is found among what is over whether few or many tickets hold it', async () => {
  const cases = [
    ['onduleurs', sql`subject = 'Onduleur en panne'`],
    ['prises murales', sql`subject = 'Prise murale'`],
    ['marie dupont', sql`requester_id = (select id from person where login = 'marie.dupont')`],
  ] as const;
  for (const [q, condition] of cases) {
    const { pages } = await walk(paths.console({ vue: 'terminees', q, taille: 100 }));
    assert.deepEqual(pages.flat(), await plain(condition, sql`changed_at desc, number desc`), q);
  }
  const rarest = await nadia.get(paths.console({ vue: 'terminees', q: 'onduleur' }));
  assert.equal(linkTo(rarest.body, 'next'), undefined, 'an index told that there are no others');
});

test('looking for words takes six statements at most, wherever they are', async () => {
  for (const vue of ['equipe', 'terminees']) {
    for (const q of ['onduleur', 'prise murale', 'introuvable', 'marie']) {
      const statements = await statementsOf(() => nadia.get(paths.console({ vue, q })));
      assert.ok(statements.length <= 6, `${vue} ${q}\n${statements.join('\n\n')}`);
    }
  }
});

test('what is over is sorted by what an index holds, and other headings are no links', async () => {
  const { body } = await nadia.get(paths.console({ vue: 'terminees', tri: 'demandeur' }));
  assert.deepEqual(
    [...body.matchAll(/class="sort-link" href="[^"]*tri=(-?[a-z-]+)/g)].map((match) => match[1]),
    ['-date', 'activite'],
  );
  const usual = await nadia.get(paths.console({ vue: 'terminees' }));
  assert.deepEqual(
    numbersOn(body),
    numbersOn(usual.body),
    'an order there is not is the usual one',
  );
});

test('more than ninety-nine are said so, to those who look and to those who listen', async () => {
  const { body } = await nadia.get(paths.console());
  for (const view of ['libres', 'equipe', 'en-retard']) {
    const tab = new RegExp(`href="/console\\?vue=${view}[^>]*>(.*?)</a>`, 's').exec(body)?.[1];
    assert.match(tab ?? '', /<span aria-hidden="true">\(99\+\)<\/span>/, view);
    assert.match(tab ?? '', /plus de 99/, view);
  }
  assert.equal(mostCounted, 99);
  const board = (await nadia.get(paths.dueBoard())).body;
  assert.match(board, /Déjà en retard <span aria-hidden="true">\(99\+\)/);
  assert.match(board, /dont au moins \d+ libres/);
});

test('teams of unequal lengths are gone through together, and no line is missed nor comes twice', async () => {
  const other = await db
    .selectFrom('team')
    .select('id')
    .where('id', '<>', teamId)
    .limit(1)
    .executeTakeFirstOrThrow();
  await db
    .insertInto('team_member')
    .values({ team_id: other.id, person_id: viewer.id, role: 'agent' })
    .execute();
  // Its tickets are fewer, and older for the most part: where its stretch ends is not where the other one’s does.
  await sql`update ticket set team_id = ${other.id}
    where team_id = ${teamId} and state in ('closed', 'cancelled')
      and number % 5 < (case when submitted_at < ${clock().subtract({ hours: 8000 })}::timestamptz then 4 else 1 end)`.execute(
    db,
  );
  const cases = [
    [{}, sql`true`],
    [{ etat: 'annulee' }, sql`state = 'cancelled'`],
    [{ nature: 'site-web-et-intranet' }, sql`category_id = ${rare}`],
    [
      { q: 'bornes muettes', etat: 'annulee' },
      sql`state = 'cancelled' and subject = 'Borne muette'`,
    ],
    [{ q: 'onduleur' }, sql`subject = 'Onduleur en panne'`],
  ] as const;
  for (const [filter, condition] of cases) {
    for (const [tri, order] of [
      ['-activite', sql`changed_at desc, number desc`],
      ['date', sql`submitted_at, number`],
    ] as const) {
      const said = JSON.stringify([filter, tri]);
      const forward = await walk(paths.console({ vue: 'terminees', tri, taille: 100, ...filter }));
      const expected = await plain(condition, order);
      assert.deepEqual(forward.pages.flat(), expected, said);
      const back = await walk(forward.last, 'prev');
      assert.deepEqual(back.pages.toReversed().flat(), expected, `${said}, back`);
    }
  }
});
