/** What a portal may say of a person, by the words of the configuration. */
export const claimFields = {
  identifiant: 'login',
  prenom: 'firstName',
  nom: 'lastName',
  courriel: 'email',
  telephone: 'phone',
  bureau: 'room',
  site: 'site',
  affectation: 'mainUnit',
  affectations: 'units',
  groupes: 'groups',
} as const;
type FieldWord = keyof typeof claimFields;
export type ClaimField = (typeof claimFields)[FieldWord];

/** Which attributes say each thing of a person, the first one that says something winning; lists take them all. */
export type ClaimTable = Readonly<Record<ClaimField, readonly string[]>>;

type Preset = Partial<Record<ClaimField, readonly string[]>>;

/** The attributes of the portals that public bodies run. */
const presets = {
  /** The portals of academies: ClearTrust headers, and the same attributes through CAS or OpenID Connect. */
  fredu: {
    login: ['ct-remote-user', 'uid'],
    firstName: ['ctfn', 'givenName', 'given_name'],
    lastName: ['ctln', 'sn', 'family_name'],
    email: ['ctemail', 'mail', 'email'],
    mainUnit: ['rne'],
    units: ['FrEduRne', 'FrEduRneResp'],
    groups: ['FrEduFonctAdm'],
  },
  /** The directories of universities and schools, and any inetOrgPerson. */
  supann: {
    login: ['uid'],
    firstName: ['givenName'],
    lastName: ['sn'],
    email: ['mail'],
    phone: ['telephoneNumber'],
    room: ['roomNumber'],
    mainUnit: ['supannEntiteAffectationPrincipale'],
    units: ['supannEntiteAffectation'],
    groups: ['memberOf', 'eduPersonAffiliation'],
  },
  proconnect: {
    login: ['email'],
    firstName: ['given_name'],
    lastName: ['usual_name'],
    email: ['email'],
    phone: ['phone'],
    mainUnit: ['siret'],
  },
  /** The standard claims of OpenID Connect. */
  oidc: {
    login: ['preferred_username'],
    firstName: ['given_name'],
    lastName: ['family_name'],
    email: ['email'],
    phone: ['phone_number'],
    groups: ['groups'],
  },
} as const satisfies Record<string, Preset>;

/** The names of the tables that are known. */
export const presetNames = Object.keys(presets) as (keyof typeof presets)[];

const fields = Object.values(claimFields);
const isPreset = (word: string): word is keyof typeof presets => Object.hasOwn(presets, word);
const isField = (word: string): word is FieldWord => Object.hasOwn(claimFields, word);

/**
 * Reads « fredu telephone=telephoneNumber|mobile bureau= »: tables by name, one after the other, then what differs.
 * Null when it cannot be read.
 */
export function readClaimTable(text: string): ClaimTable | null {
  const table = new Map<ClaimField, readonly string[]>(fields.map((field) => [field, []]));
  for (const word of text.split(/[\s,]+/).filter(Boolean)) {
    if (isPreset(word)) addPreset(table, presets[word]);
    else if (!setField(table, word)) return null;
  }
  return Object.fromEntries(table) as ClaimTable;
}

function addPreset(table: Map<ClaimField, readonly string[]>, preset: Preset): void {
  for (const field of fields) {
    table.set(field, [...new Set([...(table.get(field) ?? []), ...(preset[field] ?? [])])]);
  }
}

function setField(table: Map<ClaimField, readonly string[]>, word: string): boolean {
  const [, name = '', names = ''] = /^(\w+)=([\w.:|/-]*)$/.exec(word) ?? [];
  if (!isField(name)) return false;
  table.set(claimFields[name], names.split('|').filter(Boolean));
  return true;
}

/** A place that a group of the portal gives: in a team, by its code, or at the administration. */
export type GroupPlace = { team: string; role: 'agent' | 'lead' } | 'administrator';
export type GroupRule = { group: string; place: GroupPlace };

/** Reads « groupe => EQUIPE ; autre groupe => EQUIPE responsable ; encore un => administrateur »; null when it cannot be read. */
export function readGroupRules(text: string): GroupRule[] | null {
  const rules = text
    .split(/[;\n]/)
    .filter((line) => line.trim() !== '')
    .map(readGroupRule);
  return rules.every((rule) => rule !== null) ? rules : null;
}

function readGroupRule(line: string): GroupRule | null {
  const [, group, what = ''] = /^(.+?)\s*=>\s*(.+)$/.exec(line.trim()) ?? [];
  if (group === undefined) return null;
  if (what.trim() === 'administrateur') return { group, place: 'administrator' };
  const [, team, lead] = /^([A-Za-z0-9_-]+)(\s+responsable)?$/.exec(what.trim()) ?? [];
  if (team === undefined) return null;
  return { group, place: { team, role: lead === undefined ? 'agent' : 'lead' } };
}
