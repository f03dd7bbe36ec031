import { randomUUID } from 'node:crypto';
import fastifyCookie from '@fastify/cookie';
import fastify, { type FastifyInstance, LogController } from 'fastify';
import type pg from 'pg';
import type { FileDesk } from './domain/files/file-desk.ts';
import { hasDemoPeople } from './domain/people/person-queries.ts';
import type { Db } from './domain/tables.ts';
import { openDoors } from './identity/doors.ts';
import { guardHeaders, leaveWithPortal } from './identity/header-edge.ts';
import type { Clock } from './platform/clock.ts';
import { openPlaces } from './platform/http/places.ts';
import type { Log } from './platform/log.ts';
import { StartError } from './start-error.ts';
import { guardDoors } from './web/access.ts';
import { leadBackFromActs } from './web/act-addresses.ts';
import { registerAnnouncementRoutes } from './web/admin/announcement-routes.tsx';
import { registerArticleDeskRoutes } from './web/admin/article-routes.tsx';
import { registerCalendarImportRoutes } from './web/admin/calendar-import-routes.tsx';
import { registerCalendarRoutes } from './web/admin/calendar-routes.tsx';
import { registerCategoryDeskRoutes } from './web/admin/category-routes.tsx';
import { registerAdministrationRoutes } from './web/admin/desk-routes.tsx';
import { registerDiagnosisRoutes } from './web/admin/diagnosis-routes.tsx';
import { registerJournalRoutes } from './web/admin/journal-routes.tsx';
import { registerSettingsRoutes } from './web/admin/settings-routes.tsx';
import { registerTargetRoutes } from './web/admin/target-routes.tsx';
import { registerTeamDeskRoutes } from './web/admin/team-routes.tsx';
import { admitRequests } from './web/admission.ts';
import { tellAnswers } from './web/answer-log.ts';
import { type SiteAssets, serveAssets } from './web/assets.ts';
import { compressPages } from './web/compress-pages.ts';
import { registerActRoutes } from './web/console/act-routes.ts';
import { registerConsoleDraftRoutes } from './web/console/draft-routes.ts';
import { registerDueBoardRoutes } from './web/console/due-board-routes.tsx';
import { registerQueueRoutes } from './web/console/queue-routes.tsx';
import { registerConsoleTicketRoutes } from './web/console/ticket-routes.tsx';
import { registerDelayRoutes } from './web/delay-routes.tsx';
import { answerErrors } from './web/error-handler.tsx';
import { registerFileRoutes } from './web/file-routes.tsx';
import { readForms } from './web/form-body.ts';
import { keepLastKnown } from './web/last-known.ts';
import { limitActs } from './web/limit-acts.ts';
import { openLive } from './web/live/live.ts';
import { registerLiveRoutes } from './web/live/live-routes.ts';
import { measure } from './web/metrics.ts';
import { registerFirstAdministratorRoutes } from './web/public/first-administrator-routes.tsx';
import { registerHealthRoutes } from './web/public/health-routes.ts';
import { registerInformationRoutes } from './web/public/information-routes.tsx';
import { registerSessionEndRoutes } from './web/public/session-end-routes.tsx';
import { registerWellKnownRoutes } from './web/public/well-known-routes.ts';
import { receiveFiles } from './web/receive-files.ts';
import { cleanQuery, readableAddress } from './web/request-text.ts';
import { registerCatalogueRoutes } from './web/requester/catalogue-routes.tsx';
import { registerHelpRoutes } from './web/requester/help-routes.tsx';
import { registerHomeRoutes } from './web/requester/home-routes.tsx';
import { registerKnowledgeRoutes } from './web/requester/knowledge-routes.tsx';
import { registerNewTicketRoutes } from './web/requester/new-ticket-routes.tsx';
import { registerNoticesRoutes } from './web/requester/notices-routes.tsx';
import { registerPersonalDataRoutes } from './web/requester/personal-data-routes.tsx';
import { registerProfileRoutes } from './web/requester/profile-routes.tsx';
import { registerSearchRoutes } from './web/requester/search-routes.tsx';
import { registerSessionsRoutes } from './web/requester/sessions-routes.tsx';
import { registerTicketActRoutes } from './web/requester/ticket-act-routes.ts';
import { registerTicketRoutes } from './web/requester/ticket-routes.tsx';
import type { DemoAccount, SiteConfig } from './web/route-config.ts';
import { setSecurityHeaders } from './web/security-headers.ts';
import { recogniseVisitors } from './web/sessions.ts';
import { cutSlowSenders } from './web/slow-senders.ts';
import { registerTicketNewsRoutes } from './web/ticket-news.ts';

/** What the application is made of, opened and closed by whoever starts it. */
export type Resources = {
  config: SiteConfig;
  db: Db;
  pool: pg.Pool;
  /** Where the database is, for the one connection that listens to it. */
  databaseUrl: string;
  files: FileDesk;
  clock: Clock;
  log: Log;
  /** From `readAssets`. */
  assets: SiteAssets;
  /** The migrations this version was written for, by name: `/pret` waits for them. */
  migrations?: readonly string[];
  /** The accounts that the sign-in page of a demonstration names; production ignores them. */
  demoAccounts?: readonly DemoAccount[];
};

/** The longest an upload may take; what stalls is cut long before. */
const slowestRequestMs = 3_600_000;

/** In production nobody must be able to come in with a password that everybody has read. */
async function refuseDemonstration({ config, db }: Resources): Promise<void> {
  if (!config.production || !(await hasDemoPeople(db))) return;
  throw new StartError(
    'Cette base contient des comptes de démonstration : en production, utilisez une base neuve.',
  );
}

/** Builds the desk's web application: the steps every request goes through, then the doors. */
export async function buildApp(resources: Resources): Promise<FastifyInstance> {
  const { config, db, pool, clock, log, assets } = resources;
  await refuseDemonstration(resources);
  const app: FastifyInstance = fastify({
    loggerInstance: log,
    // One line an answer, written by `tellAnswers`.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    // Only a proxy of this machine reaches a socket: what it says of where a request comes from is believed.
    trustProxy: config.socket === null ? config.trustProxy : (_address, hop) => hop === 0,
    // However slowly it arrives: a request nobody ends must not hold its place for ever.
    requestTimeout: slowestRequestMs,
    rewriteUrl: ({ url = '/' }) => readableAddress(url),
    // A word of any length is looked for and not found, like a short one.
    routerOptions: { querystringParser: cleanQuery, maxParamLength: 16_384 },
  });
  app.decorate('config', config).decorate('db', db).decorate('clock', clock);
  app.decorate('files', resources.files).decorate('siteAssets', assets);
  await keepLastKnown(app);
  app.decorate('live', openLive({ db, databaseUrl: resources.databaseUrl, clock, log }));
  // Before the server waits for the answers in progress: these would never end.
  app.addHook('preClose', () => app.live.close());
  const known: readonly DemoAccount[] = config.production ? [] : (resources.demoAccounts ?? []);
  app.decorate('demoAccounts', { getter: () => known });

  // Steps, in the order a request meets them.
  guardHeaders(app);
  cutSlowSenders(app);
  tellAnswers(app);
  const places = openPlaces(config.capacity);
  const metrics = measure(app, { pool, places });
  setSecurityHeaders(app);
  readForms(app);
  receiveFiles(app);
  compressPages(app);
  await app.register(fastifyCookie);
  admitRequests(app, places);
  leaveWithPortal(app);
  recogniseVisitors(app);
  limitActs(app);
  guardDoors(app);
  answerErrors(app);

  // Doors.
  const leadBack = leadBackFromActs(app);
  await serveAssets(app);
  registerHealthRoutes(app, { metrics, migrations: resources.migrations ?? [] });
  registerWellKnownRoutes(app);
  registerInformationRoutes(app);
  await openDoors(app);
  registerSessionEndRoutes(app);
  registerFirstAdministratorRoutes(app);
  registerQueueRoutes(app);
  registerDueBoardRoutes(app);
  registerConsoleTicketRoutes(app);
  registerActRoutes(app);
  registerConsoleDraftRoutes(app);
  registerTicketRoutes(app);
  registerTicketActRoutes(app);
  registerTicketNewsRoutes(app);
  registerDelayRoutes(app);
  registerFileRoutes(app);
  registerNoticesRoutes(app);
  registerLiveRoutes(app);
  registerKnowledgeRoutes(app);
  registerHelpRoutes(app);
  registerProfileRoutes(app);
  registerPersonalDataRoutes(app);
  registerSessionsRoutes(app);
  registerSearchRoutes(app);
  registerAdministrationRoutes(app);
  registerAnnouncementRoutes(app);
  registerArticleDeskRoutes(app);
  registerTeamDeskRoutes(app);
  registerCategoryDeskRoutes(app);
  registerCalendarRoutes(app);
  registerCalendarImportRoutes(app);
  registerTargetRoutes(app);
  registerSettingsRoutes(app);
  registerJournalRoutes(app);
  registerDiagnosisRoutes(app);
  registerHomeRoutes(app);
  registerCatalogueRoutes(app);
  registerNewTicketRoutes(app);
  leadBack();
  return app;
}
