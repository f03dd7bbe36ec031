import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { inflateRawSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { readConfig } from '../../src/config.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { checkEveryLook } from '../support/axe.ts';
import { launchBrowser, visit } from '../support/browser.ts';
import { throwawayFile } from '../support/files.ts';
import { makeSamlPortal, packed, type SamlPortal } from '../support/saml-portal.ts';
import { type Site, servedSite } from '../support/site.ts';

let browser: Browser;
let site: Site;
let portal: SamlPortal;
let server: Server;
/** The form that the portal showed last. */
let shown = '';

/** The page of a portal: it says who is there in a form for the desk, sent by a click. */
function formFor(address: string): string {
  const sent = new URL(address, portal.ssoUrl).searchParams.get('SAMLRequest') ?? '';
  const request = inflateRawSync(Buffer.from(sent, 'base64')).toString();
  const said = (name: string): string =>
    new RegExp(` ${name}="([^"]*)"`).exec(request)?.[1] ?? assert.fail(request);
  const acs = said('AssertionConsumerServiceURL');
  const entityId = `${site.address}/connexion/saml/metadonnees`;
  const attributes = { uid: 'maude.durand', givenName: 'Maude', sn: 'Durand' };
  const here = { recipient: acs, destination: acs, audience: entityId };
  const answer = portal.sign({ inResponseTo: said('ID'), ...here, attributes });
  return `<form method="post" action="${acs}"><input type="hidden" name="SAMLResponse" value="${packed(answer)}"><button>Continuer</button></form>`;
}

before(async () => {
  browser = await launchBrowser();
  server = createServer(({ url = '/' }, reply) => {
    if (url.startsWith('/connexion')) shown = formFor(url);
    reply.writeHead(200, { 'content-type': 'text/html' }).end(`<!doctype html>${shown}`);
  });
  // Another site than the desk, which is « localhost ».
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const address = `http://127.0.0.1:${String(port)}`;
  portal = makeSamlPortal(`${address}/metadata`, `${address}/connexion`);
  const { doors } = readConfig({
    ...{ DOORS: 'saml,local', SAML_METADATA: throwawayFile('portail.xml', portal.metadata) },
    SIGN_IN_HELP: 'le 01 99 00 00 00',
  });
  site = await servedSite(doors);
  site.clock.set(systemClock());
});
after(async () => {
  await browser.close();
  await site.close();
  server.closeAllConnections();
  await new Promise((resolve) => void server.close(resolve));
});

const goOn = (page: Page): Promise<void> => page.getByRole('button', { name: 'Continuer' }).click();

for (const javaScript of [true, false]) {
  test(`a form of the portal’s own site brings one to the page asked for, JavaScript ${javaScript ? 'on' : 'off'}`, async () => {
    const { page, close } = await visit(browser, { baseURL: site.address, javaScript });
    await page.goto('/mes-coordonnees');
    await goOn(page);
    await page.getByRole('heading', { name: 'Mes coordonnées', level: 1 }).waitFor();
    assert.equal(page.url(), `${site.address}/mes-coordonnees`);
    await page.getByRole('button', { name: 'Déconnexion (maude.durand)' }).waitFor();
    // Back on the page of the portal, its form is sent again: one is in.
    await page.goBack();
    await goOn(page);
    await page.getByRole('button', { name: 'Déconnexion (maude.durand)' }).waitFor();
    await close();
  });
}

test('somebody else’s answer signs nobody in: the browser had not asked for it', async () => {
  const asking = await visit(browser, { baseURL: site.address });
  await asking.page.goto('/');
  await asking.page.getByRole('button', { name: 'Continuer' }).waitFor();
  const other = await visit(browser, { baseURL: site.address });
  // The page of a portal, or of whoever kept its form: it holds what was made for the first browser.
  await other.page.goto(new URL('/', portal.ssoUrl).href);
  await goOn(other.page);
  await other.page.getByRole('heading', { name: 'Vous n’êtes pas connecté' }).waitFor();
  await checkEveryLook(other.page, 'reponse-d-un-autre');
  await other.page.goto('/faq');
  await other.page.getByRole('button', { name: 'Continuer' }).waitFor();
  await other.close();
  await asking.close();
});
