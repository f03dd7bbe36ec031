import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ClaimTable, readClaimTable, readGroupRules } from '../config-claims.ts';
import { gatherAttributes, placesOfGroups, readPerson } from './claims.ts';

function table(text: string): ClaimTable {
  const read = readClaimTable(text);
  assert.ok(read, text);
  return read;
}

const ofAcademy = [
  ['CT-Remote-User', 'MDurand'],
  ['ctfn', 'Maude'],
  ['ctln', 'DURAND'],
  ['ctemail', 'maude.durand@exemple.fr'],
  ['rne', '0999001w'],
  ['FrEduRne', '0999001W$UAJ$PU$ADM$0999001W$T3$LYC$302'],
  ['FrEduRne', '0999002X$UAJ$PU$ADM$0999002X$T3$CLG$340'],
  ['FrEduRne', '0999002X$UAJ$PU$ENS$0999002X$T3$CLG$340'],
  ['FrEduRneResp', 'X'],
  ['FrEduFonctAdm', 'DIR'],
  ['employeenumber', '123456'],
  ['datenaissance', '01/02/1980'],
] as const;

test('the attributes of an academy give a person, all their schools and their function, and nothing else', () => {
  const read = readPerson(table('fredu'), gatherAttributes(ofAcademy), 'MDurand');
  assert.deepEqual(read, {
    claims: {
      login: 'mdurand',
      firstName: 'Maude',
      lastName: 'DURAND',
      email: 'maude.durand@exemple.fr',
      phone: null,
      room: null,
      site: null,
      mainUnit: { code: '0999001W', name: 'LYC 0999001W' },
      units: [{ code: '0999002X', name: 'CLG 0999002X' }],
    },
    groups: ['DIR'],
    unreadable: [],
  });
  assert.doesNotMatch(JSON.stringify(read), /123456|1980/);
});

test('a school whose letter is wrong is left out, and told', () => {
  const attributes = gatherAttributes([
    ['FrEduRne', '0999001A$UAJ$PU$ADM$0999001A$T3$LYC$302'],
    ['FrEduRne', '0999002X$UAJ$PU$ADM$0999002X$T3$CLG$340'],
  ]);
  const { claims, unreadable } = readPerson(table('fredu'), attributes, 'mdurand');
  assert.equal(claims.mainUnit?.code, '0999002X');
  assert.deepEqual(claims.units, []);
  assert.deepEqual(unreadable, ['units']);
});

test('a portal that says nothing but a name gives a login, and nulls that change nothing', () => {
  const { claims, groups } = readPerson(table('supann'), new Map(), ' Marie.Dupont ');
  assert.equal(claims.login, 'marie.dupont');
  const { login: _, ...others } = claims;
  assert.deepEqual(new Set(Object.values(others)), new Set([null]));
  assert.deepEqual(groups, []);
});

test('values become one readable line each', () => {
  const attributes = gatherAttributes([
    ['givenName', '  Élo\u0000dïe\n\tAnne '],
    ['sn', '\u200b'],
    ['sn', 'X'],
    ['sn', `Le${'e'.repeat(500)}`],
  ]);
  const { claims } = readPerson(table('supann'), attributes, 'e');
  assert.equal(claims.firstName, 'Élodïe Anne');
  assert.equal(claims.lastName?.length, 200);
});

test('ProConnect and supann have their own words', () => {
  const pro = gatherAttributes([
    ['given_name', 'Ana'],
    ['usual_name', 'Costa'],
    ['email', 'Ana.Costa@exemple.fr'],
    ['siret', '13002526500013'],
    ['uid', 'opaque'],
  ]);
  const { claims } = readPerson(table('proconnect'), pro, 'sub');
  assert.deepEqual(
    [claims.login, claims.firstName, claims.lastName, claims.mainUnit?.code],
    ['ana.costa@exemple.fr', 'Ana', 'Costa', '13002526500013'],
  );
  const supann = gatherAttributes([
    ['supannEntiteAffectationPrincipale', 'DSI'],
    ['supannEntiteAffectation', 'DSI'],
    ['supannEntiteAffectation', '{UAI}0999001W'],
    ['memberOf', 'cn=dsi,ou=groupes,dc=exemple,dc=fr'],
  ]);
  const other = readPerson(table('supann'), supann, 'ana');
  assert.equal(other.claims.mainUnit?.code, 'DSI');
  assert.deepEqual(
    other.claims.units?.map(({ code }) => code),
    ['0999001W'],
  );
  assert.deepEqual(other.groups, ['cn=dsi,ou=groupes,dc=exemple,dc=fr']);
});

test('a table may be made of several, and changed', () => {
  const both = table(
    'fredu proconnect telephone=mobile|telephoneNumber bureau= groupes=isMemberOf',
  );
  assert.deepEqual(both.lastName, ['ctln', 'sn', 'family_name', 'usual_name']);
  assert.deepEqual(both.phone, ['mobile', 'telephoneNumber']);
  assert.deepEqual([both.room, both.groups], [[], ['isMemberOf']]);
  for (const text of ['fredo', 'nom', 'nom=<b>', 'naissance=birthDate', 'nom==sn', '__proto__=x']) {
    assert.equal(readClaimTable(text), null, text);
  }
});

test('groups give the places that the rules name, whatever their capitals', () => {
  const rules = readGroupRules(
    'cn=dsi,ou=groupes,dc=exemple,dc=fr => SYSTEM-RESEAU ;\n DIR=>DOPSI responsable; admin du guichet => administrateur;',
  );
  assert.ok(rules);
  assert.equal(rules.length, 3);
  assert.deepEqual(placesOfGroups(rules, ['CN=DSI,ou=groupes,dc=exemple,dc=fr', 'dir', 'autre']), [
    { team: 'SYSTEM-RESEAU', role: 'agent' },
    { team: 'DOPSI', role: 'lead' },
  ]);
  assert.deepEqual(placesOfGroups(rules, ['admin du guichet']), ['administrator']);
  for (const text of ['dsi', 'dsi =>', '=> DOPSI', 'dsi => DOPSI chef', 'dsi => Équipe 1']) {
    assert.equal(readGroupRules(text), null, text);
  }
});
