/**
 * Shuts or opens somebody's account: `npm run account -- fermer identifiant`, with `--parti` when the person has left
 * the house, `npm run account -- ouvrir identifiant`. Shutting ends their sessions at once and gives their live tickets
 * back to their teams, while the service is running or not.
 */
import { parseArgs } from 'node:util';
import { readConfig } from '../src/config.ts';
import { enablePerson } from '../src/domain/people/change-status.ts';
import { findPersonByLogin } from '../src/domain/people/person-queries.ts';
import type { Db } from '../src/domain/tables.ts';
import { closeAccount } from '../src/domain/tickets/close-account.ts';
import { systemClock } from '../src/platform/clock.ts';
import { createLog } from '../src/platform/log.ts';
import { openResources } from '../src/resources.ts';
import { StartError } from '../src/start-error.ts';
import { operate } from './operate.ts';

type Order = { act: 'fermer' | 'ouvrir'; login: string; hasLeft: boolean };

function readOrder(): Order {
  const usage =
    'Indiquez quoi faire et de qui : npm run account -- fermer paul.martin, avec --parti si la personne est partie, ou npm run account -- ouvrir paul.martin';
  try {
    const { values, positionals } = parseArgs({
      options: { parti: { type: 'boolean', default: false } },
      allowPositionals: true,
    });
    const [act, login, ...more] = positionals;
    const isKnown = act === 'fermer' || (act === 'ouvrir' && !values.parti);
    if (isKnown && login !== undefined && more.length === 0) {
      return { act, login, hasLeft: values.parti };
    }
  } catch {
    // An option that is none of ours.
  }
  throw new StartError(usage);
}

async function obey(db: Db, { act, login, hasLeft }: Order): Promise<string> {
  const person = await findPersonByLogin(db, login);
  if (!person) throw new StartError(`Personne n’a l’identifiant ${login} ici.`);
  const change = { actorId: null, personId: person.id };
  if (act === 'ouvrir') {
    await enablePerson(db, change, systemClock());
    return `Le compte ${person.login} est ouvert.`;
  }
  const status = hasLeft ? 'left' : 'disabled';
  const { freed } = await closeAccount(db, { ...change, status }, systemClock());
  return `Le compte ${person.login} est fermé, ses sessions sont terminées. Demandes rendues à leurs équipes : ${String(freed)}.`;
}

await operate(async () => {
  const order = readOrder();
  const config = readConfig();
  const resources = await openResources(config, createLog(config.logLevel));
  try {
    return await obey(resources.db, order);
  } finally {
    await resources.close();
  }
});
