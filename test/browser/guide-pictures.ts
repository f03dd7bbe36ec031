/** The pictures of the guide: what each shows, taken in both languages by `npm run screenshots -- guide`. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { personIdOf, ticketNumberOf } from '../../seeds/find.ts';
import { type KnownPerson, knownPeople } from '../../seeds/people-data.ts';
import { choosePreferences } from '../../src/domain/people/choose-preferences.ts';
import { paths } from '../../src/paths.ts';
import { type Lang, languages } from '../../src/ui/texts.ts';
import { type Site, visitAs } from '../support/site.ts';

const folder = join(import.meta.dirname, '../../assets/help');

type GuidePicture = {
  /** The topic it stands in. */
  name: string;
  who: KnownPerson;
  path: string;
  /** Brings the page to what is explained; by names and not by words: they are in two languages. */
  act?: (page: Page) => Promise<void>;
  /** What is shown of the page; the words and what is under the header otherwise. */
  frame?: string;
  /** Of the window, in pixels: a table wants more room than a form. */
  width?: number;
  /** The tallest it may be, in pixels of the page. */
  height?: number;
};

const pictures = async (site: Site): Promise<GuidePicture[]> => {
  const number = (key: Parameters<typeof ticketNumberOf>[1]) => ticketNumberOf(site.db, key);
  const small = await sharp({
    create: { width: 480, height: 300, channels: 3, background: '#2f5f8f' },
  })
    .png()
    .toBuffer();
  return [
    {
      name: 'requester-submit',
      who: 'marie',
      path: paths.newTicket({ nature: 'messagerie' }),
      act: async (page) => {
        await page.locator('[name=objet]').fill('Ma boîte aux lettres est pleine');
        await page.locator('#reponses a').first().waitFor();
        await page
          .locator('[name=description]')
          .fill('Depuis ce matin je ne reçois plus rien. Le message dit « quota dépassé ».');
      },
      frame: '#demande',
    },
    {
      name: 'requester-files',
      who: 'marie',
      path: paths.newTicket({ nature: 'ecran-clavier-souris' }),
      act: async (page) => {
        await page
          .locator('input[type=file]')
          .first()
          .setInputFiles([
            { name: 'écran noir.png', mimeType: 'image/png', buffer: small },
            { name: 'relevé.csv', mimeType: 'text/csv', buffer: Buffer.from('date;heure\n') },
          ]);
        await page.locator('.file-list--staged .file a').nth(1).waitFor();
      },
      frame: '.file-field',
    },
    {
      name: 'requester-follow',
      who: 'marie',
      path: paths.home(),
      frame: '#mes-demandes',
      width: 1180,
    },
    {
      name: 'requester-complete',
      who: 'marie',
      path: paths.ticket(await number('marieDashboard')),
    },
    { name: 'requester-solved', who: 'marie', path: paths.ticket(await number('marieVpn')) },
    { name: 'requester-told', who: 'marie', path: paths.notices() },
    { name: 'agent-console', who: 'nadia', path: paths.console(), width: 1280, height: 800 },
    {
      name: 'agent-acts',
      who: 'nadia',
      path: paths.consoleTicket(await number('marieNetworkPlug')),
      width: 1280,
      height: 900,
    },
    {
      name: 'agent-search',
      who: 'nadia',
      path: paths.search({ q: 'réseau depuis:30j' }),
      height: 700,
    },
    { name: 'agent-desk', who: 'lucie', path: '/administration/equipes/DOPSI' },
  ];
};

async function take(page: Page, { path, act, frame = 'main', height = 620 }: GuidePicture) {
  await page.goto(path);
  await act?.(page);
  // Places are counted from the top of the window.
  await page.evaluate(() => scrollTo(0, 0));
  const box = await page.locator(frame).first().boundingBox();
  if (box === null) throw new Error(`${frame} is not on ${path}`);
  const margin = frame === 'main' ? 0 : 12;
  const clip = {
    x: Math.max(0, box.x - margin),
    y: Math.max(0, box.y - margin),
    width: box.width + 2 * margin,
    height: Math.min(box.height + 2 * margin, height),
  };
  return sharp(await page.screenshot({ clip, fullPage: true }))
    .webp({ quality: 80 })
    .toBuffer({ resolveWithObject: true });
}

/** Takes the pictures of the guide into the assets, with their sizes beside them. */
export async function takeGuidePictures(browser: Browser, site: Site): Promise<number> {
  const sizes: Record<string, { width: number; height: number }> = {};
  for (const lang of languages) await takeIn(lang, { browser, site, sizes });
  await writeFile(join(folder, 'pictures.json'), `${JSON.stringify(sizes, null, 2)}\n`);
  return Object.keys(sizes).length;
}

async function takeIn(
  lang: Lang,
  {
    browser,
    site,
    sizes,
  }: { browser: Browser; site: Site; sizes: Record<string, { width: number; height: number }> },
): Promise<void> {
  await mkdir(join(folder, lang), { recursive: true });
  for (const picture of await pictures(site)) {
    const personId = await personIdOf(site.db, picture.who);
    const choice = { actorId: personId, personId };
    await choosePreferences(
      site.db,
      { ...choice, colorScheme: 'light', density: 'auto', shortcuts: false, language: lang },
      site.clock(),
    );
    const visitor = await visitAs(browser, site, {
      login: knownPeople[picture.who].login,
      width: picture.width ?? 900,
    });
    const { data, info } = await take(visitor.page, picture);
    const name = `help/${lang}/${picture.name}.webp`;
    await writeFile(join(folder, lang, `${picture.name}.webp`), data);
    sizes[name] = { width: info.width, height: info.height };
    await visitor.close();
  }
}
