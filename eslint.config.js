import tseslint from 'typescript-eslint';

const clockRules = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Read the clock through src/platform/clock.ts: `now` is an argument.',
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'Read the clock through src/platform/clock.ts: `now` is an argument.',
  },
  {
    selector: "MemberExpression[object.name='Temporal'][property.name='Now']",
    message: 'Read the clock through src/platform/clock.ts: `now` is an argument.',
  },
];
const environmentRule = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'Only src/config.ts reads the environment.',
};
const rawHtmlRule = {
  selector:
    "JSXAttribute[name.name='dangerouslySetInnerHTML'], Property[key.name='dangerouslySetInnerHTML']",
  message: 'Raw HTML is written in src/platform/html/ only.',
};

/** The restricted syntax of src/, minus what one place is there to do. */
const restricted = (files, ...rules) => ({
  files,
  rules: { 'no-restricted-syntax': ['error', ...rules] },
});

export default tseslint.config(
  {
    ignores: [
      'node_modules',
      'data',
      'dist',
      '.cache',
      'coverage',
      'test/fixtures',
      'assets/vendor',
    ],
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './tsconfig.assets.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', package: 'node:test', name: ['test', 'describe', 'it', 'suite'] },
          ],
        },
      ],
      // A Fastify handler or a test may be async without awaiting: the signature asks for a promise.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allow: [{ from: 'lib', name: ['Instant', 'PlainDate'] }] },
      ],
    },
  },
  restricted(['src/**/*.ts', 'src/**/*.tsx'], ...clockRules, environmentRule, rawHtmlRule),
  restricted(['src/platform/clock.ts'], environmentRule, rawHtmlRule),
  restricted(['src/config.ts'], ...clockRules, rawHtmlRule),
  restricted(['src/platform/html/**'], ...clockRules, environmentRule),
  restricted(['src/**/*.test.ts', 'src/**/*.test.tsx'], environmentRule),
  { files: ['scripts/**', 'test/**', 'bench/**'], rules: { 'no-console': 'off' } },
);
