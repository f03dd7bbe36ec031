import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ProfileCard, Site } from '../../domain/people/person.ts';
import { findProfileCard, listSites } from '../../domain/people/person-queries.ts';
import { updateProfile } from '../../domain/people/update-profile.ts';
import { paths } from '../../paths.ts';
import { NotFound } from '../../platform/errors.ts';
import { viewerOf } from '../access.ts';
import { setFlash } from '../flash.ts';
import { formBody } from '../form-body.ts';
import { readForm, typedTexts } from '../forms.ts';
import { pageContext, seeOther, sendPage } from '../page-reply.ts';
import {
  fieldsOf,
  type ProfileFields,
  ProfilePage,
  type ProfilePageProps,
} from './profile-page.tsx';

const config = { access: 'person' } as const;

/** Where a person can be found, by themselves. */
export function registerProfileRoutes(app: FastifyInstance): void {
  app.get(paths.profile(), { config }, (request, reply) => sendProfile(request, reply, {}));
  app.post(paths.profile(), { config: { ...config, returnTo: () => paths.profile() } }, save);
}

async function readProfile(request: FastifyRequest): Promise<{ card: ProfileCard; sites: Site[] }> {
  const { db } = request.server;
  const card = await findProfileCard(db, viewerOf(request).id);
  if (card === undefined) throw new NotFound('person');
  return { card, sites: await listSites(db) };
}

async function sendProfile(
  request: FastifyRequest,
  reply: FastifyReply,
  props: Omit<ProfilePageProps, 'ctx' | 'card' | 'sites'>,
  status = 200,
): Promise<FastifyReply> {
  const { card, sites } = await readProfile(request);
  const page = <ProfilePage ctx={pageContext(request)} card={card} sites={sites} {...props} />;
  return sendPage(request, reply, page, status);
}

/** Only the sites proposed, and the person's own. */
const schemaFor = ({ card, sites }: { card: ProfileCard; sites: Site[] }) =>
  z.object({
    phone: z.string().trim().max(40),
    room: z.string().trim().max(60),
    site: z
      .string()
      .refine(
        (site) => ['', fieldsOf(card).site, ...sites.map(({ id }) => String(id))].includes(site),
        'news:profile.siteUnknown',
      ),
  });

async function save(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { db, clock } = request.server;
  const { t } = pageContext(request);
  const profile = await readProfile(request);
  const reading = readForm(schemaFor(profile), request.body, t);
  const typed = { phone: '', site: '', room: '', ...typedTexts(request.body) };
  if (!reading.ok) return sendProfile(request, reply, { typed, errors: reading.errors }, 422);
  if (isLate(request, profile.card, reading.values)) {
    return sendProfile(request, reply, { typed, isLate: true }, 409);
  }
  const { phone, room, site } = reading.values;
  const { id } = viewerOf(request);
  const siteId = site === '' ? null : Number(site);
  await updateProfile(db, { actorId: id, personId: id, phone, room, siteId }, clock());
  setFlash(request, reply, { tone: 'success', text: t('news:profile.saved') });
  return seeOther(reply, paths.profile());
}

/** Somebody's other window changed what this one shows; to the same values, nothing is lost. */
function isLate(request: FastifyRequest, card: ProfileCard, wanted: ProfileFields): boolean {
  const body = formBody(request.body);
  const now = fieldsOf(card);
  return (['phone', 'site', 'room'] as const).some((field) => {
    const shown = body[`_${field}`];
    return typeof shown === 'string' && shown !== now[field] && wanted[field] !== now[field];
  });
}
