import { paths } from '../paths.ts';
import { draftedForms, takesFiles } from './console/act-forms.ts';
import { newTicketPlaces } from './requester/new-ticket-draft.ts';
import { draftUrlOf, formNameOf } from './requester/ticket-forms.ts';

/** The address that keeps the form of a place, for those places of ours whose form takes files; null for any other. */
export function draftUrlAt(place: string): string | null {
  const [kind = '', name = '', form = '', ...rest] = place.split(':');
  if (rest.length > 0) return null;
  if (`${kind}:` === newTicketPlaces) {
    return /^[a-z0-9-]{1,100}$/.test(name) && form === '' ? paths.newTicketDraft() : null;
  }
  const number = /^[1-9]\d{0,9}$/.test(name) ? Number(name) : null;
  if (number === null) return null;
  const requesterForm = formNameOf(form);
  if (kind === 'ticket' && requesterForm !== null) return draftUrlOf(number, requesterForm);
  const isConsole =
    kind === 'console' && draftedForms.some((one) => one === form && takesFiles(one));
  return isConsole ? paths.consoleTicketDraft(number) : null;
}
