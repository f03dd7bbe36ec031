import { type Config, ConfigError } from './config.ts';
import { DumpError } from './platform/backup/dump-database.ts';
import { SealError } from './platform/backup/sealed-folder.ts';
import { EmbeddedPostgresError } from './platform/db/embedded-postgres.ts';
import { MigrationError } from './platform/db/migrate.ts';
import { isConnectionError } from './platform/db/unavailable.ts';

/** Something the start needs is missing; the message is one line for the person who installs. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;

/** Says whether a port could not be opened because somebody else has it. */
export const isPortBusy = (error: unknown): boolean => codeOf(error) === 'EADDRINUSE';

/** Why this address cannot be listened on, in words for the person who chose it. */
export function explainListen(
  error: unknown,
  { port, host, socket }: Pick<Config, 'port' | 'host' | 'socket'>,
): unknown {
  if (socket !== null) return explainSocket(error);
  if (isPortBusy(error)) {
    return new StartError(
      `Le port ${String(port)} est déjà occupé : arrêtez le programme qui l’utilise, ou choisissez-en un autre, par exemple PORT=${String(port === 65_535 ? 3000 : port + 1)}.`,
    );
  }
  if (codeOf(error) === 'EACCES') {
    return new StartError(
      `Ce compte n’a pas le droit d’ouvrir le port ${String(port)} : choisissez-en un au-dessus de 1024, par exemple PORT=3000.`,
    );
  }
  if (['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN'].includes(String(codeOf(error)))) {
    return new StartError(`HOST (${host}) n’est pas une adresse de cette machine.`);
  }
  return error;
}

function explainSocket(error: unknown): unknown {
  if (isPortBusy(error)) {
    return new StartError('SOCKET est déjà occupé : arrêtez le programme qui l’utilise.');
  }
  if (['EACCES', 'ENOENT', 'ENOTDIR', 'EROFS'].includes(String(codeOf(error)))) {
    return new StartError(
      'SOCKET : ce compte ne peut pas écrire dans ce dossier, ou il n’existe pas.',
    );
  }
  return error;
}

/** Why PostgreSQL does not let us in, in words for the person who wrote the address; never the address itself. */
export function explainDatabase(error: unknown, variable: string): unknown {
  const code = codeOf(error);
  if (isConnectionError(error)) {
    return new StartError(
      `La base de données ne répond pas : vérifiez l’adresse dans ${variable}, et que PostgreSQL est démarré.`,
    );
  }
  if (code === '28P01' || code === '28000') {
    return new StartError(
      `La base de données refuse l’identifiant ou le mot de passe de ${variable}.`,
    );
  }
  if (code === '3D000') {
    return new StartError(
      `La base de données nommée dans ${variable} n’existe pas sur ce serveur : créez-la, ou corrigez l’adresse.`,
    );
  }
  if (code === '42501') {
    return new StartError(
      'Le compte de DATABASE_URL ne peut pas préparer la base : indiquez celui du propriétaire dans DATABASE_OWNER_URL.',
    );
  }
  return error;
}

/** The lines to show when a command stops on something a person can mend; undefined for a fault of ours. */
export function linesFor(error: unknown): readonly string[] | undefined {
  if (error instanceof ConfigError) return error.lines;
  const known =
    error instanceof StartError ||
    error instanceof EmbeddedPostgresError ||
    error instanceof DumpError ||
    error instanceof SealError ||
    error instanceof MigrationError;
  return known ? [error.message] : undefined;
}
