import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Budgets, compare, type Line } from './check.ts';
import type { Floors } from './floors.ts';
import type { Measured, Result, SizeResult } from './run.ts';

const folder = join(import.meta.dirname, 'results');

const ms = (value: number): string => (value < 10 ? value.toFixed(2) : value.toFixed(1));
const mib = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(0)} Mio`;

/** What each figure is told beside, when its budget names no floor. */
const usualFloor: Readonly<Record<string, keyof Floors>> = {
  W1: 'insertFive',
  W5: 'insertFive',
  W5r: 'insertFive',
  'W6 rare': 'rareWord',
  'W6 number': 'rareWord',
  'W6 common': 'commonWord',
  'W6 misspelt': 'rareWord',
};
const floorOf = (id: string): keyof Floors => usualFloor[id] ?? 'fastify';
const ratioOf = ({ id, figure }: Measured, floors: Floors | null): number | null =>
  floors ? figure.p50 / floors[floorOf(id)].p50 : null;

const head = [
  '',
  'p50',
  'p95',
  'p99',
  '/s',
  '× plancher',
  'CPU app',
  'CPU base',
  'SQL',
  'blocs',
  'visé',
];

function rowsOf(result: SizeResult, { workloads }: Budgets): string[][] {
  return result.measured.map((one) => {
    const { id, title, figure, many, cpu, statements, blocks } = one;
    const ratio = ratioOf(one, result.floors);
    const aim = workloads[id]?.aimMs;
    const throughput = many
      ? `${figure.perSecond.toFixed(0)} (${many.perSecond.toFixed(0)})`
      : figure.perSecond.toFixed(0);
    return [
      `${id} ${title}`,
      ms(figure.p50),
      ms(figure.p95),
      ms(figure.p99),
      throughput,
      ratio === null ? '' : ratio.toFixed(1),
      ms(cpu.application),
      ms(cpu.database),
      String(statements),
      String(blocks),
      aim === undefined ? '' : `≤ ${String(aim)}`,
    ];
  });
}

const floorNames: Readonly<Record<keyof Floors, string>> = {
  node: 'node:http, page constante',
  fastify: 'Fastify et une lecture de 15 lignes',
  fastifyMany: 'la même, à plusieurs',
  insertOne: 'transaction d’insertion, une requête',
  insertFive: 'transaction d’insertion, cinq requêtes',
  insertFiveMany: 'la même, à plusieurs',
  rows: '15 lignes par un index, en SQL',
  rareWord: 'mot rare, en SQL',
  commonWord: 'mot courant, les 300 plus récentes, en SQL',
};

function floorRows({ floors }: SizeResult): string[][] {
  if (!floors) return [];
  return (Object.keys(floorNames) as (keyof Floors)[]).map((name) => {
    const { p50, p95, p99, perSecond } = floors[name];
    return [floorNames[name], ms(p50), ms(p95), ms(p99), perSecond.toFixed(0)];
  });
}

/** Lines up columns; the first one on the left. */
function tabulate(rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  '),
    )
    .join('\n');
}

function factsOf(result: SizeResult): string[] {
  const { memory, hour, streams, flat, overload, weights, notes } = result;
  return [
    `base ${mib(result.databaseBytes)} ; mémoire : application ${mib(memory.application)} (à la fin ${mib(memory.applicationAfter)}), PostgreSQL ${mib(memory.database)}`,
    ...weights.map(
      ({ page, cold, warm }) =>
        `${page} : ${String(cold.bytes)} octets en ${String(cold.requests)} demandes à froid (script ${String(cold.script)}), ${String(warm.bytes)} en ${String(warm.requests)} ensuite`,
    ),
    ...notes.map(
      ({ page, performance, accessibility }) =>
        `Lighthouse, ${page} : rapidité ${(100 * performance).toFixed(0)}, accessibilité ${(100 * accessibility).toFixed(0)}`,
    ),
    ...(hour
      ? [
          `W8 : ${hour.pages.perSecond.toFixed(0)} pages/s, p50 ${ms(hour.pages.p50)}, p95 ${ms(hour.pages.p95)}, p99 ${ms(hour.pages.p99)} ms, ${String(hour.errors)} erreurs, mémoire au plus ${mib(Math.max(...hour.memory.map(({ bytes }) => bytes)))}`,
        ]
      : []),
    ...(streams
      ? [
          `${String(streams.open)} flux au repos : ${mib(streams.bytes)} (${(streams.bytesEach / 1024).toFixed(0)} Kio chacun)`,
        ]
      : []),
    ...(flat
      ? [
          `mémoire, ${(flat.pages.seconds / 60).toFixed(0)} min de W8 : ${(100 * flat.growthPerMinute).toFixed(2)} % par minute`,
        ]
      : []),
    ...(overload
      ? [
          `surcharge (3 × ${overload.knee.toFixed(0)}/s) : ${String(overload.asked)} demandées, ${String(overload.admitted)} admises (p95 ${overload.admittedP95.toFixed(0)} ms), ${String(overload.refused)} refusées, ${String(overload.failed)} sans réponse, normale après ${overload.normalAfter.toFixed(1)} s, retard du client ${overload.clientLateP99.toFixed(0)} ms (p99)`,
        ]
      : []),
  ];
}

/** Everything on one table for the terminal. */
export function tableOf(result: Result, budgets: Budgets): string {
  const parts = result.sizes.map((one) =>
    [
      `\n${one.size} (${String(one.tickets)} demandes), en millisecondes`,
      tabulate([head, ...rowsOf(one, budgets), ...(one.floors ? [['—']] : []), ...floorRows(one)]),
      ...factsOf(one),
    ].join('\n'),
  );
  const { before, after } = result.calibration;
  return [...parts, `\nétalonnage : ${ms(before)} puis ${ms(after)} ms`].join('\n');
}

/** What is beyond its budget, and what is within, for the terminal. */
export function verdictOf(lines: readonly Line[]): string {
  return lines
    .map(({ size, what, found, most, unit, ok }) => {
      const value = (n: number): string => (Number.isInteger(n) ? String(n) : n.toFixed(2));
      const bound = unit === 'au moins' ? `au moins ${value(most)}` : `au plus ${value(most)}`;
      return `${ok ? '✔' : '✖'} ${size.padEnd(4)} ${what} : ${value(found)} (${bound})`;
    })
    .join('\n');
}

/** Writes the results as JSON and as one page without any link outside; gives their names. */
export function writeReport(result: Result, budgets: Budgets): string[] {
  mkdirSync(folder, { recursive: true });
  const name = result.at.replaceAll(/[:T]/g, '-').replace('Z', '');
  const files = [join(folder, `${name}.json`), join(folder, `${name}.html`)] as const;
  writeFileSync(files[0], `${JSON.stringify(result, null, 1)}\n`);
  writeFileSync(files[1], pageOf(result, budgets));
  return [...files];
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};
const escape = (text: string): string => text.replaceAll(/[&<>"]/g, (one) => escapes[one] ?? one);

const style = `:root{color-scheme:light dark;--ink:light-dark(#1a1a1a,#eee);--soft:light-dark(#5a5a5a,#aaa);--line:light-dark(#d8d8d8,#444);--a:light-dark(#0b5cad,#7ab8f5);--b:light-dark(#b4540a,#f0a968);--ok:light-dark(#1c6b35,#7fd49a);--bad:light-dark(#a8201a,#ff9a94)}
body{font:1rem/1.5 system-ui,sans-serif;color:var(--ink);max-width:75rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;font-variant-numeric:tabular-nums;display:block;overflow-x:auto}th,td{padding:.25rem .6rem;border-bottom:1px solid var(--line);text-align:right;white-space:nowrap}
th:first-child,td:first-child{text-align:left}thead th{color:var(--soft);font-weight:600}.ok{color:var(--ok)}.bad{color:var(--bad);font-weight:600}
figure{margin:1.5rem 0}figcaption{color:var(--soft)}svg text{font:13px system-ui,sans-serif;fill:var(--ink)}details{margin:1rem 0}pre{white-space:pre-wrap;font-size:.8rem}`;

function pageOf(result: Result, budgets: Budgets): string {
  const { machine, calibration, at, options } = result;
  const lines = compare(result, budgets);
  const sizes = result.sizes.map((one) => sectionOf(one, budgets)).join('\n');
  return `<!doctype html>
<html lang="fr"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Mesures du ${escape(at)}</title>
<style>${style}</style>
<h1>Centre de services : mesures</h1>
<p>${escape(at)} · ${String(machine.cpus)} cœurs (${escape(machine.model)}), ${mib(machine.memory)} · Node ${escape(machine.node)} · PostgreSQL ${escape(machine.postgres)} · graine ${String(options.seed)}, ${String(options.seconds)} s par mesure, ${String(options.clients)} personnes pour les débits · étalonnage ${ms(calibration.before)} puis ${ms(calibration.after)} ms</p>
${growthPlot(result)}
${sizes}
<h2>Contrat</h2>
<table><thead><tr><th>Taille et mesure<th>Trouvé<th>Promis</tr></thead><tbody>${lines
    .map(
      ({ size, what, found, most, unit, ok }) =>
        `<tr><td class="${ok ? 'ok' : 'bad'}">${ok ? '✔' : '✖'} ${size} — ${escape(what)}<td>${round(found)}<td>${unit === 'au moins' ? '≥' : '≤'} ${round(most)}</tr>`,
    )
    .join('')}</tbody></table>
</html>
`;
}

const round = (value: number): string =>
  Number.isInteger(value) ? String(value) : value.toFixed(2);
const table = (rows: readonly (readonly string[])[]): string =>
  `<table><thead><tr>${head.map((cell) => `<th>${escape(cell)}`).join('')}</tr></thead><tbody>${rows
    .map((row) => `<tr>${row.map((cell) => `<td>${escape(cell)}`).join('')}</tr>`)
    .join('')}</tbody></table>`;

function sectionOf(one: SizeResult, budgets: Budgets): string {
  const spent = one.measured.map(
    ({ id, title, spent }) =>
      `<details><summary>${escape(`${id} ${title}`)} : ${String(spent.length)} requêtes</summary>${spent
        .map(
          ({ query, calls, milliseconds, blocks }) =>
            `<p>${calls.toFixed(1)} fois, ${ms(milliseconds)} ms, ${String(blocks)} blocs</p><pre>${escape(query)}</pre>`,
        )
        .join('')}</details>`,
  );
  return `<h2>${one.size} : ${one.tickets.toLocaleString('fr')} demandes</h2>
${latencyPlot(one)}
${table([...rowsOf(one, budgets), ...floorRows(one)])}
<ul>${factsOf(one)
    .map((fact) => `<li>${escape(fact)}`)
    .join('')}</ul>
${memoryPlot(one)}
${spent.join('\n')}`;
}

/** p50 of each thing, p95 behind it, and its floor as a mark. */
function latencyPlot({ size, measured, floors }: SizeResult): string {
  if (measured.length === 0) return '';
  const [left, width, step] = [320, 620, 26];
  const most = Math.max(...measured.map(({ figure }) => figure.p95), 1);
  const x = (value: number): number => left + (width * value) / most;
  const bars = measured.map(({ id, title, figure }, index) => {
    const y = 8 + index * step;
    const mark = floors
      ? `<rect x="${(x(floors[floorOf(id)].p50) - 1).toFixed(1)}" y="${String(y - 2)}" width="3" height="20" fill="var(--b)"/>`
      : '';
    return `<text x="${String(left - 8)}" y="${String(y + 13)}" text-anchor="end">${escape(`${id} ${title}`.slice(0, 44))}</text><rect x="${String(left)}" y="${String(y)}" width="${(x(figure.p95) - left).toFixed(1)}" height="16" fill="var(--a)" opacity=".3"/><rect x="${String(left)}" y="${String(y)}" width="${(x(figure.p50) - left).toFixed(1)}" height="16" fill="var(--a)"/>${mark}<text x="${(x(figure.p95) + 6).toFixed(1)}" y="${String(y + 13)}">${ms(figure.p50)}</text>`;
  });
  const height = 16 + measured.length * step;
  return `<figure><svg viewBox="0 0 1010 ${String(height)}" role="img" aria-label="Temps de réponse à ${size}">${bars.join('')}</svg><figcaption>p50 (plein) et p95 (clair), en millisecondes ; le trait est le plancher.</figcaption></figure>`;
}

/** p50 of each thing at the largest size over the smallest. */
function growthPlot({ sizes }: Result): string {
  const [small, large] = [sizes[0], sizes.at(-1)];
  if (!small || !large || small === large) return '';
  const pairs = large.measured.flatMap(({ id, figure }) => {
    const before = small.measured.find((one) => one.id === id)?.figure.p50 ?? 0;
    return before > 0 ? [{ id, growth: figure.p50 / before }] : [];
  });
  const most = Math.max(2, ...pairs.map(({ growth }) => growth));
  const [left, width, step] = [140, 800, 24];
  const x = (value: number): number => left + (width * value) / most;
  const bars = pairs.map(({ id, growth }, index) => {
    const y = 8 + index * step;
    return `<text x="${String(left - 8)}" y="${String(y + 12)}" text-anchor="end">${escape(id)}</text><rect x="${String(left)}" y="${String(y)}" width="${(x(growth) - left).toFixed(1)}" height="15" fill="var(--a)"/><text x="${(x(growth) + 6).toFixed(1)}" y="${String(y + 12)}">× ${growth.toFixed(2)}</text>`;
  });
  const height = 16 + pairs.length * step;
  return `<figure><svg viewBox="0 0 1010 ${String(height)}" role="img" aria-label="Croissance">${bars.join('')}<rect x="${x(1.3).toFixed(1)}" y="0" width="2" height="${String(height)}" fill="var(--b)"/></svg><figcaption>p50 à ${large.size} rapporté à ${small.size} ; le trait est à 1,3.</figcaption></figure>`;
}

/** Memory of the application while people work. */
function memoryPlot({ hour, flat }: SizeResult): string {
  const samples = (flat ?? hour)?.memory ?? [];
  const last = samples.at(-1);
  if (!last || samples.length < 3) return '';
  const most = Math.max(...samples.map(({ bytes }) => bytes)) * 1.1;
  const points = samples.map(
    ({ seconds, bytes }) =>
      `${(60 + (900 * seconds) / last.seconds).toFixed(1)},${(170 - (160 * bytes) / most).toFixed(1)}`,
  );
  return `<figure><svg viewBox="0 0 1010 190" role="img" aria-label="Mémoire de l’application"><polyline points="${points.join(' ')}" fill="none" stroke="var(--a)" stroke-width="2"/><text x="0" y="20">${mib(most)}</text><text x="0" y="174">0</text><text x="900" y="188">${last.seconds.toFixed(0)} s</text></svg><figcaption>Mémoire de l’application pendant W8.</figcaption></figure>`;
}
