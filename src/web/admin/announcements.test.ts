import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { categoryIdOf, personIdOf, siteIdOf, teamIdOf } from '../../../seeds/find.ts';
import { type Client, signedIn, type TestApp, testApp } from '../../../test/support/app.ts';
import { formFields } from '../../../test/support/forms.ts';
import { statementsOf } from '../../../test/support/statements.ts';
import {
  addAnnouncement,
  type NewAnnouncement,
} from '../../domain/announcements/add-announcement.ts';
import { discardDraft, findDraft } from '../../domain/drafts/drafts.ts';
import { paths } from '../../paths.ts';

let site: TestApp;
let odile: Client;
let lucie: Client;
let marie: Client;
let paul: Client;
before(async () => {
  site = await testApp();
  odile = await signedIn(site, 'odile.garnier');
  lucie = await signedIn(site, 'lucie.moreau');
  marie = await signedIn(site, 'marie.dupont');
  paul = await signedIn(site, 'paul.martin');
});
after(() => site.close());

const base = { niveau: 'information', texte: 'Texte.', public: 'tous' };

/** Adds news as the desk itself would, to be edited. */
async function planted(title: string, part: Partial<NewAnnouncement> = {}): Promise<number> {
  const startsAt = site.clock().subtract({ hours: 1 });
  const words = { level: 'information' as const, title, body: 'Texte.', startsAt };
  return addAnnouncement(site.db, { actorId: null, ...words, ...part }, site.clock());
}

const row = (title: string) =>
  site.db
    .selectFrom('announcement')
    .select(['id', 'title', 'version', 'starts_at', 'ends_at', 'ended_at', 'position'])
    .where('title', '=', title)
    .executeTakeFirst();

const lastAudit = (id: number) =>
  site.db
    .selectFrom('audit_entry')
    .select(['act', 'actor_id', 'before', 'after'])
    .where('subject', '=', `announcement:${String(id)}`)
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();

const editForm = async (client: Client, id: number) =>
  formFields((await client.get(paths.announcement(id))).body, paths.announcement(id));

test('an administrator adds a message for one site: its people read it, others do not, and the log says so', async () => {
  const { body: page } = await odile.get(paths.newAnnouncement());
  const form = formFields(page, paths.newAnnouncement());
  const sites = String(await siteIdOf(site.db, 'PONTERAC'));
  const typed = {
    ...form,
    titre: 'Ascenseur en panne',
    texte: '- un\n- deux',
    public: 'cible',
    sites,
  };
  const sent = await odile.post(paths.newAnnouncement(), typed);
  assert.equal(sent.statusCode, 303);
  const { body: list } = await odile.follow(sent);
  assert.match(list, /Le message est enregistré/);
  assert.match(list, /Direction départementale de Pontérac/);
  assert.match((await paul.get(paths.home())).body, /Ascenseur en panne/);
  assert.doesNotMatch((await marie.get(paths.home())).body, /Ascenseur en panne/);
  const added = await row('Ascenseur en panne');
  assert.ok(added);
  const entry = await lastAudit(added.id);
  assert.equal(entry.act, 'add-announcement');
  assert.equal(entry.actor_id, await personIdOf(site.db, 'odile'));
  assert.deepEqual((entry.after as { siteIds: number[] }).siteIds, [Number(sites)]);
  assert.doesNotMatch(JSON.stringify(entry), /Ascenseur/);
  // The same form again: a double click adds nothing.
  assert.equal((await odile.post(paths.newAnnouncement(), typed)).statusCode, 303);
  assert.equal(
    (
      await site.db
        .selectFrom('announcement')
        .select('id')
        .where('title', '=', 'Ascenseur en panne')
        .execute()
    ).length,
    1,
  );
});

test('what is missing or contradicts itself comes back to be corrected, with all that was typed', async () => {
  const site1 = String(await siteIdOf(site.db, 'SIEGE'));
  const wrong = {
    ...base,
    titre: '',
    texte: 'Mon texte à garder',
    debut: 'demain',
    heureDebut: '10:00',
  };
  const sent = await odile.post(paths.newAnnouncement(), { ...wrong, sites: site1 });
  assert.equal(sent.statusCode, 422);
  for (const field of ['titre', 'debut', 'public']) {
    assert.ok(sent.body.includes(`href="#${field}"`), field);
  }
  assert.match(sent.body, /Mon texte à garder/);
  assert.match(sent.body, new RegExp(`value="${site1}" checked`));
  const past = { ...base, titre: 'x', fin: '2020-01-01', heureFin: '10:00' };
  assert.match((await odile.post(paths.newAnnouncement(), past)).body, /Cette fin est déjà passée/);
  const turned = { ...base, titre: 'x', debut: '2031-01-02', heureDebut: '10:00' };
  const early = { ...turned, fin: '2031-01-02', heureFin: '09:00' };
  assert.match(
    (await odile.post(paths.newAnnouncement(), early)).body,
    /Indiquez une fin après le début/,
  );
  // The night the clocks go forward.
  const skipped = { ...base, titre: 'x', debut: '2027-03-28', heureDebut: '02:30' };
  const refused = await odile.post(paths.newAnnouncement(), skipped);
  assert.match(refused.body, /Cette heure n’existe pas ce jour-là/);
  const kept = formFields(refused.body, paths.newAnnouncement());
  assert.deepEqual([kept['debut'], kept['heureDebut']], ['2027-03-28', '02:30']);
  const nobody = { ...base, titre: 'x', public: 'cible' };
  assert.match((await odile.post(paths.newAnnouncement(), nobody)).body, /Cochez au moins un site/);
  const unknown = { ...base, titre: 'x', public: 'cible', sites: '999999' };
  assert.equal((await odile.post(paths.newAnnouncement(), unknown)).statusCode, 422);
  assert.equal(await row('x'), undefined);
  await discardDraft(site.db, await personIdOf(site.db, 'odile'), 'announcement:new');
});

test('a message says since when it shows, or from when it will', async () => {
  await planted('Déjà là');
  await planted('Pas encore là', { startsAt: site.clock().add({ hours: 48 }) });
  const { body } = await odile.get(paths.announcements());
  const part = (from: string, to: string) =>
    body.slice(body.indexOf(`id="${from}"`), body.indexOf(`id="${to}"`));
  assert.match(part('en-cours', 'a-venir'), /Déjà là[\s\S]*?Depuis le \d/);
  assert.match(part('a-venir', 'passes'), /Pas encore là[\s\S]*?À partir du \d/);
  assert.doesNotMatch(part('a-venir', 'passes'), /Depuis le/);
});

test('an edit keeps each version, and the page tells before and after', async () => {
  const id = await planted('Avant le changement');
  const form = await editForm(odile, id);
  const sent = await odile.post(paths.announcement(id), {
    ...form,
    titre: 'Après le changement',
    niveau: 'disruption',
  });
  assert.equal(sent.statusCode, 303);
  const { body } = await odile.get(paths.announcement(id));
  assert.match(body, /GARNIER Odile a modifié le message/);
  const history = body.slice(body.indexOf('id="historique"'));
  for (const text of ['Avant le changement', 'Après le changement', 'Perturbation']) {
    assert.ok(history.includes(text), text);
  }
  const entry = await lastAudit(id);
  assert.deepEqual(entry.before, { level: 'information' });
  assert.deepEqual(entry.after, { level: 'disruption', changed: ['title'] });
  const now = await row('Après le changement');
  assert.equal(now?.version, 2);
});

test('an edit that changes nothing keeps the start to the second and makes no version', async () => {
  const startsAt = site.clock().subtract({ minutes: 90, seconds: 17 });
  const id = await planted('Inchangé', { startsAt });
  assert.equal(
    (await odile.post(paths.announcement(id), await editForm(odile, id))).statusCode,
    303,
  );
  const now = await row('Inchangé');
  assert.equal(now?.version, 1);
  assert.equal(now?.starts_at.toString(), startsAt.toString());
});

test('two people edit at once: the second is told who was faster, loses nothing, and may go on', async () => {
  const id = await planted('Deux à la fois', {
    categoryIds: [await categoryIdOf(site.db, lucieNature)],
  });
  const [first, second] = [await editForm(odile, id), await editForm(lucie, id)];
  await odile.post(paths.announcement(id), { ...first, titre: 'Version d’Odile' });
  const late = await lucie.post(paths.announcement(id), { ...second, titre: 'Version de Lucie' });
  assert.equal(late.statusCode, 409);
  assert.match(late.body, /Ce message a changé entre-temps/);
  assert.match(late.body, /GARNIER Odile a modifié le message/);
  assert.match(late.body, /value="Version de Lucie"/);
  assert.ok(await row('Version d’Odile'));
  const again = formFields(late.body, paths.announcement(id));
  const natures = second['natures'] ?? '';
  assert.equal((await lucie.post(paths.announcement(id), { ...again, natures })).statusCode, 303);
  assert.ok(await row('Version de Lucie'));
});

test('ended now, a message leaves the panel; edited after that, its words become a new one', async () => {
  const id = await planted('À retirer');
  const form = await editForm(odile, id);
  const ended = await odile.post(paths.announcementEnd(id), { version: form['version'] ?? '' });
  assert.equal(ended.statusCode, 303);
  assert.doesNotMatch((await marie.get(paths.home())).body, /À retirer/);
  assert.equal((await lastAudit(id)).act, 'end-announcement');
  // Pressed twice by the same page, it ended once.
  assert.equal(
    (await odile.post(paths.announcementEnd(id), { version: form['version'] ?? '' })).statusCode,
    303,
  );
  const late = await odile.post(paths.announcement(id), { ...form, titre: 'À republier' });
  assert.equal(late.statusCode, 409);
  assert.match(late.body, /n’est plus affiché/);
  const fresh = formFields(late.body, paths.newAnnouncement());
  assert.equal(fresh['titre'], 'À republier');
  assert.equal((await odile.post(paths.newAnnouncement(), fresh)).statusCode, 303);
  assert.ok(await row('À republier'));
  const over = (await odile.get(paths.announcement(id))).body;
  assert.ok(over.includes(paths.newAnnouncement({ modele: id })));
  assert.ok(!over.includes('name="titre"'));
  const copy = await odile.get(paths.newAnnouncement({ modele: id }));
  assert.equal(formFields(copy.body, paths.newAnnouncement())['titre'], 'À retirer');
});

test('ending what has changed since it was read is a conflict and ends nothing', async () => {
  const id = await planted('Changé avant la fin');
  const form = await editForm(odile, id);
  await odile.post(paths.announcement(id), { ...form, texte: 'Autre texte' });
  const sent = await odile.post(paths.announcementEnd(id), { version: '1' });
  assert.equal(sent.statusCode, 409);
  assert.equal((await row('Changé avant la fin'))?.ended_at, null);
});

test('the order of messages of one level is changed one place at a time, and recorded', async () => {
  const [b, a] = [await planted('Ordre B'), await planted('Ordre A')];
  const places = async () => {
    const { body } = await marie.get(paths.home());
    return body.indexOf('Ordre A') < body.indexOf('Ordre B') ? 'AB' : 'BA';
  };
  assert.equal(await places(), 'AB');
  assert.equal((await odile.post(paths.announcementOrder(b), { sens: 'monter' })).statusCode, 303);
  assert.equal(await places(), 'BA');
  assert.equal((await lastAudit(b)).act, 'move-announcement');
  await odile.post(paths.announcementOrder(b), { sens: 'descendre' });
  assert.equal(await places(), 'AB');
  const { body } = await odile.get(paths.announcements());
  assert.ok(body.includes(paths.announcementOrder(a)));
});

const lucieNature = 'developpement';

test('a lead writes about the natures of their teams, and about nothing else', async () => {
  const theirs = String(await categoryIdOf(site.db, lucieNature));
  const others = String(await categoryIdOf(site.db, 'telephone-fixe'));
  const send = (natures: string[]) =>
    lucie.post(paths.newAnnouncement(), { ...base, titre: 'Message de Lucie', natures });
  assert.match((await send([])).body, /Cochez au moins une nature de votre équipe/);
  assert.equal((await send([theirs, others])).statusCode, 422);
  assert.equal(await row('Message de Lucie'), undefined);
  assert.equal((await send([theirs])).statusCode, 303);
  const own = await row('Message de Lucie');
  assert.ok(own);
  assert.equal((await lucie.get(paths.announcement(own.id))).statusCode, 200);
  const foreign = await planted('Pas à Lucie');
  const mixed = await planted('À moitié', { categoryIds: [Number(theirs), Number(others)] });
  const { body: list } = await lucie.get(paths.announcements());
  for (const id of [foreign, mixed]) {
    assert.equal((await lucie.get(paths.announcement(id))).statusCode, 404);
    for (const act of [paths.announcement, paths.announcementEnd, paths.announcementOrder]) {
      assert.equal(
        (await lucie.post(act(id), { ...base, titre: 'x', version: '1' })).statusCode,
        404,
      );
    }
    assert.ok(!list.includes(`href="${paths.announcement(id)}"`));
  }
  assert.equal((await row('Pas à Lucie'))?.ended_at, null);
});

test('for anybody else the messages are read on the home page, and their editing does not exist', async () => {
  const id = await planted('Seulement à lire');
  for (const login of ['marie.dupont', 'nadia.benali', 'hugo.petit']) {
    const client = await signedIn(site, login);
    for (const path of [paths.announcements(), paths.newAnnouncement(), paths.announcement(id)]) {
      assert.equal((await client.get(path)).statusCode, 404, `${login} ${path}`);
    }
    assert.equal((await client.post(paths.newAnnouncement(), base)).statusCode, 404);
    assert.equal((await client.post(paths.announcementEnd(id), { version: '1' })).statusCode, 404);
  }
  for (const odd of ['0', '-1', 'x', '99999999999999999999', '9999999']) {
    const { statusCode } = await odile.get(`${paths.announcements()}/${odd}`);
    assert.equal(statusCode, 404, odd);
  }
});

test('an incident is told above every page of those it is for, and in full before one files for its natures', async () => {
  const categoryIds = [await categoryIdOf(site.db, 'messagerie')];
  const siteIds = [await siteIdOf(site.db, 'SIEGE')];
  const level = 'incident';
  const body = 'Inutile de <b>redémarrer</b>.';
  await planted('Messagerie coupée', { level, body, categoryIds, siteIds });
  const banner = /class="incident-banner"[\s\S]*?<\/section>/;
  for (const path of [paths.home(), paths.services(), paths.help(), '/demandes/999999']) {
    assert.match(banner.exec((await marie.get(path)).body)?.[0] ?? '', /Messagerie coupée/, path);
    assert.doesNotMatch(banner.exec((await paul.get(path)).body)?.[0] ?? '', /Messagerie/, path);
  }
  const refused = await marie.post(paths.newTicket(), { nature: 'messagerie' });
  assert.equal(refused.statusCode, 422);
  const form = (await marie.get(paths.newTicket({ nature: 'messagerie' }))).body;
  const nature = (await marie.get(paths.category('messagerie'))).body;
  for (const page of [form, nature, refused.body]) {
    assert.match(page, /Inutile de &lt;b>redémarrer/);
    // Told in full, it is not told twice.
    assert.doesNotMatch(banner.exec(page)?.[0] ?? '', /Messagerie coupée/);
  }
  assert.ok(form.indexOf('Inutile de') < form.indexOf('name="objet"'));
  const other = (await marie.get(paths.newTicket({ nature: 'imprimante' }))).body;
  assert.doesNotMatch(other, /Inutile de/);
  assert.match(banner.exec(other)?.[0] ?? '', /Messagerie coupée/);
  const elsewhere = (await paul.get(paths.newTicket({ nature: 'messagerie' }))).body;
  assert.doesNotMatch(elsewhere, /Inutile de/);
  assert.doesNotMatch((await site.app.inject(paths.signIn())).body, /incident-banner/);
});

test('a message for a team is read by its members only', async () => {
  await planted('Pour LOGISTIQUE', { teamIds: [await teamIdOf(site.db, 'LOGISTIQUE')] });
  const hugo = await signedIn(site, 'hugo.petit');
  assert.match((await hugo.get(paths.home())).body, /Pour LOGISTIQUE/);
  assert.doesNotMatch((await marie.get(paths.home())).body, /Pour LOGISTIQUE/);
});

test('a draft is kept, previewed as its readers would see it, restored, and forgotten once sent', async () => {
  const personId = await personIdOf(site.db, 'odile');
  const form = formFields((await odile.get(paths.newAnnouncement())).body, paths.newAnnouncement());
  const words = { ...form, titre: 'En préparation', niveau: 'incident', texte: '- a\n- b' };
  const toPreview = await odile.post(paths.newAnnouncementDraft(), { ...words, _apercu: 'oui' });
  assert.equal(toPreview.statusCode, 303);
  const { body } = await odile.get((toPreview.headers.location ?? '').replace('#apercu', ''));
  const preview = body.slice(
    body.indexOf('id="apercu"'),
    body.indexOf('<form class="form form--stack"'),
  );
  assert.match(preview, /En préparation[\s\S]*<li>a<\/li><li>b<\/li>/);
  assert.match(body, /Brouillon du .* restauré/);
  const restored = formFields(body, paths.newAnnouncement());
  assert.equal(restored['cle'], form['cle']);
  assert.equal((await odile.post(paths.newAnnouncement(), restored)).statusCode, 303);
  assert.equal(await findDraft(site.db, personId, 'announcement:new'), null);
  const asScript = { accept: 'application/json' };
  assert.equal((await odile.post(paths.newAnnouncementDraft(), words, asScript)).statusCode, 200);
  assert.equal(await findDraft(site.db, personId, 'announcement:new'), null, 'late, it was sent');
  const id = (await row('En préparation'))?.id ?? 0;
  const edit = await editForm(odile, id);
  await odile.post(paths.announcementDraft(id), { ...edit, titre: 'Mieux dit' }, asScript);
  await odile.post(paths.announcement(id), { ...edit, texte: 'Autre' });
  assert.equal(await findDraft(site.db, personId, `announcement:${String(id)}`), null);
});

test('a draft written on a version that has changed says so when it is opened again', async () => {
  const id = await planted('Brouillon en retard', {
    categoryIds: [await categoryIdOf(site.db, lucieNature)],
  });
  const form = await editForm(lucie, id);
  await lucie.post(paths.announcementDraft(id), { ...form, texte: 'Texte de Lucie' });
  await odile.post(paths.announcement(id), {
    ...(await editForm(odile, id)),
    texte: 'Texte d’Odile',
  });
  const { body } = await lucie.get(paths.announcement(id));
  assert.match(body, /Ce message a changé entre-temps/);
  assert.match(body, /Texte de Lucie<\/textarea>/);
});

test('the pages of messages cost the same number of statements whatever they hold', async () => {
  const count = async (path: string) => (await statementsOf(() => odile.get(path))).length;
  const id = await planted('Compté');
  assert.equal(await count(paths.announcements()), 7);
  assert.ok((await count(paths.announcement(id))) <= 10);
});
