import type { Answers } from '../../domain/catalogue/answers.ts';
import type { Submission } from '../../domain/tickets/submit-ticket.ts';
import type { T } from '../../ui/texts.ts';
import { readForm } from '../forms.ts';
import { newTicketPlace } from './new-ticket-draft.ts';
import { type NewTicketValues, newTicketSchemas } from './new-ticket-fields.ts';
import { readOwnAnswers } from './new-ticket-questions.ts';
import type { NewTicketView } from './new-ticket-view.ts';

/** A form that can be sent, or what to correct in it. */
export type SubmissionReading =
  | { ok: true; submission: Submission }
  | { ok: false; errors: Record<string, string> };

/** Reads the form of a new ticket; what depends on the directory was read with the view. */
export function readSubmission(
  body: unknown,
  view: NewTicketView,
  { t, now }: { t: T; now: Temporal.Instant },
): SubmissionReading {
  const form = readForm<(typeof newTicketSchemas)['problem' | 'service']>(
    newTicketSchemas[view.category.kind],
    body,
    t,
  );
  const own = readOwnAnswers(view.questions, { sites: view.sites, now, t });
  const errors = { ...(form.ok ? {} : form.errors), ...own.errors, ...errorsOfView(view, t) };
  if (!form.ok || Object.keys(errors).length > 0) return { ok: false, errors };
  return { ok: true, submission: submissionOf(form.values, view, own.answers) };
}

function errorsOfView(view: NewTicketView, t: T): Record<string, string> {
  const { fields, sites, beneficiary } = view;
  const errors: Record<string, string> = {};
  if (fields.site !== '' && !sites.some(({ id }) => String(id) === fields.site)) {
    errors['site'] = t('filing:site.wrong');
  }
  const { problem } = beneficiary;
  if (problem) errors[problem.field] = t(problem.text, { text: fields.pour.trim() });
  return errors;
}

function submissionOf(values: NewTicketValues, view: NewTicketView, answers: Answers): Submission {
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
    draftPlace: newTicketPlace(category.slug),
  };
}
