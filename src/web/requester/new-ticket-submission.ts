import type { FastifyRequest } from 'fastify';
import type { Answers } from '../../domain/catalogue/answers.ts';
import type { Submission } from '../../domain/tickets/submit-ticket.ts';
import type { T } from '../../ui/texts.ts';
import { draftAt } from '../draft-window.ts';
import { refusedFilesErrors } from '../file-fields.tsx';
import { readForm } from '../forms.ts';
import { pageContext } from '../page-reply.ts';
import { newTicketPlace } from './new-ticket-draft.ts';
import { type NewTicketValues, newTicketSchemas } from './new-ticket-fields.ts';
import { readOwnAnswers } from './new-ticket-questions.ts';
import type { NewTicketForm } from './new-ticket-view.ts';
import { carriedFiles } from './question-files.ts';

/** A form that can be sent, or what to correct in it. */
export type SubmissionReading =
  | { ok: true; submission: Submission }
  | { ok: false; errors: Record<string, string> };

/** Reads the form of a new ticket; what depends on the directory was read with the form. */
export function readSubmission(request: FastifyRequest, view: NewTicketForm): SubmissionReading {
  const { t, now } = pageContext(request);
  const form = readForm<(typeof newTicketSchemas)['problem' | 'service']>(
    newTicketSchemas[view.category.kind],
    request.body,
    t,
  );
  const { sent, answering } = carriedFiles(request, view);
  const own = readOwnAnswers(view.questions, { sites: view.sites, files: answering, now, t });
  const errors = {
    ...(form.ok ? {} : form.errors),
    ...own.errors,
    ...refusedFilesErrors(request),
    ...errorsOfView(view, t),
  };
  if (!form.ok || Object.keys(errors).length > 0) return { ok: false, errors };
  const submission = submissionOf(form.values, view, own.answers);
  const draftPlace = draftAt(request, newTicketPlace(view.category.slug));
  return { ok: true, submission: { ...submission, files: sent, draftPlace } };
}

function errorsOfView(view: NewTicketForm, t: T): Record<string, string> {
  const { fields, sites, beneficiary } = view;
  const errors: Record<string, string> = {};
  if (fields.site !== '' && !sites.some(({ id }) => String(id) === fields.site)) {
    errors['site'] = t('filing:site.wrong');
  }
  const { problem } = beneficiary;
  if (problem) errors[problem.field] = t(problem.text, { text: fields.pour.trim() });
  return errors;
}

function submissionOf(values: NewTicketValues, view: NewTicketForm, answers: Answers): Submission {
  const { viewer, category, fields, beneficiary } = view;
  return {
    submittedBy: viewer,
    requesterId: beneficiary.chosen?.id ?? viewer.id,
    categoryId: category.id,
    subject: values.objet,
    description: values.description,
    blocked: values.bloque,
    impact: values.touche,
    formId: view.questions.formId,
    answers,
    phone: values.telephone,
    siteId: values.site === '' ? null : Number(values.site),
    room: values.bureau,
    channel: 'web',
    submissionKey: fields.cle,
  };
}
