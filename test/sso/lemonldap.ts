import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { throwawayFolder } from '../support/files.ts';

/** LemonLDAP::NG as Debian packages it, run from a folder of the test's own, with its demonstration accounts. */
export type Lemonldap = {
  /** Without a final slash. */
  url: string;
  /** Somebody's browser in front of the portal. */
  visitor: () => PortalVisitor;
  stop: () => Promise<void>;
};

/** A browser that only knows the portal: it keeps its cookies, and stops where it is sent elsewhere. */
export type PortalVisitor = {
  /** Opens the portal's session; `rtyler`, `dwho` or `msmith`, whose passwords are their names. */
  signIn: (user: string) => Promise<void>;
  /** Follows an address through the portal, and gives the first one that is not the portal's. */
  follow: (address: string) => Promise<string>;
  /** Follows an address through the portal, and gives the form that it has the browser send elsewhere. */
  followToForm: (address: string) => Promise<PortalForm>;
  /** Signs out, and gives the page that says so: it may load what tells the services. */
  signOut: () => Promise<string>;
};

/** What a page of the portal sends to another site by itself. */
export type PortalForm = { action: string; fields: Record<string, string> };

const patienceMs = 30_000;
const portalFile = '/usr/share/lemonldap-ng/portal/htdocs/index.psgi';

/** Finds a port of the loopback that nobody uses. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => void probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => void probe.close(resolve));
  return port;
}

/** What the portal needs whatever it speaks; a test adds its protocol, by the names of `lmConf.json`. */
function configuration(folder: string, url: string): Record<string, unknown> {
  const files = (name: string) => {
    mkdirSync(join(folder, name, 'lock'), { recursive: true });
    return { Directory: join(folder, name), LockDirectory: join(folder, name, 'lock') };
  };
  return {
    ...{ cfgNum: 1, cfgAuthor: 'essai', cfgDate: 1, cfgVersion: '2.16.1', key: 'essai' },
    ...{ portal: `${url}/`, domain: '127.0.0.1', cookieName: 'lemonldap', securedCookie: 0 },
    ...{ authentication: 'Demo', userDB: 'Same', passwordDB: 'Null', registerDB: 'Null' },
    ...{ globalStorage: 'Apache::Session::File', globalStorageOptions: files('sessions') },
    persistentStorage: 'Apache::Session::File',
    persistentStorageOptions: files('psessions'),
    ...{
      requireToken: 0,
      loginHistoryEnabled: 0,
      stayConnected: 0,
      portalDisplayRegister: 0,
      portalDisplayResetPassword: 0,
    },
    // Its own module of captchas wants ImageMagick, even when none is asked.
    captcha: '::Plugins::PublicPages',
    demoExportedVars: { cn: 'cn', mail: 'mail', uid: 'uid' },
    ...{ whatToTrace: '_whatToTrace', macros: { _whatToTrace: '$_user' } },
    ...{ locationRules: {}, exportedHeaders: {}, applicationList: {}, groups: {} },
  };
}

/** Starts the portal; `settings` may replace any part of its configuration, once whom it is for answers too. */
export async function startLemonldap(
  settings: (url: string) => Record<string, unknown> | Promise<Record<string, unknown>>,
): Promise<Lemonldap> {
  const folder = throwawayFolder();
  const url = `http://127.0.0.1:${String(await freePort())}`;
  const common = configuration(folder, url);
  const own = await settings(url);
  const macros = { ...(common['macros'] as object), ...(own['macros'] as object | undefined) };
  writeFileSync(join(folder, 'lmConf-1.json'), JSON.stringify({ ...common, ...own, macros }));
  const ini = [
    ...['[all]', 'logLevel = warn', 'localSessionStorage =', '[configuration]', 'type = File'],
    ...[`dirName = ${folder}`, '[portal]', 'staticPrefix = /static'],
    'templateDir = /usr/share/lemonldap-ng/portal/templates',
  ];
  writeFileSync(join(folder, 'lemonldap-ng.ini'), `${ini.join('\n')}\n`);
  const words = ['--no-default-middleware', '--env', 'deployment', '--host', '127.0.0.1'];
  const child = spawn('plackup', [...words, '--port', new URL(url).port, portalFile], {
    env: { ...process.env, LLNG_DEFAULTCONFFILE: join(folder, 'lemonldap-ng.ini') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (part: Buffer) => said.push(part));
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null) return;
    child.kill('SIGTERM');
    await new Promise((resolve) => void child.once('exit', resolve));
  };
  await ready(url, child).catch(async (error: unknown) => {
    await stop();
    throw new Error(`LemonLDAP::NG: ${Buffer.concat(said).toString().slice(0, 5_000)}`, {
      cause: error,
    });
  });
  return { url, stop, visitor: () => visitorOf(url) };
}

async function ready(url: string, child: ChildProcess): Promise<void> {
  const until = performance.now() + patienceMs;
  for (;;) {
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok === true || answer?.status === 401) return;
    if (child.exitCode !== null || answer?.status === 500) throw new Error('it does not start');
    if (performance.now() > until) throw new Error(`no answer: ${String(answer?.status)}`);
    await pause(100);
  }
}

function visitorOf(url: string): PortalVisitor {
  const cookies = new Map<string, string>();
  const ask = async (address: string, form?: Record<string, string>): Promise<Response> => {
    const cookie = [...cookies].map((pair) => pair.join('=')).join('; ');
    const response = await fetch(address, {
      redirect: 'manual',
      headers: { cookie, accept: 'text/html' },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    return response;
  };
  /** Goes on as long as the portal sends to itself; gives where it sends at last, or the page it shows. */
  const go = async (address: string): Promise<{ sentTo: string } | { page: string }> => {
    let next = address;
    for (let steps = 0; steps < 10; steps += 1) {
      const response = await ask(next);
      const location = response.headers.get('location');
      if (location === null) return { page: await response.text() };
      next = new URL(location, next).href;
      if (!next.startsWith(`${url}/`)) return { sentTo: next };
    }
    throw new Error('the portal goes round in circles');
  };
  return {
    signIn: async (user) => {
      await (await ask(`${url}/`, { user, password: user })).text();
      if (!cookies.get('lemonldap')) throw new Error(`the portal does not know ${user}`);
    },
    follow: async (address) => {
      const end = await go(address);
      if ('sentTo' in end) return end.sentTo;
      throw new Error(`the portal keeps the visitor: ${end.page.slice(0, 500)}`);
    },
    followToForm: async (address) => {
      const end = await go(address);
      if ('sentTo' in end) throw new Error(`the portal sends to ${end.sentTo}`);
      return formIn(end.page);
    },
    signOut: async () => {
      const page = await (await ask(`${url}/?logout=1`)).text();
      cookies.clear();
      return page;
    },
  };
}

/** The form of a page that goes to another site, with what it holds. */
function formIn(page: string): PortalForm {
  const [form = ''] = /<form[^>]*action="https?:[^>]*>.*?<\/form>/s.exec(page) ?? [];
  const attribute = (tag: string, name: string): string =>
    new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const fields = [...form.matchAll(/<input[^>]*>/g)].map(([tag]): [string, string] => [
    attribute(tag, 'name'),
    attribute(tag, 'value'),
  ]);
  if (form === '') throw new Error(`the portal sends no form: ${page.slice(0, 2_000)}`);
  return { action: attribute(form, 'action'), fields: Object.fromEntries(fields) };
}
