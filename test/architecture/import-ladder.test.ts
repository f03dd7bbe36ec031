import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { root } from '../support/sources.ts';

type Cruise = {
  summary: {
    totalCruised: number;
    violations: { from: string; to: string; rule: { name: string } }[];
  };
};

function cruise(folder: string): Promise<Cruise> {
  const program = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const words = [program, 'src', '--config', '.dependency-cruiser.cjs', '--output-type', 'json'];
  return new Promise((resolve, reject) => {
    const options = { cwd: folder, maxBuffer: 100_000_000 };
    execFile(process.execPath, words, options, (error, stdout) => {
      if (stdout === '') reject(error ?? new Error('dependency-cruiser said nothing'));
      else resolve(JSON.parse(stdout) as Cruise);
    });
  });
}

const told = ({ summary }: Cruise): string[] =>
  summary.violations.map(({ from, to, rule }) => `${rule.name}: ${from} → ${to}`);

test('every import goes down the ladder', async () => {
  const result = await cruise(root);
  assert.deepEqual(told(result), []);
  assert.ok(result.summary.totalCruised > 150, `${String(result.summary.totalCruised)} modules`);
});

/** Who imports whom, and the rule that must refuse it. */
const planted: [from: string, to: string, rule: string][] = [
  ['src/platform/db/a.ts', 'src/domain/people/b.ts', 'platform-is-the-ground'],
  ['src/domain/people/c.ts', 'src/web/console/d.ts', 'domain-knows-no-door'],
  ['src/domain/people/e.ts', 'src/platform/html/f.ts', 'domain-knows-no-door'],
  ['src/domain/people/g.ts', 'src/domain/tickets/h.ts', 'domain-people'],
  ['src/domain/audit/i.ts', 'src/domain/settings/j.ts', 'domain-audit'],
  ['src/domain/tickets/k.ts', 'src/domain/notifications/l.ts', 'domain-tickets'],
  ['src/ui/m.ts', 'src/domain/people/b.ts', 'ui-is-only-looks'],
  ['src/ui/n.ts', 'src/platform/db/o.ts', 'ui-is-only-looks'],
  ['src/web/console/p.ts', 'src/jobs/q.ts', 'web-is-a-door'],
  ['src/web/console/r.ts', 'src/app.ts', 'only-entries-import-app'],
  ['src/jobs/s.ts', 'src/main.ts', 'nobody-imports-an-entry'],
  ['src/domain/people/t.ts', 'src/config.ts', 'domain-knows-no-door'],
  ['src/web/console/u.ts', 'seeds/world.ts', 'only-the-start-plants'],
  ['src/web/console/v.ts', 'src/missing.ts', 'resolved'],
  ['src/platform/w.ts', 'test/support/x.ts', 'product-needs-no-test'],
];
const cycle = 'src/platform/y.ts';

test('an import that goes up is refused, whichever step it skips', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ladder-'));
  after(() => rm(folder, { recursive: true, force: true }));
  const write = async (file: string, text: string): Promise<void> => {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  };
  const up = (file: string): string => '../'.repeat(file.split('/').length - 1);
  for (const file of ['.dependency-cruiser.cjs', 'tsconfig.json', 'package.json']) {
    await cp(join(root, file), join(folder, file));
  }
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  for (const [, to] of planted) if (!to.includes('missing')) await write(to, 'export {};\n');
  for (const [from, to] of planted) await write(from, `import '${up(from)}${to}';\n`);
  await write(cycle, "import './z.ts';\n");
  await write('src/platform/z.ts', "import './y.ts';\n");
  await write('src/domain/people/fastify.ts', "import 'fastify';\n");
  await write('src/platform/dev.ts', "import 'fast-check';\n");

  const { summary } = await cruise(folder);
  const refused = (from: string, rule: string): boolean =>
    summary.violations.some((one) => one.from === from && one.rule.name === rule);
  for (const [from, to, rule] of planted) assert.ok(refused(from, rule), `${from} → ${to}`);
  assert.ok(refused(cycle, 'no-cycle') || refused('src/platform/z.ts', 'no-cycle'));
  assert.ok(refused('src/domain/people/fastify.ts', 'domain-speaks-no-http'));
  assert.ok(refused('src/platform/dev.ts', 'product-needs-no-dev-package'));
});
