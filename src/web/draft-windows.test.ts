import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Client, signedIn, testApp } from '../../test/support/app.ts';
import { formFields } from '../../test/support/forms.ts';
import { fileTicket } from '../../test/support/tickets.ts';
import { paths } from '../paths.ts';

const site = await testApp();
const { db, clock } = site;
after(() => site.close());

let marie: Client;
let nadia: Client;
before(async () => {
  marie = await signedIn(site, 'marie.dupont');
  nadia = await signedIn(site, 'nadia.benali');
});

type Form = { by: Client; page: string; action: string; draft: string; more?: object };

/** A form opened in a window, and what the window then does with it. */
async function open({ by, page, action, draft, more = {} }: Form) {
  const { body } = await by.get(page);
  const fields = { ...formFields(body, action), ...more };
  const byScript = { accept: 'application/json' };
  return {
    body,
    save: (typed: object) => {
      clock.advance({ seconds: 5 });
      return by.post(draft, { ...fields, ...typed }, byScript);
    },
    keep: (typed: object) => by.post(draft, { ...fields, ...typed }),
    send: (typed: object) => by.post(action, { ...fields, ...typed }),
  };
}

const filing = (): Form => ({
  ...{ by: marie, page: paths.newTicket({ nature: 'messagerie' }) },
  ...{ action: paths.newTicket(), draft: paths.newTicketDraft() },
  more: { bloque: 'non', touche: 'moi' },
});

const asideIn = (body: string): string[] =>
  [...body.matchAll(/name="_reprendre" value="([^"]+)"/g)].map(([, id = '']) => id);

test('two windows on one new ticket: each text is kept, told, taken back, and sent apart', async () => {
  const [first, second] = [await open(filing()), await open(filing())];
  await first.save({ objet: 'Signature perdue', description: 'Depuis la mise à jour.' });
  const late = await second.save({ objet: 'Boîte pleine', description: 'Encore elle.' });
  assert.equal(late.headers['draft-set-aside'], 'oui', 'the window is told');
  const page = await open(filing());
  assert.match(page.body, /value="Boîte pleine"/);
  assert.match(page.body, /Un autre texte, écrit ici dans une autre fenêtre/);
  assert.match(page.body, /Signature perdue/);
  const [other = ''] = asideIn(page.body);
  const back = await marie.follow(await page.keep({ _reprendre: other, objet: 'Boîte pleine !' }));
  assert.match(back.body, /value="Signature perdue"/);
  assert.match(back.body, /Boîte pleine !/, 'what was being typed is aside in its turn');

  const sent = await second.send({ objet: 'Boîte pleine !', description: 'Encore elle.' });
  assert.equal(sent.statusCode, 303);
  const left = await open(filing());
  assert.match(left.body, /value="Signature perdue"/);
  assert.deepEqual(asideIn(left.body), [], 'what was sent is told no more');
  const also = await first.send({
    objet: 'Signature perdue',
    description: 'Depuis la mise à jour.',
  });
  assert.notEqual(also.headers.location, sent.headers.location);
  assert.doesNotMatch((await open(filing())).body, /Signature perdue|Boîte pleine/);
});

test('of two windows that are both sent, the one that wrote first as well, nothing is left to go on with', async () => {
  const [first, second] = [await open(filing()), await open(filing())];
  const [a, b] = [
    { objet: 'Fenêtre A', description: 'Écrite en premier.' },
    { objet: 'Fenêtre B', description: 'Écrite ensuite.' },
  ];
  await first.save(a);
  await second.save(b);
  for (const sent of [await first.send(a), await second.send(b)])
    assert.equal(sent.statusCode, 303);
  assert.doesNotMatch((await marie.get(paths.home())).body, /Fenêtre [AB] »|Reprendre/);
});

test('a form that comes back to be corrected is the same window', async () => {
  const form = await open(filing());
  await form.save({ objet: '', description: 'Un début.' });
  const returned = await form.send({ objet: '', description: 'Un début, et la suite.' });
  assert.equal(returned.statusCode, 422);
  const fields = formFields(returned.body, paths.newTicket());
  clock.advance({ seconds: 5 });
  const byScript = { accept: 'application/json' };
  const again = await marie.post(paths.newTicketDraft(), { ...fields, objet: 'Enfin' }, byScript);
  assert.equal(again.headers['draft-set-aside'], undefined);
  const { body } = await open(filing());
  assert.deepEqual(asideIn(body), []);
  await marie.post(paths.newTicketDraft(), {
    ...formFields(body, paths.newTicket()),
    _effacer: 'x',
  });
});

test('two windows on one reply: what one sends leaves what the other wrote', async () => {
  const number = await fileTicket(db, {}, clock());
  const reply: Form = {
    ...{ by: nadia, page: paths.consoleTicket(number), action: paths.reply(number) },
    draft: paths.consoleTicketDraft(number),
  };
  const [first, second] = [await open(reply), await open(reply)];
  await first.save({ texte: 'Je passe demain.' });
  await second.save({ texte: 'Avez-vous redémarré la prise ?' });
  assert.equal((await first.send({ texte: 'Je passe demain.' })).statusCode, 303);
  const left = await open(reply);
  assert.match(left.body, />\n?Avez-vous redémarré la prise \?<\/textarea>/);
  assert.deepEqual(asideIn(left.body), []);
  const cleared = await nadia.follow(await left.keep({ _effacer: 'oui' }));
  assert.doesNotMatch(cleared.body, /Avez-vous redémarré/);
});
