import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { chooseNotices } from '../../domain/notifications/choose-notices.ts';
import {
  followedTopics,
  noticeTopics,
  refusedTopics,
} from '../../domain/notifications/notice-topics.ts';
import { choosePreferences } from '../../domain/people/choose-preferences.ts';
import { isAgent, type ProfileCard } from '../../domain/people/person.ts';
import {
  findProfileCard,
  listOrganisationUnits,
  listSites,
} from '../../domain/people/person-queries.ts';
import { updateProfile } from '../../domain/people/update-profile.ts';
import { paths } from '../../paths.ts';
import { NotFound } from '../../platform/errors.ts';
import { createTexts, type TextKey } from '../../ui/texts.ts';
import { viewerOf } from '../access.ts';
import { setFlash } from '../flash.ts';
import { formBody } from '../form-body.ts';
import { readForm, typedTexts } from '../forms.ts';
import { pageContext, seeOther, sendPage } from '../page-reply.ts';
import { readerLanguage, rememberLanguage } from '../reader-language.ts';
import {
  type ContactFields,
  contactForm,
  displayForm,
  fieldsOf,
  listOf,
  noticesForm,
  type Profile,
  removedUnitIds,
} from './profile-forms.ts';
import { ProfilePage, type ProfilePageProps } from './profile-page.tsx';

const config = { access: 'person' } as const;
const acting = { config: { ...config, returnTo: () => paths.profile() } };

/** Where a person can be found, what they want to be told of and how pages are for them, by themselves. */
export function registerProfileRoutes(app: FastifyInstance): void {
  app.get(paths.profile(), { config }, async (request, reply) =>
    sendProfile(request, reply, { profile: await readProfile(request) }),
  );
  app.post(paths.profile(), acting, saveContact);
  app.post(paths.noticeChoice(), acting, saveNotices);
  app.post(paths.preferences(), acting, saveDisplay);
}

async function readProfile(request: FastifyRequest): Promise<Profile> {
  const { db } = request.server;
  const viewer = viewerOf(request);
  const card = await findProfileCard(db, viewer.id);
  if (card === undefined) throw new NotFound('person');
  return {
    card,
    sites: await listSites(db),
    units: await listOrganisationUnits(db),
    language: viewer.language,
    preferences: viewer.preferences,
    refused: await refusedTopics(db, viewer.id),
    topics: isAgent(viewer) ? noticeTopics : followedTopics,
  };
}

function sendProfile(
  request: FastifyRequest,
  reply: FastifyReply,
  props: Omit<ProfilePageProps, 'ctx'>,
  status = 200,
): FastifyReply {
  return sendPage(request, reply, <ProfilePage ctx={pageContext(request)} {...props} />, status);
}

function saved(request: FastifyRequest, reply: FastifyReply, words: TextKey): FastifyReply {
  const t = createTexts(readerLanguage(request));
  setFlash(request, reply, { tone: 'success', text: t(words) });
  return seeOther(reply, paths.profile());
}

async function saveContact(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { db, clock } = request.server;
  const profile = await readProfile(request);
  const body = formBody(request.body);
  const reading = readForm(contactForm(profile), body, pageContext(request).t);
  const empty = { phone: '', site: '', room: '', addUnit: '' };
  const contact = { ...empty, ...typedTexts(body), units: listOf(body['units']) };
  if (!reading.ok) {
    return sendProfile(request, reply, { profile, contact, errors: reading.errors }, 422);
  }
  if (isLate(request, profile.card, reading.values)) {
    return sendProfile(request, reply, { profile, contact, isLate: true }, 409);
  }
  const { phone, room, site, addUnit } = reading.values;
  const { id } = viewerOf(request);
  const units = {
    addUnitIds: addUnit === '' ? [] : [Number(addUnit)],
    removeUnitIds: removedUnitIds(body, profile),
  };
  const siteId = site === '' ? null : Number(site);
  await updateProfile(db, { actorId: id, personId: id, phone, room, siteId, ...units }, clock());
  return saved(request, reply, 'news:profile.saved');
}

/** Somebody's other window changed what this one shows; to the same values, nothing is lost. */
function isLate(request: FastifyRequest, card: ProfileCard, wanted: ContactFields): boolean {
  const body = formBody(request.body);
  const now = fieldsOf(card);
  return (['phone', 'site', 'room'] as const).some((field) => {
    const shown = body[`_${field}`];
    return typeof shown === 'string' && shown !== now[field] && wanted[field] !== now[field];
  });
}

async function saveNotices(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { db, clock } = request.server;
  const profile = await readProfile(request);
  const body = formBody(request.body);
  const reading = readForm(noticesForm, body, pageContext(request).t);
  if (!reading.ok) {
    const wanted = listOf(body['topics']);
    return sendProfile(request, reply, { profile, wanted, errors: reading.errors }, 422);
  }
  const { id } = viewerOf(request);
  const choice = { asked: profile.topics, wanted: reading.values.topics };
  await chooseNotices(db, { actorId: id, personId: id, ...choice }, clock());
  return saved(request, reply, 'profile:notices.saved');
}

async function saveDisplay(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { db, clock } = request.server;
  const reading = readForm(displayForm, request.body, pageContext(request).t);
  if (!reading.ok) {
    const profile = await readProfile(request);
    const display = typedTexts(request.body);
    return sendProfile(request, reply, { profile, display, errors: reading.errors }, 422);
  }
  const viewer = viewerOf(request);
  const choice = { ...reading.values, shortcuts: reading.values.shortcuts === 'on' };
  await choosePreferences(db, { actorId: viewer.id, personId: viewer.id, ...choice }, clock());
  rememberLanguage(request, reply, choice.language);
  // What is said next is said in the language just chosen.
  request.viewer = { ...viewer, language: choice.language };
  return saved(request, reply, 'profile:display.saved');
}
