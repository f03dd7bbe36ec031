/** Debian’s nginx and Apache, each with a private copy of its own configuration and the site we document. */
import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../../src/platform/db/embedded/cluster.ts';
import { root } from '../support/sources.ts';

/** The name in the documented files: the certificate is made for it. */
export const siteName = 'assistance.exemple.fr';

export type Certificate = { file: string; key: string };
export type Proxy = { name: string; https: number; http: number; stop: () => Promise<void> };
type Start = {
  folder: string;
  upstream: number;
  certificate: Certificate;
  /** Lines of the site's own, after the headers that the documented file sets. */
  more?: string;
};
type Ports = { https: number; http: number };

/** A certificate for the documented name, of no use elsewhere. */
export function makeCertificate(folder: string): Certificate {
  const certificate = { file: join(folder, 'site.pem'), key: join(folder, 'site.key') };
  const words = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];
  const names = ['-subj', `/CN=${siteName}`, '-addext', `subjectAltName=DNS:${siteName}`];
  const files = ['-keyout', certificate.key, '-out', certificate.file];
  execFileSync('openssl', [...words, '-nodes', '-days', '2', ...names, ...files], {
    stdio: 'pipe',
  });
  return certificate;
}

/** Changes a text at known places; a place that is not there means that the documented file has changed. */
function replaced(text: string, changes: readonly (readonly [RegExp, string])[]): string {
  return changes.reduce((current, [pattern, value]) => {
    assert.match(current, pattern);
    return current.replaceAll(new RegExp(pattern, 'g'), value);
  }, text);
}

const siteChanges = ({ upstream, certificate }: Start): [RegExp, string][] => [
  [/127\.0\.0\.1:3000/, `127.0.0.1:${String(upstream)}`],
  [/\/etc\/ssl\/assistance\.exemple\.fr\.pem/, certificate.file],
  [/\/etc\/ssl\/private\/assistance\.exemple\.fr\.key/, certificate.key],
];

async function listening(child: ChildProcess, ports: Ports, said: () => string): Promise<void> {
  for (const port of [ports.https, ports.http]) {
    for (let tries = 0; ; tries += 1) {
      assert.equal(child.exitCode, null, said());
      assert.ok(tries < 200, said());
      const socket = connect(port, '127.0.0.1');
      const open = await Promise.race([
        once(socket, 'connect').then(() => true),
        once(socket, 'error').then(() => false),
      ]).catch(() => false);
      socket.destroy();
      if (open) break;
      await pause(50);
    }
  }
}

async function run(
  name: string,
  { command, env, ports }: { command: string[]; env: NodeJS.ProcessEnv; ports: Ports },
): Promise<Proxy> {
  const [program = '', ...words] = command;
  const child = spawn(program, words, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const output of [child.stdout, child.stderr]) {
    output.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
  }
  const ended = once(child, 'close');
  await listening(child, ports, () => text);
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
  };
  return { name, ...ports, stop };
}

/** nginx as Debian sets it up, with our site alone. */
export async function startNginx(start: Start): Promise<Proxy> {
  const ports = { https: await freePort(), http: await freePort() };
  const folder = join(start.folder, `nginx-${String(ports.https)}`);
  await cp('/etc/nginx', folder, { recursive: true });
  for (const kind of ['sites-enabled', 'modules-enabled']) {
    await rm(join(folder, kind), { recursive: true, force: true });
    await mkdir(join(folder, kind));
  }
  const main = await readFile(join(folder, 'nginx.conf'), 'utf8');
  const changed = replaced(main, [
    [/\/etc\/nginx/, folder],
    [/pid [^;]+;/, `pid ${folder}/nginx.pid; daemon off;`],
    [/access_log [^;]+;/, 'access_log off;'],
    [/error_log [^;]+;/, 'error_log stderr;'],
  ]);
  await writeFile(join(folder, 'nginx.conf'), changed);
  const site = replaced(await readFile(join(root, 'deploy/nginx.conf'), 'utf8'), [
    ...siteChanges(start),
    [/ *listen \[::\]:\d+( ssl)?;\n/, ''],
    [/listen 443 ssl;/, `listen 127.0.0.1:${String(ports.https)} ssl;`],
    [/listen 80;/, `listen 127.0.0.1:${String(ports.http)};`],
    [/proxy_set_header Forwarded "";/, `proxy_set_header Forwarded "";\n${start.more ?? ''}`],
  ]);
  await writeFile(join(folder, 'sites-enabled/centre-de-services'), site);
  const command = ['/usr/sbin/nginx', '-c', join(folder, 'nginx.conf')];
  execFileSync(command[0] ?? '', [...command.slice(1), '-t'], { stdio: 'pipe' });
  return run('nginx', { command, env: {}, ports });
}

/** Apache as Debian sets it up, with the modules that our file names and our site alone. */
export async function startApache(start: Start): Promise<Proxy> {
  const ports = { https: await freePort(), http: await freePort() };
  const folder = join(start.folder, `apache-${String(ports.https)}`);
  await cp('/etc/apache2', folder, { recursive: true, verbatimSymlinks: true });
  await rm(join(folder, 'sites-enabled'), { recursive: true, force: true });
  await mkdir(join(folder, 'sites-enabled'));
  const text = await readFile(join(root, 'deploy/apache.conf'), 'utf8');
  const modules = /Modules : ([^.]+)\./.exec(text)?.[1]?.split(', ') ?? [];
  assert.ok(modules.length > 0);
  // What `a2enmod` does; it also brings what a module needs.
  for (const one of [...modules, 'socache_shmcb']) {
    for (const end of ['load', 'conf']) {
      const enabled = join(folder, `mods-enabled/${one}.${end}`);
      const available = `../mods-available/${one}.${end}`;
      if (existsSync(enabled) || !existsSync(join(folder, 'mods-enabled', available))) continue;
      await symlink(available, enabled);
    }
  }
  const lines = Object.values(ports).map((port) => `Listen 127.0.0.1:${String(port)}\n`);
  await writeFile(join(folder, 'ports.conf'), lines.join(''));
  const site = replaced(text, [
    ...siteChanges(start),
    [/<VirtualHost \*:443>/, `<VirtualHost 127.0.0.1:${String(ports.https)}>`],
    [
      /RequestHeader set X-Forwarded-Proto https/,
      `RequestHeader set X-Forwarded-Proto https\n${start.more ?? ''}`,
    ],
    [/<VirtualHost \*:80>/, `<VirtualHost 127.0.0.1:${String(ports.http)}>`],
  ]);
  await writeFile(join(folder, 'sites-enabled/centre-de-services.conf'), site);
  const env = {
    APACHE_RUN_USER: 'www-data',
    APACHE_RUN_GROUP: 'www-data',
    APACHE_PID_FILE: join(folder, 'apache.pid'),
    APACHE_RUN_DIR: folder,
    APACHE_LOCK_DIR: folder,
    APACHE_LOG_DIR: folder,
  };
  const command = ['/usr/sbin/apache2', '-d', folder, '-DFOREGROUND'];
  const check = [...command.slice(1, 3), '-t'];
  execFileSync(command[0] ?? '', check, { env: { ...process.env, ...env }, stdio: 'pipe' });
  return run('Apache', { command, env, ports });
}
