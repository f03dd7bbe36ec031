import type { FastifyInstance } from 'fastify';
import {
  type AccessibilityStatus,
  accessibilityStatus,
  readSetting,
} from '../domain/settings/settings.ts';

/** What every page says of the desk itself, without asking the database for it. */
export type LastKnown = { accessibility: AccessibilityStatus };

const everyMinute = 60_000;

/** Reads again what every page says of the desk: called as soon as it is changed here. */
export async function refreshLastKnown({ db, lastKnown }: FastifyInstance): Promise<void> {
  lastKnown.accessibility = accessibilityStatus(await readSetting(db, 'accessibilityAudit'));
}

/** Keeps what every page says of the desk: read at the start, then each minute, should another process change it. */
export async function keepLastKnown(app: FastifyInstance): Promise<void> {
  app.decorate('lastKnown', { accessibility: 'none' });
  await refreshLastKnown(app);
  const timer = setInterval(() => {
    refreshLastKnown(app).catch((err: unknown) => {
      app.log.warn({ err }, 'what every page says of the desk could not be read again');
    });
  }, everyMinute).unref();
  app.addHook('onClose', () => clearInterval(timer));
}
