import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { accessibilityStatus, readSetting } from '../../domain/settings/settings.ts';
import { paths } from '../../paths.ts';
import { pageContext, sendPage } from '../page-reply.ts';
import { AccessibilityPage, LegalPage, PrivacyPage, SiteMapPage } from './information-pages.tsx';

const config = { access: 'public' } as const;

/** The pages that the law asks for, open to everybody. */
export function registerInformationRoutes(app: FastifyInstance): void {
  app.get(paths.legal(), { config }, showLegal);
  app.get(paths.privacy(), { config }, showPrivacy);
  app.get(paths.accessibility(), { config }, showAccessibility);
  app.get(paths.siteMap(), { config }, async (request, reply) =>
    sendPage(request, reply, <SiteMapPage ctx={pageContext(request)} />),
  );
}

async function showLegal(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const publisher = await readSetting(request.server.db, 'publisher');
  return sendPage(request, reply, <LegalPage ctx={pageContext(request)} publisher={publisher} />);
}

async function showPrivacy(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { privacy } = await readSetting(request.server.db, 'contacts');
  return sendPage(request, reply, <PrivacyPage ctx={pageContext(request)} contact={privacy} />);
}

async function showAccessibility(
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { db } = request.server;
  const audit = await readSetting(db, 'accessibilityAudit');
  const contacts = await readSetting(db, 'contacts');
  const page = (
    <AccessibilityPage
      ctx={pageContext(request)}
      audit={audit}
      status={accessibilityStatus(audit)}
      contact={contacts.accessibility}
    />
  );
  return sendPage(request, reply, page);
}
