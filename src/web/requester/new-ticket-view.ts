import type { FastifyRequest } from 'fastify';
import type { Catalogue, Category } from '../../domain/catalogue/catalogue.ts';
import { readCatalogue } from '../../domain/catalogue/catalogue-queries.ts';
import type { CategoryForm } from '../../domain/catalogue/form.ts';
import { findCurrentFormBySlug } from '../../domain/catalogue/form-queries.ts';
import {
  type NearbyCategory,
  nearestCategories,
} from '../../domain/catalogue/nearest-categories.ts';
import type { Draft } from '../../domain/drafts/drafts.ts';
import type { StagedFile } from '../../domain/files/file.ts';
import { listStagedFiles } from '../../domain/files/staged-files.ts';
import { findAnswers } from '../../domain/knowledge/find-answers.ts';
import type { SearchableArticle } from '../../domain/knowledge/search-articles.ts';
import type { Site, Viewer } from '../../domain/people/person.ts';
import { listSites } from '../../domain/people/person-queries.ts';
import type { Db } from '../../domain/tables.ts';
import type { Team } from '../../domain/teams/team.ts';
import { readTogether } from '../../platform/db/read-together.ts';
import { viewerOf } from '../access.ts';
import {
  type AnnouncedDelay,
  announceDelay,
  type DelayFacts,
  readDelayFacts,
} from './announced-delay.tsx';
import { type Destinations, readDestinations, teamFor } from './catalogue-nature.ts';
import { type Beneficiary, readBeneficiary } from './new-ticket-beneficiary.ts';
import { newTicketPlace } from './new-ticket-draft.ts';
import type { NewTicketFields } from './new-ticket-fields.ts';
import { type Questions, readQuestions } from './new-ticket-questions.ts';
import { filesByQuestion } from './question-files.ts';

/** What a form that is sent is read with. */
export type NewTicketForm = {
  viewer: Viewer;
  category: Category;
  fields: NewTicketFields;
  sites: readonly Site[];
  beneficiary: Beneficiary;
  questions: Questions;
  /** What waits to be sent with it, each file under the question it answers. */
  files: readonly StagedFile[];
  /** What was typed before, when the form was filled from it. */
  draft: Draft | null;
};

/** Everything the page of the form shows. */
export type NewTicketView = NewTicketForm & {
  catalogue: Catalogue;
  /** The team that the ticket would reach as the form stands. */
  team: Team;
  /** What is promised to it, at the usual priority, and what happened lately. */
  announced: AnnouncedDelay;
  nearest: readonly NearbyCategory[];
  /** The sheets that may answer the subject; null while it has none. */
  answers: readonly SearchableArticle[] | null;
};

/** What the desk holds that a form is read with, whatever is typed in it. */
export type FormGround = {
  form: CategoryForm | null;
  sites: readonly Site[];
  staged: readonly StagedFile[];
};

/** Reads what the form of a nature is read with. */
export async function readFormGround(
  db: Db,
  { personId, slug }: { personId: number; slug: string },
): Promise<FormGround> {
  const [form, sites, staged] = await Promise.all([
    findCurrentFormBySlug(db, slug),
    listSites(db),
    listStagedFiles(db, { personId, place: newTicketPlace(slug) }),
  ]);
  return { form, sites, staged };
}

type Known = Pick<NewTicketView, 'category' | 'fields' | 'draft'>;

/** Reads what was typed: for whom, from which site, what it answers to. */
export async function readNewTicketForm(
  request: FastifyRequest,
  known: Known,
  { form, sites, staged }: FormGround,
): Promise<NewTicketForm> {
  const viewer = viewerOf(request);
  const beneficiary = await readBeneficiary(request.server.db, viewer, known.fields);
  const questions = await readQuestions(request, { form, typed: known.fields.champs });
  const files = filesByQuestion(staged, questions.fields);
  return { ...known, viewer, sites, beneficiary, questions, files };
}

/** What the page of the form tells besides what is typed in it. */
type Surroundings = {
  destinations: Destinations;
  delays: DelayFacts;
  answers: NewTicketView['answers'];
};

async function readSurroundings(
  db: Db,
  { category, fields }: Pick<Known, 'category' | 'fields'>,
): Promise<Surroundings> {
  const [destinations, delays, answers] = await Promise.all([
    readDestinations(db),
    readDelayFacts(db, category.id),
    findAnswers(db, { subject: fields.objet, categoryId: category.id }),
  ]);
  return { destinations, delays, answers };
}

/** Reads the form as it opens, and all that its page tells beside it. */
export async function readNewTicketView(
  request: FastifyRequest,
  { catalogue, ...known }: Known & Pick<NewTicketView, 'catalogue'>,
): Promise<NewTicketView> {
  const mine = { personId: viewerOf(request).id, slug: known.category.slug };
  const [ground, surroundings] = await readTogether(request.server.db, (one) =>
    Promise.all([readFormGround(one, mine), readSurroundings(one, known)]),
  );
  const form = await readNewTicketForm(request, known, ground);
  return toView(request, { form, catalogue, surroundings });
}

/** Reads what the page tells beside a form that was sent and comes back. */
export async function surroundForm(
  request: FastifyRequest,
  form: NewTicketForm,
): Promise<NewTicketView> {
  const [catalogue, surroundings] = await readTogether(request.server.db, (one) =>
    Promise.all([readCatalogue(one), readSurroundings(one, form)]),
  );
  return toView(request, { form, catalogue, surroundings });
}

/** Tells where a form would go, what is promised to it, and what might do instead. */
function toView(
  request: FastifyRequest,
  {
    form,
    catalogue,
    surroundings: { destinations, delays, answers },
  }: { form: NewTicketForm; catalogue: Catalogue; surroundings: Surroundings },
): NewTicketView {
  const { viewer, category, fields, sites } = form;
  const { chosen } = form.beneficiary;
  const place = {
    siteId: sites.find(({ id }) => String(id) === fields.site)?.id ?? null,
    organisationUnitId: chosen ? (chosen.organisationUnit?.id ?? null) : viewer.organisationUnitId,
  };
  const team = teamFor(category, place, destinations);
  const filing = { at: request.server.clock(), teamId: team.id, categoryId: category.id };
  return {
    ...form,
    ...{ catalogue, team, answers },
    announced: announceDelay({ ...filing, priority: 'normal' }, delays),
    nearest: nearestCategories(catalogue, category),
  };
}
