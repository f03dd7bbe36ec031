import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { defaultCalendar } from '../../domain/calendar/calendar.ts';
import { listHoldReasons } from '../../domain/catalogue/catalogue-queries.ts';
import type { Viewer } from '../../domain/people/person.ts';
import type { Db } from '../../domain/tables.ts';
import type { ActOrder, ActResult } from '../../domain/tickets/act-on-ticket.ts';
import { askRequester } from '../../domain/tickets/ask-requester.ts';
import { assignTicket } from '../../domain/tickets/assign-ticket.ts';
import { holdTicket } from '../../domain/tickets/hold-ticket.ts';
import { noteOnTicket } from '../../domain/tickets/note-on-ticket.ts';
import { releaseTicket } from '../../domain/tickets/release-ticket.ts';
import { reopenTicket } from '../../domain/tickets/reopen-ticket.ts';
import { replyToTicket } from '../../domain/tickets/reply-to-ticket.ts';
import { resolveTicket } from '../../domain/tickets/resolve-ticket.ts';
import { resumeTicket } from '../../domain/tickets/resume-ticket.ts';
import { setPriority } from '../../domain/tickets/set-priority.ts';
import { takeOverTicket } from '../../domain/tickets/take-over-ticket.ts';
import { takeTicket } from '../../domain/tickets/take-ticket.ts';
import { transferTicket } from '../../domain/tickets/transfer-ticket.ts';
import { type ActChoices, readActChoices } from '../../domain/tickets/workbench.ts';
import { paths } from '../../paths.ts';
import { ticketNumberOf, ticketPattern } from '../act-fields.ts';
import { isTicketFull, refusedFilesErrors, ticketFullError } from '../file-fields.tsx';
import { setFlash } from '../flash.ts';
import { carriesFiles } from '../form-files.ts';
import { readForm } from '../forms.ts';
import { accessNamedTicket } from '../named-ticket.ts';
import { pageContext, seeOther } from '../page-reply.ts';
import { ownPath } from '../return-path.ts';
import { actionOf } from './act-form.tsx';
import { type FormName, takesFiles } from './act-forms.ts';
import {
  assignmentSchema,
  bareSchema,
  holdSchema,
  noteOfFilesSchema,
  noteSchema,
  prioritySchema,
  questionSchema,
  reopeningSchema,
  replyOfFilesSchema,
  replySchema,
  resolutionSchema,
  transferSchema,
} from './act-schemas.ts';
import { sendRefused, sendToCorrect } from './refused-act.tsx';
import { draftPlaceOf, orderOf, sentField } from './ticket-request.ts';

type Order = ActOrder & { actor: Viewer };

/** One act as a door: the form it reads, and the one command it calls. */
interface ActDoor<Schema extends z.ZodType> {
  readonly form: FormName;
  readonly schema: (request: FastifyRequest) => Schema | Promise<Schema>;
  readonly command: (
    db: Db,
    order: Order,
    { values, now }: { values: z.output<Schema>; now: Temporal.Instant },
  ) => Promise<ActResult>;
}

/** The doors of the acts of a team on a ticket: an act is a resource that a form creates, or ends. */
export function registerActRoutes(app: FastifyInstance): void {
  openHolderDoors(app);
  openWordDoors(app);
  openSortingDoors(app);
}

/** Who has the ticket. */
function openHolderDoors(app: FastifyInstance): void {
  const bare = { schema: () => bareSchema };
  open(app, {
    ...bare,
    form: 'taking',
    command: (db, order, { now }) => takeTicket(db, order, now),
  });
  open(app, {
    ...bare,
    form: 'release',
    command: (db, order, { now }) => releaseTicket(db, order, now),
  });
  open(app, {
    ...bare,
    form: 'takeover',
    command: (db, order, { now }) => takeOverTicket(db, order, now),
  });
  open(app, {
    ...bare,
    form: 'resume',
    command: (db, order, { now }) => resumeTicket(db, order, now),
  });
  open(app, {
    form: 'assignment',
    schema: async (request) => assignmentSchema((await choicesOf(request)).colleagues),
    command: (db, order, { values, now }) =>
      assignTicket(db, { ...order, assigneeId: values.personne }, now),
  });
}

/** What is said, to the requester or between the teams. */
function openWordDoors(app: FastifyInstance): void {
  open(app, {
    form: 'reply',
    schema: async (request) => ((await carriesFiles(request)) ? replyOfFilesSchema : replySchema),
    command: (db, order, { values, now }) =>
      replyToTicket(db, { ...order, body: values.texte, alsoTake: values._avec }, now),
  });
  open(app, {
    form: 'note',
    schema: async (request) => ((await carriesFiles(request)) ? noteOfFilesSchema : noteSchema),
    command: (db, order, { values, now }) =>
      noteOnTicket(db, { ...order, body: values.texte }, now),
  });
  open(app, {
    form: 'question',
    schema: () => questionSchema,
    command: (db, order, { values: { texte, manquants, _avec }, now }) =>
      askRequester(db, { ...order, question: texte, items: manquants, alsoTake: _avec }, now),
  });
  open(app, {
    form: 'resolution',
    schema: () => resolutionSchema,
    command: (db, order, { values, now }) =>
      resolveTicket(db, { ...order, body: values.texte, alsoTake: values._avec }, now),
  });
  open(app, {
    form: 'reopening',
    schema: () => reopeningSchema,
    command: (db, order, { values, now }) =>
      reopenTicket(db, { ...order, body: values.texte }, now),
  });
}

/** When, how pressing, and where to. */
function openSortingDoors(app: FastifyInstance): void {
  open(app, {
    form: 'hold',
    schema: async ({ server }) =>
      holdSchema(await listHoldReasons(server.db), today(server.clock())),
    command: (db, order, { values, now }) => holdTicket(db, { ...order, ...values }, now),
  });
  open(app, {
    form: 'priority',
    schema: () => prioritySchema,
    command: (db, order, { values, now }) =>
      setPriority(db, { ...order, priority: values.priorite }, now),
  });
  open(app, {
    form: 'transfer',
    schema: async (request) => transferSchema((await choicesOf(request)).transfer),
    command: (db, order, { values, now }) => transferTicket(db, { ...order, ...values }, now),
  });
}

const today = (now: Temporal.Instant): Temporal.PlainDate =>
  now.toZonedDateTimeISO(defaultCalendar.timeZone).toPlainDate();

/** What the form offered, read again: it may have changed since. */
async function choicesOf(request: FastifyRequest): Promise<ActChoices> {
  const { db } = request.server;
  const access = await accessNamedTicket(request);
  return readActChoices(db, access);
}

function open<Schema extends z.ZodType>(app: FastifyInstance, door: ActDoor<Schema>): void {
  const { form, schema, command } = door;
  const draftPlace = (request: FastifyRequest) => draftPlaceOf(request, form);
  const config = {
    access: 'agent' as const,
    draftPlace,
    ...(takesFiles(form) ? { filePlace: draftPlace } : {}),
    returnTo: (request: FastifyRequest) => paths.consoleTicket(ticketNumberOf(request)),
  };
  app.post(ticketPattern(actionOf[form]), { config }, async (request, reply) => {
    const ctx = pageContext(request);
    const reading = readForm(await schema(request), request.body, ctx.t);
    const refused = refusedFilesErrors(request);
    if (!reading.ok || Object.keys(refused).length > 0) {
      const errors = { ...(reading.ok ? {} : reading.errors), ...refused };
      return sendToCorrect(request, reply, { form, errors });
    }
    const { db, clock } = request.server;
    try {
      await command(db, orderOf(request, form), { values: reading.values, now: clock() });
    } catch (error) {
      if (isTicketFull(error)) {
        return sendToCorrect(request, reply, { form, errors: ticketFullError(ctx) });
      }
      return sendRefused(request, reply, { form, error });
    }
    return sendDone(request, reply, form);
  });
}

/** Says what was done on the page that follows: the ticket, or the list a line was taken from. */
function sendDone(request: FastifyRequest, reply: FastifyReply, form: FormName): FastifyReply {
  const { t } = pageContext(request);
  const number = ticketNumberOf(request);
  const back = ownPath(sentField(request, '_retour') ?? '');
  const text = back === null ? t(`console:done.${form}`) : t('console:queue.taken', { number });
  setFlash(request, reply, { tone: 'success', text });
  return seeOther(reply, back ?? paths.consoleTicket(number));
}
