/** The browser of the journeys: brought by npm, unpacked once a version, private to this repository. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const packageFolder = join(root, 'node_modules/@sparticuz/chromium');

async function unpackInto(folder: string): Promise<void> {
  const before = process.env['TMPDIR'];
  // The package unpacks into the temporary folder and takes whatever `chromium` is already there: give it our own.
  process.env['TMPDIR'] = folder;
  try {
    const { default: packed, inflate } = await import('@sparticuz/chromium');
    await packed.executablePath();
    await inflate(join(packageFolder, 'bin/al2023.tar.br'));
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
}

// The package's own settings name folders of another machine; a browser that finds no font at all dies.
const fontSettings = (folder: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(folder, 'fonts')}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${join(folder, 'fonts-cache')}</cachedir>
</fontconfig>
`;

/** The folder where this version of the browser is unpacked; two tests starting together do not disturb each other. */
async function browserFolder(): Promise<string> {
  const { version } = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')) as {
    version: string;
  };
  const cache = join(root, '.cache');
  const folder = join(cache, `chromium-${version}`);
  if (existsSync(join(folder, 'chromium'))) return folder;
  await mkdir(cache, { recursive: true });
  const fresh = await mkdtemp(join(cache, 'chromium-unpacking-'));
  await unpackInto(fresh);
  await writeFile(join(fresh, 'fonts.conf'), fontSettings(folder));
  await rename(fresh, folder).catch(async (error: unknown) => {
    await rm(fresh, { recursive: true, force: true });
    if (!existsSync(join(folder, 'chromium'))) throw error;
  });
  return folder;
}

const flags = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-gpu',
  '--disable-sync',
  '--no-default-browser-check',
  '--no-first-run',
  '--no-pings',
  '--font-render-hinting=none',
];

function environment(more: Record<string, string>): Record<string, string> {
  const own = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return { ...Object.fromEntries(own), ...more };
}

/** Starts the browser; the caller closes it. On a machine that is not Linux the installed Chrome is used. */
export async function launchBrowser(more: readonly string[] = []): Promise<Browser> {
  if (process.platform !== 'linux') return chromium.launch({ channel: 'chrome', args: [...more] });
  const folder = await browserFolder();
  const launch = (env: Record<string, string>) =>
    chromium.launch({
      executablePath: join(folder, 'chromium'),
      // As root the browser refuses its sandbox; web security stays on, unlike in the package's own arguments.
      args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ...flags, ...more],
      chromiumSandbox: process.getuid?.() !== 0,
      env: environment({ TMPDIR: folder, FONTCONFIG_FILE: join(folder, 'fonts.conf'), ...env }),
    });
  try {
    return await launch({});
  } catch (error) {
    if (!/shared libraries|libnss3|libnspr4/.test(String(error))) throw error;
    return await launch({ LD_LIBRARY_PATH: join(folder, 'al2023/lib') });
  }
}

export type Look = {
  width?: number;
  height?: number;
  scheme?: 'light' | 'dark';
  javaScript?: boolean;
  baseURL?: string;
};

export type Visit = {
  page: Page;
  context: BrowserContext;
  /** What the page complained of: script errors, refused resources, requests to another host. */
  complaints: string[];
  close: () => Promise<void>;
};

/** Opens a page as one person would see it: a width, a colour scheme, with or without JavaScript. */
export async function visit(browser: Browser, look: Look = {}): Promise<Visit> {
  const { width = 1280, height = 800, scheme = 'light', javaScript = true, baseURL } = look;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: scheme,
    javaScriptEnabled: javaScript,
    reducedMotion: 'reduce',
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
    ...(baseURL ? { baseURL } : {}),
  });
  const complaints: string[] = [];
  context.on('weberror', (error) => complaints.push(`script: ${String(error.error())}`));
  context.on('console', (message) => {
    // The page itself answered 404 or 422 as it should: the browser says it, nobody need complain.
    const isPage = context.pages().some((open) => open.url() === message.location().url);
    if (isPage && message.text().startsWith('Failed to load resource')) return;
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
  });
  context.on('request', (request) => {
    const { hostname, protocol } = new URL(request.url());
    if (protocol.startsWith('http') && !['localhost', '127.0.0.1'].includes(hostname)) {
      complaints.push(`other host: ${request.url()}`);
    }
  });
  const page = await context.newPage();
  return { page, context, complaints, close: () => context.close() };
}

/** Presses a button of the main part of a page, and waits for what it leads to. */
export async function press(page: Page, name: string | RegExp): Promise<void> {
  await page.locator('main').getByRole('button', { name }).first().click();
  await page.waitForLoadState();
}

/** Waits until a page says something. */
export const heard = (page: Page, text: string | RegExp): Promise<void> =>
  page.getByText(text).first().waitFor();
