import type { FastifyReply, FastifyRequest } from 'fastify';
import { findCategoryBySlug } from '../../domain/catalogue/catalogue-queries.ts';
import { discardDraft, saveDraft } from '../../domain/drafts/drafts.ts';
import { moveDraft } from '../../domain/drafts/move-draft.ts';
import type { Db } from '../../domain/tables.ts';
import { paths } from '../../paths.ts';
import { NotFound } from '../../platform/errors.ts';
import type { TextKey } from '../../ui/texts.ts';
import { viewerOf } from '../access.ts';
import { filesFlash, isAboutFiles, settleFiles } from '../file-drafts.ts';
import { setFlash } from '../flash.ts';
import { formBody } from '../form-body.ts';
import { filesName } from '../form-files.ts';
import { clearDraftName, typedContent } from '../kept-text.ts';
import { pageContext, seeOther } from '../page-reply.ts';
import { answersPath, findAnswersName } from './new-ticket-answers.tsx';
import { hasBegun, newTicketPlace } from './new-ticket-draft.ts';
import { changeNatureName, otherNatureName } from './new-ticket-nature.tsx';
import { isAlreadySent } from './new-ticket-sent.ts';
import { findPersonName } from './person-search.tsx';
import { isPersonBox } from './question-boxes.ts';

const field = (request: FastifyRequest, name: string): string | undefined =>
  [formBody(request.body)[name] ?? []].flat()[0];

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
  const { slug } = await natureNamed(request.server.db, field(request, 'nature') ?? '');
  const back = paths.newTicket({ nature: slug });
  const body = formBody(request.body);
  const wanted = field(request, changeNatureName);
  if (wanted !== undefined) {
    const other = wanted === '' ? (field(request, otherNatureName) ?? '') : wanted;
    return changeNature(request, reply, { from: slug, to: other === '' ? slug : other });
  }
  await settleFiles(request, newTicketPlace(slug));
  const isCleared = clearDraftName in body;
  const isKept = await keepOrForget(request, { slug, isCleared });
  if (request.headers.accept === 'application/json') return reply.code(204).send();
  if (findPersonName in body) {
    const box = field(request, findPersonName) ?? '';
    return seeOther(reply, `${back}#${isPersonBox(box) ? box : 'pour'}`);
  }
  if (findAnswersName in body) return seeOther(reply, answersPath(slug));
  const flash = filesFlash(request);
  if (flash) setFlash(request, reply, flash);
  else say(request, reply, isKept ? 'filing:draft.saved' : 'filing:draft.discarded');
  return seeOther(reply, isAboutFiles(request) ? `${back}#${filesName}` : back);
}

function say(request: FastifyRequest, reply: FastifyReply, text: TextKey, values = {}): void {
  setFlash(request, reply, { tone: 'success', text: pageContext(request).t(text, values) });
}

/** A form that holds nothing of its author's own is no draft. */
async function keepOrForget(
  request: FastifyRequest,
  { slug, isCleared }: { slug: string; isCleared: boolean },
): Promise<boolean> {
  const { db, clock } = request.server;
  const personId = viewerOf(request).id;
  const place = newTicketPlace(slug);
  const content = typedContent(request);
  // What a script saves while the form itself is on its way may arrive after it: it has been sent, it is no draft.
  const isSent = await isAlreadySent(db, personId, content);
  const isKept = !isCleared && !isSent && hasBegun(content);
  if (isKept) await saveDraft(db, { personId, place, content }, clock());
  else await discardDraft(db, personId, place);
  return isKept;
}

async function changeNature(
  request: FastifyRequest,
  reply: FastifyReply,
  { from, to }: { from: string; to: string },
): Promise<FastifyReply> {
  const { db, clock } = request.server;
  const other = await natureNamed(db, to);
  const content = typedContent(request);
  if (from !== to && hasBegun(content)) {
    const move = { from: newTicketPlace(from), to: newTicketPlace(to), content };
    const isSwapped = await moveDraft(db, { personId: viewerOf(request).id, ...move }, clock());
    const here = (await natureNamed(db, from)).name;
    if (isSwapped) say(request, reply, 'filing:draft.movedSwapped', { there: other.name, here });
    else say(request, reply, 'filing:draft.moved');
  }
  return seeOther(reply, paths.newTicket({ nature: to }));
}
