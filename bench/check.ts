import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Floors } from './floors.ts';
import type { Result, SizeResult } from './run.ts';
import type { Size } from './sizes.ts';

type WorkloadBudget = {
  floor?: keyof Floors;
  ratio?: number;
  /** Added to the ratio, in milliseconds. */
  plusMs?: number;
  statements?: number;
  aimMs?: number;
  aimCpuMs?: number;
};

export type Budgets = {
  growth: { from: Size; to: Size; most: number };
  workloads: Record<string, WorkloadBudget>;
  throughput: Record<string, { floor: keyof Floors; share?: number; aimPerSecond?: number }>;
  weights: Record<
    string,
    Partial<
      Record<'coldBytes' | 'coldRequests' | 'warmBytes' | 'warmRequests' | 'scriptBytes', number>
    >
  >;
  memory: { applicationBytes: number; streamsBytes: number; growthPerMinute: number };
  overload: { admittedP95Ms: number; normalAfterSeconds: number };
  lighthouse: { performance: number; accessibility: number };
};

/** Reads what is promised. */
export const readBudgets = (): Budgets =>
  JSON.parse(readFileSync(join(import.meta.dirname, 'budgets.json'), 'utf8')) as Budgets;

/** One line of the contract: what was found beside what is promised. */
export type Line = {
  size: Size;
  what: string;
  found: number;
  most: number;
  unit: string;
  ok: boolean;
};

const atMost = (size: Size, what: string, found: number, most: number, unit = ''): Line => ({
  ...{ size, what, found, most, unit },
  ok: found <= most,
});

/** Compares everything that was measured with its budget: ratios, counts and bytes; never a time by itself. */
export function compare({ sizes }: Result, budgets: Budgets): Line[] {
  return [...sizes.flatMap((one) => linesOf(one, budgets)), ...growthLines(sizes, budgets)];
}

const least = (size: Size, what: string, found: number, fewest: number): Line => ({
  ...{ size, what, found, most: fewest, unit: 'au moins' },
  ok: found >= fewest,
});

function linesOf(result: SizeResult, budgets: Budgets): Line[] {
  const { size, floors } = result;
  const lines: Line[] = [];
  for (const { id, figure, statements } of result.measured) {
    const { floor, ratio, plusMs = 0, statements: most } = budgets.workloads[id] ?? {};
    if (most !== undefined) lines.push(atMost(size, `${id} : requêtes SQL`, statements, most));
    if (!floors || !floor || ratio === undefined) continue;
    const allowed = floors[floor].p50 * ratio + plusMs;
    const words =
      plusMs > 0
        ? `${id} : part de ${String(ratio)} × plancher + ${String(plusMs)} ms`
        : `${id} : × plancher (${floor})`;
    lines.push(
      plusMs > 0
        ? atMost(size, words, figure.p50 / allowed, 1, '×')
        : atMost(size, words, figure.p50 / floors[floor].p50, ratio, '×'),
    );
  }
  for (const [id, { floor, share }] of Object.entries(budgets.throughput)) {
    const many = result.measured.find((one) => one.id === id)?.many;
    if (!many || !floors || share === undefined) continue;
    lines.push(
      least(
        size,
        `${id} : part du débit du plancher`,
        many.perSecond / floors[floor].perSecond,
        share,
      ),
    );
  }
  for (const { page, performance, accessibility } of result.notes) {
    const fewest = budgets.lighthouse;
    lines.push(least(size, `Lighthouse, ${page} : rapidité`, performance, fewest.performance));
    lines.push(
      least(size, `Lighthouse, ${page} : accessibilité`, accessibility, fewest.accessibility),
    );
  }
  return [...lines, ...weightLines(result, budgets), ...pressureLines(result, budgets)];
}

function weightLines({ size, weights }: SizeResult, budgets: Budgets): Line[] {
  return weights.flatMap(({ page, cold, warm }) => {
    const found = {
      coldBytes: cold.bytes,
      coldRequests: cold.requests,
      warmBytes: warm.bytes,
      warmRequests: warm.requests,
      scriptBytes: cold.script,
    };
    const names = {
      coldBytes: 'octets à froid',
      coldRequests: 'demandes à froid',
      warmBytes: 'octets ensuite',
      warmRequests: 'demandes ensuite',
      scriptBytes: 'octets de script',
    };
    const kinds = Object.keys(found) as (keyof typeof found)[];
    return kinds.flatMap((kind) => {
      const most = budgets.weights[page]?.[kind];
      return most === undefined
        ? []
        : [atMost(size, `${page} : ${names[kind]}`, found[kind], most)];
    });
  });
}

function pressureLines(
  { size, hour, streams, flat, overload }: SizeResult,
  { memory, overload: most }: Budgets,
): Line[] {
  const lines: Line[] = [];
  if (hour) {
    const peak = Math.max(...hour.memory.map(({ bytes }) => bytes));
    lines.push(atMost(size, 'W8 : octets de l’application', peak, memory.applicationBytes));
    lines.push(atMost(size, 'W8 : erreurs', hour.errors, 0));
  }
  if (streams) {
    lines.push(least(size, 'flux au repos ouverts', streams.open, streams.wanted));
    lines.push(atMost(size, 'flux au repos : octets', streams.bytes, memory.streamsBytes));
  }
  if (flat)
    lines.push(
      atMost(
        size,
        'mémoire : part gagnée par minute',
        flat.growthPerMinute,
        memory.growthPerMinute,
      ),
    );
  if (overload) {
    lines.push(
      atMost(size, 'surcharge : p95 des admis (ms)', overload.admittedP95, most.admittedP95Ms),
    );
    lines.push(atMost(size, 'surcharge : sans réponse', overload.failed, 0));
    lines.push(
      atMost(
        size,
        'surcharge : refus sans Retry-After',
        overload.refused - overload.refusedWithRetry,
        0,
      ),
    );
    lines.push(
      atMost(
        size,
        'surcharge : retour à la normale (s)',
        overload.normalAfter,
        most.normalAfterSeconds,
      ),
    );
  }
  return lines;
}

/** How much slower each thing is with a hundred times more tickets. */
function growthLines(sizes: readonly SizeResult[], { growth }: Budgets): Line[] {
  const [small, large] = [growth.from, growth.to].map((size) =>
    sizes.find((one) => one.size === size),
  );
  if (!small || !large) return [];
  return large.measured.flatMap(({ id, figure }) => {
    const before = small.measured.find((one) => one.id === id)?.figure.p50 ?? 0;
    if (before === 0) return [];
    return [
      atMost(
        large.size,
        `${id} : p50 de ${large.size} / ${small.size}`,
        figure.p50 / before,
        growth.most,
        '×',
      ),
    ];
  });
}
