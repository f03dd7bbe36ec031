import type { FastifyRequest } from 'fastify';
import type { Catalogue, Category } from '../../domain/catalogue/catalogue.ts';
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
import type { Team } from '../../domain/teams/team.ts';
import { viewerOf } from '../access.ts';
import { type AnnouncedDelay, readAnnouncedDelay } from './announced-delay.tsx';
import { teamFor } from './catalogue-nature.ts';
import { type Beneficiary, readBeneficiary } from './new-ticket-beneficiary.ts';
import { newTicketPlace } from './new-ticket-draft.ts';
import type { NewTicketFields } from './new-ticket-fields.ts';
import { type Questions, readQuestions } from './new-ticket-questions.ts';
import { filesByQuestion } from './question-files.ts';

/** Everything the page of the form shows. */
export type NewTicketView = {
  viewer: Viewer;
  catalogue: Catalogue;
  category: Category;
  fields: NewTicketFields;
  sites: readonly Site[];
  beneficiary: Beneficiary;
  questions: Questions;
  /** The team that the ticket would reach as the form stands. */
  team: Team;
  /** What is promised to it, at the usual priority, and what happened lately. */
  announced: AnnouncedDelay;
  nearest: readonly NearbyCategory[];
  /** The sheets that may answer the subject; null while it has none. */
  answers: readonly SearchableArticle[] | null;
  /** What waits to be sent with it, each file under the question it answers. */
  files: readonly StagedFile[];
  /** What was typed before, when the form was filled from it. */
  draft: Draft | null;
};

type Known = Pick<NewTicketView, 'catalogue' | 'category' | 'fields' | 'draft'>;

/** Reads what goes with what was typed: where it would go, for whom, from which site. */
export async function readNewTicketView(
  request: FastifyRequest,
  known: Known,
): Promise<NewTicketView> {
  const { db } = request.server;
  const viewer = viewerOf(request);
  const { catalogue, category, fields } = known;
  const sites = await listSites(db);
  const beneficiary = await readBeneficiary(db, viewer, fields);
  const questions = await readQuestions(request, {
    categoryId: category.id,
    typed: fields.champs,
  });
  const site = sites.find(({ id }) => String(id) === fields.site);
  const { chosen } = beneficiary;
  const team = await teamFor(db, category, {
    siteId: site?.id ?? null,
    organisationUnitId: chosen ? (chosen.organisationUnit?.id ?? null) : viewer.organisationUnitId,
  });
  const announced = await readAnnouncedDelay(db, {
    at: request.server.clock(),
    teamId: team.id,
    categoryId: category.id,
    priority: 'normal',
  });
  const nearest = nearestCategories(catalogue, category);
  const answers = await findAnswers(db, { subject: fields.objet, categoryId: category.id });
  const place = newTicketPlace(category.slug);
  const staged = await listStagedFiles(db, { personId: viewer.id, place });
  const files = filesByQuestion(staged, questions.fields);
  const read = { viewer, sites, beneficiary, questions, team, announced, nearest, answers, files };
  return { ...known, ...read };
}
