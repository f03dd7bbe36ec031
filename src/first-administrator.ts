import type { Config } from './config.ts';
import {
  hasAdministrator,
  linkMinutes,
  offerAdministration,
} from './domain/people/first-administrator.ts';
import type { Db } from './domain/tables.ts';
import { paths } from './paths.ts';

/**
 * The lines a start says while nobody administers the desk: how the first administrator comes. Through a portal, a link
 * that serves once; with passwords of our own alone, nobody could follow it.
 */
export async function linesForFirstAdministrator(
  db: Db,
  { baseUrl, doors: { enabled } }: Pick<Config, 'baseUrl' | 'doors'>,
  now: Temporal.Instant,
): Promise<string[]> {
  const withPassword = 'npm run admin:create';
  if (enabled.every((door) => door === 'local')) {
    if (await hasAdministrator(db)) return [];
    return [`Personne n’administre encore ce centre de services : ${withPassword}`];
  }
  const token = await offerAdministration(db, now);
  if (token === null) return [];
  return [
    'Personne n’administre encore ce centre de services. Au choix :',
    `  - ouvrez ce lien dans les ${String(linkMinutes)} minutes, et connectez-vous par le portail ; il sert une fois :`,
    `    ${baseUrl}${paths.firstAdministrator({ cle: token })}`,
    '  - pour quelqu’un qui s’est déjà connecté : npm run admin:grant -- identifiant',
    ...(enabled.includes('local')
      ? [`  - avec un mot de passe, sans portail : ${withPassword}`]
      : []),
  ];
}
