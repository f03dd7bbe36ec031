import assert from 'node:assert/strict';
import { test } from 'node:test';
import { casFailure, casResponse, casSuccess } from '../../test/support/cas-server.ts';
import { readCasAnswer, readLogoutRequest } from './cas-answer.ts';

test('a user is read with every value of their attributes, escaped characters included', () => {
  const answer = readCasAnswer(
    casSuccess({
      user: 'marie.dupont',
      attributes: { mail: 'm&m@exemple.fr', memberOf: ['a', 'b'] },
    }),
  );
  assert.ok(answer.outcome === 'valid');
  assert.equal(answer.user, 'marie.dupont');
  assert.deepEqual(
    [...answer.attributes],
    [
      ['mail', ['m&m@exemple.fr']],
      ['memberof', ['a', 'b']],
    ],
  );
});

test('text cut by a comment or wrapped is read whole: nobody becomes somebody else', () => {
  const text = casResponse(
    '<cas:authenticationSuccess><cas:user>admin<!-- -->.evil<![CDATA[.fr]]></cas:user></cas:authenticationSuccess>',
  );
  const answer = readCasAnswer(text);
  assert.ok(answer.outcome === 'valid');
  assert.equal(answer.user, 'admin.evil.fr');
});

const user = '<cas:user>marie.dupont</cas:user>';
const success = (inside: string): string =>
  casResponse(`<cas:authenticationSuccess>${inside}</cas:authenticationSuccess>`);

const notAnswers: Record<string, [text: string, why: string]> = {
  'two users': [success(user + user), 'two-users'],
  'no user': [success(''), 'no-user'],
  'an empty user': [success('<cas:user> </cas:user>'), 'user'],
  'a user with something inside': [success('<cas:user>a<cas:b/></cas:user>'), 'user'],
  'a very long user': [success(`<cas:user>${'a'.repeat(201)}</cas:user>`), 'user'],
  'two answers': [
    casResponse(
      `<cas:authenticationSuccess>${user}</cas:authenticationSuccess><cas:authenticationFailure code="INVALID_TICKET"/>`,
    ),
    'not-one-answer',
  ],
  'no answer': [casResponse(''), 'not-one-answer'],
  'two lists of attributes': [
    success(`${user}<cas:attributes/><cas:attributes/>`),
    'two-attributes',
  ],
  'another namespace': [
    casSuccess({ user: 'marie.dupont' }).replace('www.yale.edu/tp/cas', 'evil.example'),
    'not-cas',
  ],
  'a page': ['<html><body>marie.dupont</body></html>', 'not-cas'],
  'no XML': ['yes\nmarie.dupont\n', 'not-well-formed'],
  nothing: ['', 'not-well-formed'],
  'an end that is missing': [casSuccess({ user: 'marie.dupont' }).slice(0, -5), 'not-well-formed'],
  'something after the end': [`${casSuccess({ user: 'marie.dupont' })}<x/>`, 'not-well-formed'],
  'a document type': [`<!DOCTYPE a>${success(user).slice(39)}`, 'doctype'],
  'an entity of its own': [
    `<!DOCTYPE a [<!ENTITY who "admin">]>${success('<cas:user>&who;</cas:user>').slice(39)}`,
    'doctype',
  ],
  'an entity that nobody declared': [success('<cas:user>&who;</cas:user>'), 'not-well-formed'],
  'an instruction': [success(`${user}<?php evil() ?>`), 'instruction'],
  'a very long text': [success(`${user}<!--${'a'.repeat(262_144)}-->`), 'too-long'],
  'thousands of elements': [success(user + '<cas:a/>'.repeat(2_001)), 'too-large'],
  'elements without end': [
    success(user + '<cas:a>'.repeat(30) + '</cas:a>'.repeat(30)),
    'too-large',
  ],
};

for (const [name, [text, why]] of Object.entries(notAnswers)) {
  test(`${name}: not an answer, nobody is let in`, () => {
    const refusal = { outcome: 'refused', reason: 'answer_unreadable', detail: why };
    assert.deepEqual(readCasAnswer(text), refusal);
  });
}

test('an answer that went through somebody else is refused', () => {
  const text = success(
    `${user}<cas:proxies><cas:proxy>https://other.example/</cas:proxy></cas:proxies>`,
  );
  assert.deepEqual(readCasAnswer(text), {
    outcome: 'refused',
    reason: 'proxy_refused',
    detail: 'proxies',
  });
});

test('a failure keeps its code and the reason it stands for', () => {
  for (const [code, reason] of [
    ['INVALID_TICKET', 'portal_refused'],
    ['INVALID_SERVICE', 'wrong_service'],
    ['INVALID_TICKET_SPEC', 'proxy_refused'],
    ['INTERNAL_ERROR', 'portal_refused'],
    ['constructor', 'portal_refused'],
  ] as const) {
    assert.deepEqual(readCasAnswer(casFailure(code)), { outcome: 'refused', reason, detail: code });
  }
});

const logout = (inside: string): string =>
  `<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="LR-1" Version="2.0" IssueInstant="2026-11-23T09:00:00Z"><saml:NameID>@NOT_USED@</saml:NameID>${inside}</samlp:LogoutRequest>`;

test('a logout names the tickets whose sessions are over', () => {
  const index = (ticket: string) => `<samlp:SessionIndex> ${ticket} </samlp:SessionIndex>`;
  assert.deepEqual(readLogoutRequest(logout(index('ST-1') + index('ST-2'))), ['ST-1', 'ST-2']);
  for (const text of [
    logout(''),
    'ST-1',
    `<!DOCTYPE a>${logout(index('ST-1'))}`,
    logout(index('ST-1')).replaceAll('SAML:2.0:protocol', 'other'),
  ]) {
    assert.deepEqual(readLogoutRequest(text), []);
  }
});

test('a logout that names a crowd of tickets is no portal’s', () => {
  const crowd = (count: number) =>
    logout('<samlp:SessionIndex>ST-1</samlp:SessionIndex>'.repeat(count));
  assert.equal(readLogoutRequest(crowd(20)).length, 20);
  assert.deepEqual(readLogoutRequest(crowd(21)), []);
});
