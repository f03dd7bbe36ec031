/**
 * Follows the directory at once, as every night: `npm run directory:sync`. With `--dry-run`, says what would change and
 * changes nothing; with `--departs 120`, accepts as many departures, seen in a dry run.
 */
import { parseArgs } from 'node:util';
import { readConfig } from '../src/config.ts';
import { followDirectory, previewDirectory } from '../src/domain/tickets/follow-directory.ts';
import { readDirectory } from '../src/identity/directory.ts';
import { DirectoryError } from '../src/identity/directory-client.ts';
import { systemClock } from '../src/platform/clock.ts';
import { createLog } from '../src/platform/log.ts';
import { openResources } from '../src/resources.ts';
import { StartError } from '../src/start-error.ts';
import { reportLines } from './directory-report.ts';
import { operate } from './operate.ts';

const usage =
  'Options : --dry-run (dit ce qui changerait), --departs 120 (accepte tant de départs).';

function readWords(words: readonly string[]): { isDry: boolean; allowed: number } {
  const options = { 'dry-run': { type: 'boolean' }, departs: { type: 'string' } } as const;
  try {
    const { values } = parseArgs({ args: [...words], options });
    const { departs = '0' } = values;
    if (/^\d{1,7}$/.test(departs)) {
      return { isDry: values['dry-run'] === true, allowed: Number(departs) };
    }
  } catch {
    // Said below.
  }
  throw new StartError(usage);
}

/** Why the directory could not be read, for the person who wrote the variables. */
function explain(error: unknown): unknown {
  if (!(error instanceof DirectoryError)) return error;
  const { reason, code } = error;
  if (reason === 'untrusted') {
    return new StartError(
      `Le certificat de l’annuaire n’est pas reconnu (${code}) : indiquez son autorité dans NODE_EXTRA_CA_CERTS.`,
    );
  }
  if (reason === 'silent') {
    return new StartError(`L’annuaire ne répond pas (${code}) : vérifiez LDAP_URL et le réseau.`);
  }
  const hints: Record<string, string> = {
    4: 'il ne donne pas toutes les entrées : levez la limite du compte de lecture (size limit), ou baissez LDAP_PAGE_SIZE',
    11: 'il ne donne pas toutes les entrées : levez la limite du compte de lecture (size limit), ou baissez LDAP_PAGE_SIZE',
    13: 'il veut une connexion chiffrée : ldaps://, ou LDAP_STARTTLS=oui',
    32: 'LDAP_BASE n’existe pas, ou le compte de lecture ne la voit pas',
    49: 'LDAP_BIND_DN ou LDAP_BIND_PASSWORD est faux',
    50: 'le compte de lecture n’a pas le droit de lire là',
  };
  const hint = hints[code] ?? 'voir le journal de l’annuaire';
  return new StartError(`L’annuaire refuse (code ${code}) : ${hint}.`);
}

async function sync(words: readonly string[]): Promise<string> {
  const { isDry, allowed } = readWords(words);
  const config = readConfig();
  if (config.directory === null) {
    throw new StartError('Aucun annuaire n’est indiqué : LDAP_URL et LDAP_BASE.');
  }
  const log = createLog(config.logLevel);
  const { withoutKey, unreadable: _, ...reading } = await readDirectory(config.directory);
  const resources = await openResources(config, log);
  try {
    const outcome = isDry
      ? await previewDirectory(resources.db, reading, allowed)
      : await followDirectory(resources.db, reading, { allowed, now: systemClock() });
    const { fault, stop } = outcome;
    if (fault !== undefined)
      log.error({ err: fault }, 'Somebody of the directory was not written.');
    const read = reading.entries.length + withoutKey;
    if (stop !== null || fault !== undefined) process.exitCode = 1;
    return reportLines({ ...outcome, read, withoutKey, isDry }).join('\n');
  } finally {
    await resources.close();
  }
}

await operate(() =>
  sync(process.argv.slice(2)).catch((error: unknown) => {
    throw explain(error);
  }),
);
