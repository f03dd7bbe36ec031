import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Category } from '../../domain/catalogue/catalogue.ts';
import { findCategoryBySlug } from '../../domain/catalogue/catalogue-queries.ts';
import { findCurrentForm } from '../../domain/catalogue/form-queries.ts';
import { moveDraft } from '../../domain/drafts/move-draft.ts';
import type { Db } from '../../domain/tables.ts';
import { paths } from '../../paths.ts';
import { NotFound } from '../../platform/errors.ts';
import type { TextKey } from '../../ui/texts.ts';
import { viewerOf } from '../access.ts';
import { filesBoxOf, filesFlash, settleFiles } from '../file-drafts.ts';
import { setFlash } from '../flash.ts';
import { formBody } from '../form-body.ts';
import { keepOrForget, tellSaved } from '../keep-draft.ts';
import { clearDraftName } from '../kept-text.ts';
import { pageContext, seeOther } from '../page-reply.ts';
import { answersPath, findAnswersName } from './new-ticket-answers.tsx';
import { fittingAnswers, newTicketContent } from './new-ticket-content.ts';
import { hasBegun, newTicketPlace } from './new-ticket-draft.ts';
import { changeNatureName, otherNatureName } from './new-ticket-nature.tsx';
import { isAlreadySent } from './new-ticket-sent.ts';
import { findPersonName } from './person-search.tsx';
import { isPersonBox } from './question-boxes.ts';

const field = (request: FastifyRequest, name: string): string | undefined =>
  [formBody(request.body)[name] ?? []].flat()[0];

const fieldsOf = async (db: Db, { id }: Category) => (await findCurrentForm(db, id))?.fields ?? [];

async function natureNamed(db: Db, slug: string) {
  const category = await findCategoryBySlug(db, slug);
  if (category === undefined) throw new NotFound(`category ${slug}`);
  return category;
}

/** Keeps what is being written: by itself, on demand, before looking for a person, on the way to another nature. */
export async function keepNewTicketDraft(
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const nature = await natureNamed(request.server.db, field(request, 'nature') ?? '');
  const { slug } = nature;
  const back = paths.newTicket({ nature: slug });
  const body = formBody(request.body);
  const wanted = field(request, changeNatureName);
  if (wanted !== undefined) {
    const other = wanted === '' ? (field(request, otherNatureName) ?? '') : wanted;
    return changeNature(request, reply, { from: nature, to: other === '' ? slug : other });
  }
  const filesBox = filesBoxOf(request);
  await settleFiles(request, newTicketPlace(slug));
  const isCleared = clearDraftName in body;
  const isKept = await keepWritten(request, reply, { nature, isCleared });
  if (request.headers.accept === 'application/json') return tellSaved(request, reply);
  if (findPersonName in body) {
    const box = field(request, findPersonName) ?? '';
    return seeOther(reply, `${back}#${isPersonBox(box) ? box : 'pour'}`);
  }
  if (findAnswersName in body) return seeOther(reply, answersPath(slug));
  const flash = filesFlash(request);
  if (flash) setFlash(request, reply, flash);
  else say(request, reply, isKept ? 'filing:draft.saved' : 'filing:draft.discarded');
  return seeOther(reply, filesBox === undefined ? back : `${back}#${filesBox}`);
}

function say(request: FastifyRequest, reply: FastifyReply, text: TextKey, values = {}): void {
  setFlash(request, reply, { tone: 'success', text: pageContext(request).t(text, values) });
}

/** A form that holds nothing of its author's own is no draft. */
async function keepWritten(
  request: FastifyRequest,
  reply: FastifyReply,
  { nature, isCleared }: { nature: Category; isCleared: boolean },
): Promise<boolean> {
  const place = newTicketPlace(nature.slug);
  const content = await newTicketContent(request, nature);
  // What a script saves while the form itself is on its way may arrive after it: it has been sent, it is no draft.
  const isSent = await isAlreadySent(request.server.db, viewerOf(request).id, content);
  const isKept = !isCleared && !isSent && hasBegun(content);
  await keepOrForget(request, reply, { place, content, isKept });
  return isKept;
}

async function changeNature(
  request: FastifyRequest,
  reply: FastifyReply,
  { from, to }: { from: Category; to: string },
): Promise<FastifyReply> {
  const { db, clock } = request.server;
  const other = await natureNamed(db, to);
  const content = await newTicketContent(request, from);
  if (from.slug !== to && hasBegun(content)) {
    const forms = { from: await fieldsOf(db, from), to: await fieldsOf(db, other) };
    const move = {
      from: newTicketPlace(from.slug),
      to: newTicketPlace(to),
      content: fittingAnswers(content, forms),
    };
    const isSwapped = await moveDraft(db, { personId: viewerOf(request).id, ...move }, clock());
    const here = from.name;
    if (isSwapped) say(request, reply, 'filing:draft.movedSwapped', { there: other.name, here });
    else say(request, reply, 'filing:draft.moved');
  }
  return seeOther(reply, paths.newTicket({ nature: to }));
}
