/** What is checked of a page as a person sees it: nothing for axe to say, nothing that sticks out. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type Axe from 'axe-core';
import type { BrowserContext, Page } from 'playwright-core';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'RGAAv4', 'best-practice'];

let source: Promise<string> | undefined;
const axeSource = (): Promise<string> =>
  (source ??= readFile(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8'));

/**
 * Puts axe in the page, once for each document. Run there rather than through its Playwright wrapper, which sends it
 * again and opens a second page for each look: our pages hold no frame, the only thing the wrapper is for.
 */
async function putAxe(page: Page): Promise<void> {
  assert.equal(page.frames().length, 1, 'axe does not look into frames');
  if (await page.evaluate(() => 'axe' in globalThis)) return;
  await page.evaluate(await axeSource());
}

/** Has every page that opens there hold axe from its start: sent to each of them, it takes as long as a look. */
export async function carryAxe(context: BrowserContext): Promise<void> {
  await context.addInitScript(await axeSource());
}

export type AxeLook = {
  /** What the failure calls the page. */
  name?: string;
  /** Only the rules that look at colours: what another colour scheme can break. */
  only?: 'colours';
};

/** Fails when axe finds anything wrong with the page as it stands, and says what and where. */
export async function axeCheck(
  page: Page,
  { name = page.url(), only }: AxeLook = {},
): Promise<void> {
  await putAxe(page);
  const violations = await page.evaluate(
    async ({ tags, only }) => {
      const { axe } = globalThis as unknown as { axe: typeof Axe };
      const colours = axe.getRules(['cat.color']);
      const runOnly = only
        ? colours.flatMap(({ ruleId, tags: own }) =>
            own.some((tag) => tags.includes(tag)) ? ruleId : [],
          )
        : tags;
      const found = await axe.run(document, { runOnly, resultTypes: ['violations'] });
      return found.violations;
    },
    { tags, only },
  );
  const found = violations.map(({ id, help, nodes }) => {
    const where = nodes.map(
      (node) => `    ${node.target.join(' ')}\n      ${node.failureSummary ?? ''}`,
    );
    return `  ${id}: ${help}\n${where.join('\n')}`;
  });
  assert.equal(found.length, 0, `axe on ${name}:\n${found.join('\n')}`);
}

/** Fails when the page can be scrolled sideways, and names what sticks out. */
export async function noSidewaysScroll(page: Page, name = page.url()): Promise<void> {
  const wide = await page.evaluate(() => {
    const room = document.documentElement.clientWidth;
    const found: string[] = [];
    if (document.documentElement.scrollWidth <= room) return found;
    for (const element of document.querySelectorAll('body *')) {
      if (element.getBoundingClientRect().right <= room + 1) continue;
      let box = element.parentElement;
      while (box && getComputedStyle(box).overflowX === 'visible') box = box.parentElement;
      if (!box)
        found.push(`${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}`);
    }
    return found.length > 0 ? found : ['html'];
  });
  assert.deepEqual(wide, [], `sideways scroll on ${name}`);
}

/** Only colours differ between the schemes: the other rules need not be asked twice. */
const looks = [
  { width: 1280, height: 900, colorScheme: 'light' },
  { width: 1280, height: 900, colorScheme: 'dark', only: 'colours' },
  { width: 320, height: 640, colorScheme: 'dark', only: 'colours' },
  { width: 320, height: 640, colorScheme: 'light' },
] as const;

/**
 * Has nothing move: even under reduced motion each element would take its new colour by a movement of its own. Not by a
 * sheet of style in the page, which its security refuses.
 */
const holdStill = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const still = new CSSStyleSheet();
    still.replaceSync(
      '*, ::before, ::after { transition: none !important; animation: none !important }',
    );
    document.adoptedStyleSheets.push(still);
  });

/** Lets what follows the width and the colours be drawn. */
const drawn = (page: Page): Promise<void> =>
  page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))),
  );

/** Checks the page that is open, light and dark, wide and narrow, without loading it again. */
export async function checkEveryLook(page: Page, state: string): Promise<void> {
  await holdStill(page);
  for (const { width, height, colorScheme, ...rules } of looks) {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme });
    await drawn(page);
    const name = `${state} (${String(width)} px, ${colorScheme})`;
    await axeCheck(page, { name, ...rules });
    await noSidewaysScroll(page, name);
  }
}
