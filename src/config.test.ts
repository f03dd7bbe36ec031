import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCertificate } from '../test/support/certificate.ts';
import { throwawayFile } from '../test/support/files.ts';
import { makeSamlPortal } from '../test/support/saml-portal.ts';
import { ConfigError, readConfig } from './config.ts';

const production = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://desk:word@db:5432/desk',
  BASE_URL: 'https://assistance.exemple.fr/',
  SESSION_SECRET: '0123456789abcdef0123456789abcdef',
};

function refusal(environment: Record<string, string | undefined>): readonly string[] {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.lines;
    throw error;
  }
  return [];
}

test('development needs no variable', () => {
  const config = readConfig({});
  assert.equal(config.production, false);
  assert.equal(config.host, '127.0.0.1');
  assert.equal(config.port, 3000);
  assert.equal(config.baseUrl, 'http://localhost:3000');
  assert.equal(config.databaseUrl, undefined);
});

test('an empty variable counts as absent', () => {
  assert.equal(readConfig({ PORT: '', DATABASE_URL: ' ' }).port, 3000);
});

test('production accepts what it needs, and listens on every address', () => {
  const config = readConfig(production);
  assert.equal(config.production, true);
  assert.equal(config.host, '0.0.0.0');
  assert.equal(config.baseUrl, 'https://assistance.exemple.fr');
});

test('the invented authority is for demonstrations: production names its own, or nobody', () => {
  assert.equal(readConfig({}).authorityName, 'Académie de Démonstration');
  assert.equal(readConfig(production).authorityName, '');
  const named = { ...production, AUTHORITY_NAME: ' Ville d’Essai ' };
  assert.equal(readConfig(named).authorityName, 'Ville d’Essai');
});

for (const name of ['DATABASE_URL', 'BASE_URL', 'SESSION_SECRET'] as const) {
  test(`production without ${name} says so in one line`, () => {
    const lines = refusal({ ...production, [name]: undefined });
    assert.equal(lines.length, 1);
    assert.match(lines[0] ?? '', new RegExp(`^${name} manque`));
  });
}

test('every missing variable is told at once', () => {
  assert.equal(refusal({ NODE_ENV: 'production' }).length, 3);
});

const oidc = {
  ...{ DOORS: 'oidc', OIDC_ISSUER: 'https://portail.exemple.fr/', OIDC_CLIENT_ID: 'bureau' },
  OIDC_CLIENT_SECRET: 'un secret du portail',
};
const header = {
  ...{ DOORS: 'entete', HEADER_PROXIES: '10.0.0.5', HEADER_SECRET: '0123456789abcdef'.repeat(2) },
};
const { OIDC_CLIENT_SECRET: _secret, ...oidcWithoutSecret } = oidc;
const portal = makeSamlPortal();
const portalFile = throwawayFile('portail.xml', portal.metadata);
const saml = { DOORS: 'saml', SAML_METADATA: portalFile };
const mailNumber = 'urn:oid:0.9.2342.19200300.100.1.3';
const own = makeCertificate();
const ownFiles = {
  SAML_KEY: throwawayFile('clef.pem', own.privateKey),
  SAML_KEY_CERTIFICATE: throwawayFile('certificat.pem', own.certificate),
};
const directory = { LDAP_URL: 'ldap://annuaire.exemple.fr', LDAP_BASE: 'dc=exemple,dc=fr' };

const wrong: [string, string, Record<string, string>][] = [
  ['PORT', 'zero', { PORT: '0' }],
  ['PORT', 'too large', { PORT: '65536' }],
  ['PORT', 'a word', { PORT: 'http' }],
  ['NODE_ENV', 'a short form', { NODE_ENV: 'prod' }],
  ['HOST', 'a sentence', { HOST: 'this machine' }],
  ['DATABASE_URL', 'another kind of database', { DATABASE_URL: 'mysql://db/desk' }],
  ['DATABASE_URL', 'no address', { DATABASE_URL: 'desk' }],
  ['DATABASE_OWNER_URL', 'no address', { DATABASE_OWNER_URL: 'desk' }],
  ['BASE_URL', 'a path', { BASE_URL: 'https://exemple.fr/desk' }],
  ['BASE_URL', 'no scheme', { BASE_URL: 'exemple.fr' }],
  [
    'BASE_URL',
    'without encryption in production',
    { ...production, BASE_URL: 'http://exemple.fr' },
  ],
  ['SESSION_SECRET', 'too short', { SESSION_SECRET: 'secret' }],
  ['SESSION_SECRET', 'always the same letter', { ...production, SESSION_SECRET: 'a'.repeat(40) }],
  ['LOG_LEVEL', 'unknown', { LOG_LEVEL: 'loud' }],
  ['TRUST_PROXY', 'anybody', { TRUST_PROXY: 'true' }],
  ['AUTHORITY_NAME', 'a paragraph', { AUTHORITY_NAME: 'x'.repeat(101) }],
  ['TRUST_PROXY', 'the whole world', { TRUST_PROXY: '0.0.0.0/0' }],
  ['TRUST_PROXY', 'no address', { TRUST_PROXY: '10.0.0.5,999.1.1.1' }],
  ['RATE_LIMIT_PERSON', 'a word', { RATE_LIMIT_PERSON: 'many' }],
  ['METRICS_TOKEN', 'too short', { METRICS_TOKEN: 'abc' }],
  ['PROCESS', 'unknown', { PROCESS: 'mail' }],
  ['DOORS', 'unknown', { DOORS: 'local,magie' }],
  ['DOORS', 'twice the same', { DOORS: 'local,local' }],
  ['DOORS', 'nothing', { DOORS: ',' }],
  ['CAS_URL', 'missing for its door', { DOORS: 'cas' }],
  ['CAS_URL', 'in clear', { DOORS: 'cas', CAS_URL: 'http://portail.exemple.fr/cas' }],
  [
    'CAS_URL',
    'with the page where one signs in',
    { DOORS: 'cas', CAS_URL: 'https://portail.exemple.fr/cas/login' },
  ],
  ['CAS_URL', 'with a query', { DOORS: 'cas', CAS_URL: 'https://portail.exemple.fr/cas?a=b' }],
  ['CAS_GATEWAY', 'a word', { CAS_GATEWAY: 'true' }],
  ['CAS_GATEWAY', 'and renew', { CAS_GATEWAY: 'oui', CAS_RENEW: 'oui' }],
  ['CLAIMS', 'an unknown table', { CLAIMS: 'fredo' }],
  ['CAS_CLAIMS', 'an unknown field', { CAS_CLAIMS: 'supann naissance=birthDate' }],
  ['OIDC_ISSUER', 'missing for its door', { ...oidc, OIDC_ISSUER: '' }],
  ['OIDC_ISSUER', 'in clear', { ...oidc, OIDC_ISSUER: 'http://portail.exemple.fr' }],
  ['OIDC_CLIENT_ID', 'missing for its door', { ...oidc, OIDC_CLIENT_ID: '' }],
  ['OIDC_CLIENT_SECRET', 'missing for its door', oidcWithoutSecret],
  ['OIDC_PRESET', 'unknown', { ...oidc, OIDC_PRESET: 'franceconnect' }],
  ['OIDC_SCOPES', 'without openid', { ...oidc, OIDC_SCOPES: 'profile email' }],
  ['OIDC_SIGNATURE', 'made with a secret', { ...oidc, OIDC_SIGNATURE: 'HS256' }],
  ['SAML_METADATA', 'missing for its door', { DOORS: 'saml' }],
  ['SAML_METADATA', 'relative', { ...saml, SAML_METADATA: 'portail.xml' }],
  ['SAML_METADATA', 'not there', { ...saml, SAML_METADATA: '/nulle/part.xml' }],
  ['SAML_METADATA', 'another file', { ...saml, SAML_METADATA: ownFiles.SAML_KEY }],
  ['SAML_METADATA', 'of another portal', { ...saml, SAML_IDP: 'https://autre.exemple.fr' }],
  ['SAML_IDP', 'with a space', { ...saml, SAML_IDP: 'le portail' }],
  ['SAML_SSO_URL', 'in clear', { ...saml, SAML_SSO_URL: 'http://portail.exemple.fr/sso' }],
  ['SAML_SLO_URL', 'no address', { ...saml, SAML_SLO_URL: 'portail' }],
  ['SAML_CERTIFICATES', 'not there', { ...saml, SAML_CERTIFICATES: '/nulle/part.pem' }],
  ['SAML_CERTIFICATES', 'a key', { ...saml, SAML_CERTIFICATES: ownFiles.SAML_KEY }],
  ['SAML_KEY', 'alone', { ...saml, SAML_KEY: ownFiles.SAML_KEY }],
  [
    'SAML_KEY',
    'of another certificate',
    {
      ...{ ...saml, ...ownFiles },
      SAML_KEY_CERTIFICATE: throwawayFile('portail.pem', portal.key.certificate),
    },
  ],
  [
    'SAML_KEY_CERTIFICATE',
    'not there',
    { ...saml, ...ownFiles, SAML_KEY_CERTIFICATE: '/rien.pem' },
  ],
  ['SAML_KEY', 'missing to decrypt', { ...saml, SAML_ENCRYPTED: 'oui' }],
  ['SAML_NAME_ID', 'a courriel', { ...saml, SAML_NAME_ID: 'emailAddress' }],
  ['SAML_SUBJECT', 'a courriel', { ...saml, SAML_SUBJECT: 'mail' }],
  ['SAML_SUBJECT', 'a courriel, by its number', { ...saml, SAML_SUBJECT: mailNumber }],
  ['SAML_SUBJECT', 'missing for names that pass', { ...saml, SAML_NAME_ID: 'transient' }],
  ['HEADER_PROXIES', 'missing for its door', { ...header, HEADER_PROXIES: '' }],
  ['HEADER_PROXIES', 'the whole world', { ...header, HEADER_PROXIES: '0.0.0.0/0' }],
  ['HEADER_PROXIES', 'by name', { ...header, HEADER_PROXIES: 'portail.exemple.fr' }],
  [
    'HEADER_SECRET',
    'missing for its door, in production',
    { ...production, DOORS: 'entete', HEADER_PROXIES: '10.0.0.5' },
  ],
  ['SOCKET', 'missing for the proxies that use it', { ...header, HEADER_PROXIES: 'unix' }],
  ['SOCKET', 'relative', { SOCKET: 'web.sock' }],
  ['HEADER_SECRET', 'too short', { ...header, HEADER_SECRET: 'secret-court' }],
  ['HEADER_SECRET_NAME', 'one of the web’s own', { ...header, HEADER_SECRET_NAME: 'Cookie' }],
  [
    'HEADER_SECRET_NAME',
    'a header of a browser',
    { ...header, HEADER_SECRET_NAME: 'Authorization' },
  ],
  [
    'HEADER_SECRET_NAME',
    'a header of the table',
    { ...header, HEADER_SECRET_NAME: 'CT-Remote-User' },
  ],
  ['HEADER_CLAIMS', 'what browsers say', { ...header, HEADER_CLAIMS: 'identifiant=User-Agent' }],
  ['HEADER_CLAIMS', 'no name of a header', { ...header, HEADER_CLAIMS: 'identifiant=a/b' }],
  [
    'HEADER_CLAIMS',
    'two that look alike',
    { ...header, HEADER_CLAIMS: 'identifiant=Remote_User nom=remote-user' },
  ],
  ['HEADER_CLAIMS', 'without a user', { ...header, HEADER_CLAIMS: 'fredu identifiant=' }],
  ['HEADER_SIGN_OUT', 'in clear', { ...header, HEADER_SIGN_OUT: 'http://portail.exemple.fr' }],
  ['GROUP_ROLES', 'without a place', { GROUP_ROLES: 'dsi' }],
  ['PORTAL_TIMEOUT', 'a word', { PORTAL_TIMEOUT: 'long' }],
  ['LDAP_URL', 'of the web', { LDAP_URL: 'https://annuaire.exemple.fr', LDAP_BASE: 'dc=fr' }],
  ['LDAP_URL', 'with a path', { LDAP_URL: 'ldaps://annuaire.exemple.fr/dc=fr' }],
  ['LDAP_BASE', 'missing for its server', { LDAP_URL: 'ldaps://annuaire.exemple.fr' }],
  ['LDAP_STARTTLS', 'left out elsewhere', { ...directory, LDAP_STARTTLS: 'non' }],
  ['LDAP_BIND_DN', 'without its password', { ...directory, LDAP_BIND_DN: 'cn=lecteur' }],
  ['LDAP_FILTER', 'that does not close', { LDAP_FILTER: '(uid=*' }],
  ['LDAP_KEY', 'two attributes', { LDAP_KEY: 'uid entryUUID' }],
  ['LDAP_CLAIMS', 'an unknown table', { LDAP_CLAIMS: 'annuaire' }],
  ['LDAP_SHARED_LOGINS', 'a word', { LDAP_SHARED_LOGINS: 'true' }],
  ['LDAP_PAGE_SIZE', 'nothing', { LDAP_PAGE_SIZE: '0' }],
  [
    'NODE_TLS_REJECT_UNAUTHORIZED',
    'that believes anybody',
    { ...oidc, NODE_TLS_REJECT_UNAUTHORIZED: '0' },
  ],
  ['NODE_EXTRA_CA_CERTS', 'not there', { ...directory, NODE_EXTRA_CA_CERTS: '/nulle/part.pem' }],
  ['NODE_EXTRA_CA_CERTS', 'a key', { ...oidc, NODE_EXTRA_CA_CERTS: ownFiles.SAML_KEY }],
];

for (const [name, how, environment] of wrong) {
  test(`${name}, ${how}, is refused in one line that names it and keeps its value to itself`, () => {
    const lines = refusal(environment);
    assert.equal(lines.length, 1);
    const [line = ''] = lines;
    assert.ok(line.startsWith(name), line);
    assert.ok(!line.includes('\n'));
    const value = environment[name] ?? '';
    if (value !== '' && (name.includes('SECRET') || name.includes('TOKEN')))
      assert.ok(!line.includes(value), line);
  });
}

test('files have the usual limits and no scanner, unless something else is said', () => {
  const { files } = readConfig({});
  assert.deepEqual(files.limits, { fileBytes: 26_214_400, ticketBytes: 104_857_600 });
  assert.deepEqual([files.clamd, files.whenScannerDown], [null, 'hold']);
  const chosen = readConfig({ FILE_MAX_MIB: '5', CLAMD: '127.0.0.1:3310', CLAMD_DOWN: 'refuser' });
  assert.equal(chosen.files.limits.fileBytes, 5_242_880);
  assert.deepEqual(chosen.files.clamd, { host: '127.0.0.1', port: 3310 });
  assert.equal(chosen.files.whenScannerDown, 'refuse');
});

for (const [name, value] of [
  ['FILE_MAX_MIB', '0'],
  ['FILE_MAX_MIB', '1.5'],
  ['TICKET_FILES_MAX_MIB', 'beaucoup'],
  ['CLAMD', 'clamav'],
  ['CLAMD_DOWN', 'silence'],
] as const) {
  test(`${name}=${value} stops the start with a line that says what to write`, () => {
    const lines = refusal({ [name]: value });
    assert.equal(lines.length, 1);
    assert.match(lines[0] ?? '', new RegExp(`^${name} doit`));
  });
}

test('a file that is heavier than a ticket may hold could never be sent', () => {
  const lines = refusal({ FILE_MAX_MIB: '200' });
  assert.match(lines[0] ?? '', /^TICKET_FILES_MAX_MIB doit/);
});

test('people come in by the local door, unless others are named', () => {
  const { doors } = readConfig({});
  assert.deepEqual([doors.enabled, doors.cas, doors.groups], [['local'], null, []]);
  assert.equal(readConfig({ CAS_URL: 'https://portail.exemple.fr/cas' }).doors.cas, null);
});

test('the door of a portal is read with its table, its own or the common one', () => {
  const given = {
    ...{ DOORS: 'cas, local', CAS_URL: 'https://portail.exemple.fr/cas/', CAS_NAME: ' Arena ' },
    ...{ GROUP_ROLES: 'dsi => DOPSI responsable', CAS_SHARED_LOGINS: 'non' },
  };
  const { doors } = readConfig(given);
  assert.deepEqual(doors.enabled, ['cas', 'local']);
  assert.deepEqual(doors.groups, [{ group: 'dsi', place: { team: 'DOPSI', role: 'lead' } }]);
  const { claims, ...cas } = doors.cas ?? assert.fail('no door');
  assert.deepEqual(cas, {
    ...{ url: 'https://portail.exemple.fr/cas', label: 'Arena', sharesLogins: false },
    ...{ patienceMs: 8_000, gateway: false, renew: false },
  });
  assert.deepEqual(claims.lastName, ['sn'], 'the usual table of CAS');
  const common = readConfig({ ...given, CLAIMS: 'fredu' });
  assert.deepEqual(common.doors.cas?.claims.mainUnit, ['rne']);
  const own = readConfig({ ...given, CLAIMS: 'fredu', CAS_CLAIMS: 'supann bureau=office' });
  assert.deepEqual(own.doors.cas?.claims.room, ['office']);
});

test('each kind of portal of OpenID Connect is asked in its own way', () => {
  const read = (more: Record<string, string>) =>
    readConfig({ ...oidc, ...more }).doors.oidc ?? assert.fail('no door');
  const { claims, ...usual } = read({});
  assert.deepEqual(usual, {
    ...{ issuer: 'https://portail.exemple.fr/', clientId: 'bureau', label: '' },
    ...{ clientSecret: 'un secret du portail', sharesLogins: false, patienceMs: 8_000 },
    ...{ scopes: 'openid profile email', acr: [], acrIsClaimed: false, pkce: true },
    signsUserinfo: null,
  });
  assert.deepEqual(claims.login, ['preferred_username']);
  const agents = read({ OIDC_PRESET: 'proconnect' });
  assert.deepEqual(
    [agents.scopes, agents.acr, agents.acrIsClaimed, agents.signsUserinfo, agents.claims.lastName],
    ['openid given_name usual_name email uid siret', ['eidas1'], true, 'RS256', ['usual_name']],
  );
  const groups = ['groups', 'roles', 'realm_access.roles'];
  assert.deepEqual(read({ OIDC_PRESET: 'keycloak' }).claims.groups, groups);
  assert.deepEqual(read({ OIDC_PRESET: 'lemonldap' }).claims.login, ['preferred_username', 'uid']);
  assert.equal(readConfig({ ...oidc, DOORS: 'local' }).doors.oidc, null);
});

test('a portal of SAML is known by its metadata, or by hand', () => {
  const read = (more: Record<string, string>) =>
    readConfig({ DOORS: 'saml', ...more }).doors.saml ?? assert.fail('no door');
  const { claims, ...usual } = read(saml);
  const known = {
    ...{ idp: portal.idp, ssoUrl: portal.ssoUrl, certificates: [portal.key.certificate] },
    ...{
      key: null,
      decrypts: false,
      entityId: null,
      subject: null,
      label: '',
      sharesLogins: false,
    },
    nameIdFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
    patienceMs: 8_000,
  };
  const sloUrl = 'https://portail.exemple.fr/saml/singleLogout';
  assert.deepEqual(usual, { ...known, sloUrl, sloReturnUrl: `${sloUrl}Return` });
  assert.deepEqual(claims.lastName, ['sn'], 'the usual table');
  const byHand = {
    ...{ SAML_IDP: portal.idp, SAML_SSO_URL: `${portal.ssoUrl}?idpid=1`, ...ownFiles },
    SAML_CERTIFICATES: throwawayFile('certificats.pem', own.certificate + portal.key.certificate),
  };
  const { claims: _claims, ...written } = read(byHand);
  assert.deepEqual(written, {
    ...{ ...known, sloUrl: null, sloReturnUrl: null, ssoUrl: `${portal.ssoUrl}?idpid=1`, key: own },
    certificates: [own.certificate, portal.key.certificate],
  });
  assert.equal(readConfig({ ...saml, DOORS: 'local' }).doors.saml, null);
});

test('of the portals of a federation, the one that is named is taken', () => {
  const [one, other] = [portal, makeSamlPortal('https://autre.exemple.fr/idp')].map(
    ({ metadata }) => metadata.slice(metadata.indexOf('<EntityDescriptor')),
  );
  const all = `<EntitiesDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata">${String(one)}${String(other)}</EntitiesDescriptor>`;
  const given = { DOORS: 'saml', SAML_METADATA: throwawayFile('federation.xml', all) };
  assert.throws(() => readConfig(given), /SAML_IDP dit lequel/);
  const read = readConfig({ ...given, SAML_IDP: 'https://autre.exemple.fr/idp' });
  assert.equal(read.doors.saml?.idp, 'https://autre.exemple.fr/idp');
});

test('the headers of a proxy are those of fredu, one for each thing, unless others are named', () => {
  const read = (more: Record<string, string> = {}) =>
    readConfig({ ...header, ...more }).doors.entete ?? assert.fail('no door');
  const { claims, ...usual } = read({
    HEADER_PROXIES: '10.0.0.5, 192.168.3.0/24 unix',
    SOCKET: '/run/essai.sock',
  });
  assert.deepEqual(usual, {
    ...{ proxies: ['10.0.0.5', '192.168.3.0/24', 'unix'], secret: header.HEADER_SECRET },
    ...{ secretHeader: 'x-portail-secret', userHeader: 'ct-remote-user', label: '' },
    ...{ sharesLogins: true, patienceMs: 8_000, signOutAddress: null },
  });
  assert.deepEqual(Object.values(claims).flat(), [
    ...['ct-remote-user', 'ctfn', 'ctln', 'ctemail', 'rne', 'FrEduRne', 'FrEduRneResp'],
    'FrEduFonctAdm',
  ]);
  // What other doors read is no header of this one.
  assert.deepEqual(read({ CLAIMS: 'supann' }).claims.login, ['ct-remote-user']);
  const own = read({ HEADER_CLAIMS: 'identifiant=Auth-User|uid nom=Auth-Sn' });
  assert.deepEqual([own.userHeader, own.claims.login], ['Auth-User', ['Auth-User']]);
  assert.equal(readConfig({ ...header, DOORS: 'local' }).doors.entete, null);
});

test('no directory is followed unless one is named; then it is read with its table, encrypted', () => {
  assert.equal(readConfig({}).directory, null);
  const { claims, ...read } = readConfig(directory).directory ?? assert.fail('no directory');
  assert.deepEqual(read, {
    ...{ url: 'ldap://annuaire.exemple.fr', startsTls: true, reader: null },
    ...{ base: 'dc=exemple,dc=fr', filter: '(objectClass=inetOrgPerson)', key: 'entryUUID' },
    ...{ sharesLogins: true, pageSize: 500 },
  });
  assert.deepEqual(claims.lastName, ['sn'], 'the usual table of directories');
  const over = { ...directory, LDAP_URL: 'ldaps://annuaire.exemple.fr/', CLAIMS: 'fredu' };
  const own = readConfig({
    ...over,
    LDAP_BIND_DN: 'cn=lecteur',
    LDAP_BIND_PASSWORD: 'mot',
  }).directory;
  assert.deepEqual(own?.reader, { dn: 'cn=lecteur', password: 'mot' });
  assert.deepEqual([own.url, own.startsTls], ['ldaps://annuaire.exemple.fr', false]);
  assert.deepEqual(own.claims.mainUnit, ['rne'], 'the common table');
  const here = { ...directory, LDAP_URL: 'ldap://127.0.0.1:3890', LDAP_STARTTLS: 'non' };
  assert.equal(readConfig(here).directory?.startsTls, false);
});
