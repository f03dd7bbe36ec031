/**
 * Makes an administrator of somebody who is known already, because they signed in once: `npm run admin:grant --
 * identifiant`. Where people come in by a portal, nobody has a password to be created with.
 */
import { readConfig } from '../src/config.ts';
import { findPersonByLogin } from '../src/domain/people/person-queries.ts';
import { setAdministrator } from '../src/domain/people/set-administrator.ts';
import { systemClock } from '../src/platform/clock.ts';
import { createLog } from '../src/platform/log.ts';
import { openResources } from '../src/resources.ts';
import { StartError } from '../src/start-error.ts';
import { operate } from './operate.ts';

async function grant(words: readonly string[]): Promise<string> {
  const [login, ...more] = words;
  if (login === undefined || login.startsWith('-') || more.length > 0) {
    throw new StartError('Indiquez un identifiant : npm run admin:grant -- odile.garnier');
  }
  const config = readConfig();
  const resources = await openResources(config, createLog(config.logLevel));
  try {
    const person = await findPersonByLogin(resources.db, login);
    if (!person) {
      throw new StartError(
        `Personne n’a l’identifiant ${login} ici : demandez à la personne de se connecter une fois, puis relancez la commande.`,
      );
    }
    if (person.status !== 'active') {
      throw new StartError(`Le compte ${person.login} est fermé : il ne peut rien administrer.`);
    }
    const change = { actorId: null, personId: person.id, isAdministrator: true };
    await setAdministrator(resources.db, change, systemClock());
    return person.login;
  } finally {
    await resources.close();
  }
}

await operate(async () => {
  const login = await grant(process.argv.slice(2));
  return `${login} administre désormais le centre de services.`;
});
