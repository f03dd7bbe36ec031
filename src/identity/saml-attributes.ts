/** What the attributes of directories are called by those who write them as numbers or addresses. */
const shortNames: Readonly<Record<string, string>> = {
  'urn:oid:0.9.2342.19200300.100.1.1': 'uid',
  'urn:oid:0.9.2342.19200300.100.1.3': 'mail',
  'urn:oid:0.9.2342.19200300.100.1.6': 'roomNumber',
  'urn:oid:0.9.2342.19200300.100.1.41': 'mobile',
  'urn:oid:2.5.4.3': 'cn',
  'urn:oid:2.5.4.4': 'sn',
  'urn:oid:2.5.4.20': 'telephoneNumber',
  'urn:oid:2.5.4.42': 'givenName',
  'urn:oid:2.16.840.1.113730.3.1.241': 'displayName',
  'urn:oid:1.2.840.113556.1.2.102': 'memberOf',
  'urn:oid:1.3.6.1.4.1.5923.1.5.1.1': 'isMemberOf',
  'urn:oid:1.3.6.1.4.1.5923.1.1.1.1': 'eduPersonAffiliation',
  'urn:oid:1.3.6.1.4.1.5923.1.1.1.6': 'eduPersonPrincipalName',
  'urn:oid:1.3.6.1.4.1.5923.1.1.1.13': 'eduPersonUniqueId',
  'urn:oid:1.3.6.1.4.1.7135.1.2.1.8': 'supannEntiteAffectation',
  'urn:oid:1.3.6.1.4.1.7135.1.2.1.11': 'supannEmpId',
  'urn:oid:1.3.6.1.4.1.7135.1.2.1.13': 'supannEntiteAffectationPrincipale',
  'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname': 'givenName',
  'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname': 'sn',
  'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress': 'mail',
  'http://schemas.xmlsoap.org/claims/group': 'memberOf',
  'http://schemas.microsoft.com/ws/2008/06/identity/claims/groups': 'memberOf',
};

const oldPrefix = 'urn:mace:dir:attribute-def:';

/** Gives the names an attribute goes by here: its own, the short one it is known for, and the one the portal adds. */
export function namesOf(name: string, friendlyName: string): string[] {
  const key = name.toLowerCase();
  const short = Object.hasOwn(shortNames, key) ? shortNames[key] : undefined;
  const old = key.startsWith(oldPrefix) ? name.slice(oldPrefix.length) : undefined;
  const names = [name, short ?? old ?? friendlyName].filter(
    (one) => one !== undefined && one !== '',
  );
  return [...new Map(names.map((one) => [one.toLowerCase(), one])).values()];
}
