import type { T, TextKey } from '../ui/texts.ts';

const named: Readonly<Record<string, TextKey>> = {
  local: 'session:door.local',
  cas: 'session:door.cas',
  oidc: 'session:door.oidc',
  entete: 'session:door.entete',
  saml: 'session:door.saml',
};

/** Says which way somebody came in; a door that is no longer known keeps the name it had. */
export function doorWords(t: T, door: string): string {
  const words = Object.hasOwn(named, door) ? named[door] : undefined;
  return words === undefined ? door : t(words);
}
