/**
 * The import ladder:
 *   main, worker → app → web, identity, mail, jobs → domain → platform; web, identity → ui → platform/html
 * Inside domain:
 *   audit, settings ← people ← teams, catalogue ← routing, calendar ← files, drafts ← tickets
 *   ← announcements, notifications, knowledge, search, reports
 * A folder imports itself and what stands below it, nothing else.
 */
/** What starts and stops the product: main and the files it was cut into. */
const entry = '^src/(main|worker|serve|resources|demonstration|first-administrator)[.]ts$';
const test = '[.]test[.]tsx?$';
const steps = [
  ['audit', 'settings'],
  ['people'],
  ['teams', 'catalogue'],
  ['routing', 'calendar'],
  ['files', 'drafts'],
  ['tickets'],
  ['announcements', 'notifications', 'knowledge', 'search', 'reports'],
];

const ladder = (name, from, above) => ({
  name,
  severity: 'error',
  from: { path: from, pathNot: test },
  to: { path: above },
});

/** A domain folder sees the steps below its own and the neighbours named before it, nothing of what comes after. */
const domainRules = steps.flatMap((step, index) =>
  step.map((folder) => {
    const unseen = [...step.slice(step.indexOf(folder) + 1), ...steps.slice(index + 1).flat()];
    return ladder(
      `domain-${folder}`,
      `^src/domain/${folder}/`,
      unseen.length ? `^src/domain/(${unseen.join('|')})/` : '^$',
    );
  }),
);

module.exports = {
  forbidden: [
    {
      name: 'no-cycle',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    ladder('nobody-imports-an-entry', '^src/(app[.]ts$|paths|config|[^/]+/)', entry),
    ladder('only-entries-import-app', '^src/(paths|config|[^/]+/)', '^src/app[.]ts$'),
    ladder('platform-is-the-ground', '^src/platform/', '^src/(?!platform/)'),
    ladder(
      'domain-knows-no-door',
      '^src/domain/',
      '^src/(?!(domain|platform)/)|^src/platform/(html|http)/',
    ),
    ladder(
      'domain-speaks-no-http',
      '^src/domain/',
      '(^|/)node_modules/(fastify|@fastify|preact|i18next)',
    ),
    ladder('ui-is-only-looks', '^src/ui/', '^src/(?!(ui/|paths[.]ts$|platform/(html/|text)))'),
    ladder('web-is-a-door', '^src/web/', '^src/(identity|mail|jobs)/'),
    ladder('identity-is-a-door', '^src/identity/', '^src/(mail|jobs)/'),
    ladder('mail-is-a-door', '^src/mail/', '^src/(web|identity|jobs|ui)/'),
    ladder('jobs-is-a-door', '^src/jobs/', '^src/(web|identity|mail|ui)/'),
    ladder('paths-stand-alone', '^src/paths[.]ts$', '^src/'),
    ladder('config-stands-alone', '^src/config[^/]*[.]ts$', '^src/(?!platform/|config-)'),
    ladder('config-is-for-doors', '^src/(domain|platform|ui)/', '^src/config[^/]*[.]ts$'),
    ladder('only-the-start-plants', '^src/(?!demonstration[.]ts$)', '^seeds/'),
    {
      name: 'product-needs-no-test',
      severity: 'error',
      from: { path: '^src/', pathNot: test },
      to: { path: `^(test|scripts|bench)/|${test}` },
    },
    {
      name: 'product-needs-no-dev-package',
      severity: 'error',
      from: { path: '^src/', pathNot: test },
      to: { dependencyTypes: ['npm-dev'] },
    },
    {
      name: 'packages-are-declared',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    { name: 'resolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
    ...domainRules,
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json', '.d.ts'],
    },
  },
};
