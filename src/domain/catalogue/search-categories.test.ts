import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { demonstrationCatalogue } from '../../../seeds/catalogue-of.ts';
import { allCategories } from './catalogue.ts';
import { searchCategories } from './search-categories.ts';

const catalogue = demonstrationCatalogue();
const found = (text: string): string[] =>
  searchCategories(catalogue, text, 5).map((match) => match.category.slug);

/** What people type, and the nature they must see first. */
const phrases: readonly [string, string][] = [
  ['mon écran reste noir depuis ce matin', 'ecran-clavier-souris'],
  ['ecran noir', 'ecran-clavier-souris'],
  ['mon deuxième moniteur n’est plus détecté', 'ecran-clavier-souris'],
  ['La souris ne répond plus !', 'ecran-clavier-souris'],
  ['touche du clavire cassée', 'ecran-clavier-souris'],
  ['imprimente', 'imprimante'],
  ['L’imprimante du 2e étage affiche « bourrage papier »', 'imprimante'],
  ['impossible d’imprimer', 'imprimante'],
  ['plus de toner', 'imprimante'],
  ['les photocopies sortent toutes grises', 'copieur'],
  ['scaner vers ma boite mail', 'copieur'],
  ['mot de passe oublié', 'compte-et-mot-de-passe'],
  ['j’ai oublié mon mot de passe', 'compte-et-mot-de-passe'],
  ['mdp', 'compte-et-mot-de-passe'],
  ['mots de passes expirés', 'compte-et-mot-de-passe'],
  ['créer un compte pour un nouvel arrivant', 'compte-et-mot-de-passe'],
  ['je ne reçois plus mes courriels', 'messagerie'],
  ['mes mails ne partent pas', 'messagerie'],
  ['boite mail pleine', 'messagerie'],
  ['Outlook se ferme tout seul', 'messagerie'],
  ['messagrie', 'messagerie'],
  ['j’ai cliqué sur un lien dans un mail frauduleux', 'securite-informatique'],
  ['fishing hameconage', 'securite-informatique'],
  ['je crois que j’ai un virus', 'securite-informatique'],
  ['le VPN se coupe en télétravail', 'acces-a-distance'],
  ['je n’arrive pas à travailler de chez moi', 'acces-a-distance'],
  ['dossier commun du service inaccessible', 'fichiers-partages'],
  ['j’ai effacé un fichier par erreur', 'fichiers-partages'],
  ['excel plante à l’ouverture', 'bureautique'],
  ['installer un logiciel', 'bureautique'],
  ['mettre à jour firefox', 'bureautique'],
  ['mon ordinateur ne démarre plus', 'poste-de-travail'],
  ['aurdinateur tres lent', 'poste-de-travail'],
  ['PC qui rame', 'poste-de-travail'],
  ['la batterie de mon portable ne charge plus', 'poste-de-travail'],
  ['plus d’internet dans tout le bâtiment', 'reseau-et-wifi'],
  ['le wi-fi ne fonctionne pas', 'reseau-et-wifi'],
  ['wifi', 'reseau-et-wifi'],
  ['prise réseau muette', 'reseau-et-wifi'],
  ['mon téléphone n’a plus de tonalité', 'telephone-fixe'],
  ['renvoyer mes appels vers un autre poste téléphonique', 'telephone-fixe'],
  ['carte sim bloquée', 'telephone-mobile'],
  ['smartphone professionnel écran fendu', 'telephone-mobile'],
  ['vidéoprojecteur salle 12', 'salle-de-reunion'],
  ['on m’a volé mon ordinateur portable', 'materiel-perdu-ou-vole'],
  ['badge perdu', 'materiel-perdu-ou-vole'],
  ['erreur sur ma fiche de paie', 'gestion-du-personnel'],
  ['poser mes congés', 'gestion-du-personnel'],
  ['bon de commande bloqué', 'application-financiere'],
  ['une facture en double', 'application-financiere'],
  ['lien mort sur l’intranet', 'site-web-et-intranet'],
  ['la visio n’a pas de son', 'agenda-et-visioconference'],
  ['ouvrir un site web pour notre projet', 'hebergement-site-web'],
  ['nom de domaine', 'hebergement-site-web'],
  ['tableaux de bord', 'pilotage'],
  ['extraction de données pour une enquête', 'pilotage'],
  ['faire évoluer une application', 'developpement'],
  ['je voudrais un nouvel ordinateur', 'conseil'],
  ['formation', 'conseil'],
  ['fuite d’eau dans les toilettes', 'maintenance-du-batiment'],
  ['il fait froid, le radiateur ne chauffe pas', 'maintenance-du-batiment'],
  ['ampoule grillée couloir', 'maintenance-du-batiment'],
  ['la serrure de ma porte', 'maintenance-du-batiment'],
  ['électricité', 'maintenance-du-batiment'],
  ['chaise cassée', 'logistique'],
  ['chaises pour une réunion', 'logistique'],
  ['arrivée d’un stagiaire', 'compte-et-mot-de-passe'],
  ['j’ai renversé du café sur mon portable', 'poste-de-travail'],
  ['déménager mon bureau', 'logistique'],
  ['faire livrer des cartons', 'logistique'],
  ['commande de fournitures : ramettes et stylos', 'logistique'],
];

for (const [text, slug] of phrases) {
  test(`« ${text} » leads to ${slug}`, () => {
    assert.equal(found(text)[0], slug, found(text).join(', '));
  });
}

test('what is being typed is found before it is finished', () => {
  for (const begun of ['imp', 'impri', 'imprim', 'imprimen', 'imprimant']) {
    assert.ok(found(begun).includes('imprimante'), begun);
  }
  assert.equal(found('mon ecra')[0], 'ecran-clavier-souris');
  assert.equal(found('vidéopr')[0], 'salle-de-reunion');
});

test('a word well spelled is never taken for another one', () => {
  assert.ok(!found('la porte du couloir').includes('poste-de-travail'));
  assert.ok(!found('une table.').includes('telephone-mobile'));
});

test('words that say nothing find nothing, and « Je ne sais pas » is never found', () => {
  for (const text of [
    '',
    '   ',
    '?!…',
    'bonjour',
    'ça ne marche pas',
    'j’ai un problème urgent',
    'xqzwk',
  ]) {
    assert.deepEqual(found(text), [], text);
  }
  assert.ok(!found('je ne sais pas').includes('je-ne-sais-pas'));
});

test('an empty word that may be a thing is looked for when nothing else is typed', () => {
  for (const text of ['son', 'pas de son', 'je n’ai plus de son !']) {
    assert.equal(found(text)[0], 'agenda-et-visioconference', text);
  }
  // Beside a word that says something, it is what it was.
  assert.ok(!found('il a perdu son badge').includes('agenda-et-visioconference'));
});

test('a sign that no keyboard types parts no word', () => {
  for (const sign of ['\0', '\u0001', '\u001b', '\u0085\u0007']) {
    assert.deepEqual(found(`impri${sign}mante`), found('imprimante'), JSON.stringify(sign));
  }
  assert.deepEqual(found('imprimante\tbloquée'), found('imprimante bloquée'));
});

test('each nature is found by its own name and by each of its synonyms, with the words that led to it', () => {
  for (const category of allCategories(catalogue).filter(({ isUnknown }) => !isUnknown)) {
    const [first] = searchCategories(catalogue, category.name, 3);
    assert.equal(first?.category.slug, category.slug, category.name);
    assert.deepEqual(first?.reason.source, 'name');
    for (const synonym of category.synonyms) {
      const match = searchCategories(catalogue, `${synonym}.`, 3).find(
        (each) => each.category.id === category.id,
      );
      assert.ok(match, `${synonym} → ${category.slug}: ${found(synonym).join(', ')}`);
    }
  }
});

test('the reason quotes the words of the catalogue, whole', () => {
  const [match] = searchCategories(catalogue, 'plus aucun écran, noir', 1);
  assert.deepEqual(match?.reason, { source: 'synonym', phrase: 'écran noir' });
});

const phrase = fc.constantFrom(...phrases.map(([text]) => text));

test('case, accents and the order of words change nothing', () => {
  fc.assert(
    fc.property(phrase, fc.gen(), (text, gen) => {
      const words = text.split(' ');
      const shuffled = gen(fc.shuffledSubarray, words, { minLength: words.length }).join(' ');
      // The full stop says that the last word is finished, whichever it is.
      assert.deepEqual(found(`${shuffled}.`), found(`${text}.`));
      assert.deepEqual(found(text.toUpperCase()), found(text));
      assert.deepEqual(found(text.normalize('NFD').replace(/[\u0300-\u036F]/g, '')), found(text));
    }),
  );
});

test('any text is answered, within the limit, likeliest first, quickly', () => {
  const texts = fc.oneof(fc.string({ maxLength: 300, unit: 'binary' }), fc.lorem({ maxCount: 60 }));
  fc.assert(
    fc.property(texts, fc.integer({ min: 0, max: 6 }), (text, limit) => {
      const matches = searchCategories(catalogue, text, limit);
      assert.ok(matches.length <= limit);
      const scores = matches.map(({ score }) => score);
      assert.deepEqual(
        scores,
        scores.toSorted((a, b) => b - a),
      );
      assert.ok(scores.every((score) => score > 0));
    }),
    { numRuns: 60 },
  );
});
