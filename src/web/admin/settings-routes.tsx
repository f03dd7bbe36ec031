import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { changeSetting, readSetting } from '../../domain/settings/settings.ts';
import { paths } from '../../paths.ts';
import { Conflict } from '../../platform/errors.ts';
import { deskTimeZone } from '../../platform/text/dates.ts';
import { viewerOf } from '../access.ts';
import { readForm, typedTexts } from '../forms.ts';
import { refreshLastKnown } from '../last-known.ts';
import { pageContext, seeOther, sendPage } from '../page-reply.ts';
import { recentItems } from './audit-history.tsx';
import { say, textOf } from './editing.ts';
import {
  type SettingFields,
  type SettingPart,
  settingFields,
  settingForms,
  settingParts,
} from './settings-fields.ts';
import { SettingsPage } from './settings-page.tsx';

/** Who answers for the site, whom to write to, its audit of accessibility: what administrators write of them. */
export function registerSettingsRoutes(app: FastifyInstance): void {
  const config = { access: 'administrator' } as const;
  const acting = { ...config, returnTo: () => paths.settings() };
  app.get(paths.settings(), { config }, (request, reply) => sendSettings(request, reply, {}));
  for (const part of Object.keys(settingParts) as SettingPart[]) {
    app.post(paths.setting(part), { config: acting }, (request, reply) =>
      change(request, reply, part),
    );
  }
}

type SentBack = {
  sent?: { part: SettingPart; fields: SettingFields };
  errors?: Record<string, string>;
  isLate?: boolean;
};

async function sendSettings(
  request: FastifyRequest,
  reply: FastifyReply,
  { sent, errors, isLate = false }: SentBack,
): Promise<FastifyReply> {
  const { db } = request.server;
  const ctx = pageContext(request);
  const publisher = await readSetting(db, 'publisher');
  const contacts = await readSetting(db, 'contacts');
  const audit = await readSetting(db, 'accessibilityAudit');
  const fields = {
    editeur: settingFields.editeur(publisher),
    contacts: settingFields.contacts(contacts),
    audit: settingFields.audit(audit, ctx.lang),
    ...(sent && { [sent.part]: sent.fields }),
  };
  // A form to be corrected still says what it had read; one that was late has now read what stands.
  const seen = {
    editeur: JSON.stringify(publisher),
    contacts: JSON.stringify(contacts),
    audit: JSON.stringify(audit),
    ...(sent && !isLate && { [sent.part]: textOf(request.body, 'vu') }),
  };
  const thing = sent && `setting:${settingParts[sent.part]}`;
  const late = isLate && thing ? await recentItems(request, { thing, missed: 1 }) : null;
  const status = isLate ? 409 : errors ? 422 : 200;
  const page = <SettingsPage {...{ ctx, audit, fields, seen, errors, late }} />;
  return sendPage(request, reply, page, status);
}

/** What a form says it had read; nothing that ever stands when it does not say. */
function seenIn(request: FastifyRequest): unknown {
  try {
    return JSON.parse(textOf(request.body, 'vu'));
  } catch {
    return {};
  }
}

async function change(
  request: FastifyRequest,
  reply: FastifyReply,
  part: SettingPart,
): Promise<FastifyReply> {
  const { db, clock } = request.server;
  const { t } = pageContext(request);
  const today = clock().toZonedDateTimeISO(deskTimeZone).toPlainDate();
  const form = readForm(settingForms(today)[part], request.body, t);
  const sent = { part, fields: typedTexts(request.body) };
  if (!form.ok) return sendSettings(request, reply, { sent, errors: form.errors });
  // The form of each part gives what its setting holds; the setting itself checks it again.
  const order = {
    ...{ actorId: viewerOf(request).id, key: settingParts[part] },
    ...{ value: form.values, seen: seenIn(request) },
  } as Parameters<typeof changeSetting>[1];
  try {
    await changeSetting(db, order, clock());
    await refreshLastKnown(request.server);
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    return sendSettings(request, reply, { sent, isLate: true });
  }
  say(request, reply, 'admin:settings.saved');
  return seeOther(reply, paths.settings());
}
