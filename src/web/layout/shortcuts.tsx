import { paths } from '../../paths.ts';
import { Button } from '../../ui/button.tsx';
import type { TextKey } from '../../ui/texts.ts';
import type { PageContext } from './page-context.ts';

type Shortcut = {
  key: string;
  words: TextKey;
  /** `go` opens, follows or puts the cursor; `next` and `previous` walk along all that match. */
  act: 'go' | 'next' | 'previous' | 'list';
  /** Where on the page, in the words of style sheets. */
  target: string;
  /** Where to go when the page has no such place. */
  href?: string;
};
type ShortcutGroup = { title: TextKey; forAgents: boolean; shortcuts: readonly Shortcut[] };

const go = (key: string, words: TextKey, target: string): Shortcut => ({
  key,
  words,
  target,
  act: 'go',
});

const rows = 'main tbody th a[href], main .result a[href]';

/** The search of the page, else that of the whole site. */
const searches =
  'main input[type=search], body:not(:has(main input[type=search])) .site-search input';

/** Each letter leads to a place; none acts by itself: what changes something is still sent by its button. */
const groups: readonly ShortcutGroup[] = [
  {
    title: 'profile:keys.everywhere',
    forAgents: false,
    shortcuts: [
      { key: '?', words: 'profile:keys.list', act: 'list', target: '' },
      { ...go('/', 'profile:keys.search', searches), href: paths.search() },
      { key: 'j', words: 'profile:keys.next', act: 'next', target: rows },
      { key: 'k', words: 'profile:keys.previous', act: 'previous', target: rows },
      go(
        'r',
        'profile:keys.reply',
        '#repondre textarea, #question textarea, #completer textarea, #completer',
      ),
    ],
  },
  {
    title: 'profile:keys.console',
    forAgents: true,
    shortcuts: [
      go('l', 'profile:keys.queue', `nav a[href="${paths.console()}"]`),
      go('n', 'profile:keys.note', '#noter textarea'),
      go('s', 'profile:keys.resolve', '#acte-resolution'),
      go('q', 'profile:keys.ask', '#acte-question'),
      go('a', 'profile:keys.hold', '#acte-hold'),
      go('o', 'profile:keys.transfer', '#acte-transfer'),
    ],
  },
];

const groupsFor = ({ person }: PageContext) => {
  const answers = person !== null && (person.isAgent || person.isAdministrator);
  return groups.filter(({ forAgents }) => answers || !forAgents);
};

/** What the body of a page says to the script of the shortcuts: nothing, unless its reader asked for them. */
export function shortcutAttributes(ctx: PageContext): Record<string, string> {
  if (!ctx.preferences.shortcuts) return {};
  const keys = groupsFor(ctx)
    .flatMap(({ shortcuts }) => shortcuts)
    .map(({ key, act, target, href }) => [key, { act, target, href }] as const);
  return {
    'data-controller': 'shortcuts',
    'data-shortcuts-keys-value': JSON.stringify(Object.fromEntries(keys)),
  };
}

/** The letters and where each one leads. */
export function ShortcutList({ ctx, level }: { ctx: PageContext; level: 3 | 4 }) {
  const { t } = ctx;
  const Title: 'h3' | 'h4' = `h${level}`;
  return (
    <>
      {groupsFor(ctx).map(({ title, shortcuts }) => (
        <div key={title} class="keys">
          <Title>{t(title)}</Title>
          <dl>
            {shortcuts.map(({ key, words }) => (
              <div key={key}>
                <dt>
                  <kbd>{key}</kbd>
                </dt>
                <dd>{t(words)}</dd>
              </div>
            ))}
          </dl>
        </div>
      ))}
    </>
  );
}

/** The list that « ? » opens, over the page. */
export function ShortcutsDialog({ ctx }: { ctx: PageContext }) {
  const { t } = ctx;
  if (!ctx.preferences.shortcuts) return null;
  return (
    <dialog
      class="dialog"
      id="raccourcis-clavier"
      aria-labelledby="raccourcis-clavier-titre"
      data-shortcuts-target="list"
    >
      <h2 id="raccourcis-clavier-titre">{t('profile:keys.title')}</h2>
      <ShortcutList ctx={ctx} level={3} />
      <p class="muted">{t('profile:keys.turnOff')}</p>
      <form method="dialog">
        <Button variant="secondary">{t('profile:keys.close')}</Button>
      </form>
    </dialog>
  );
}
