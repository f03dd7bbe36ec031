import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { paths } from '../src/paths.ts';
import type { Answer, Ask, HttpClient } from './client.ts';
import { type Operation, turnedAway } from './measure.ts';
import type { Part } from './options.ts';
import type { Subjects, Visitor } from './subjects.ts';

/** Something people do, that is measured. */
export type Workload = {
  /** « W6 » holds several. */
  part: Part;
  id: string;
  title: string;
  /** The kind of page, for its statements, weight and budgets. */
  operation: Operation;
};

const of = <T>(list: readonly T[], turn: number, what: string): T => {
  const found = list[turn % list.length];
  if (found === undefined) throw new Error(`this desk has nobody or nothing to measure: ${what}`);
  return found;
};

/** Asks as somebody; any answer but the expected one is an error: a fast refusal is not a fast page. */
export async function askAs(
  client: HttpClient,
  who: Visitor,
  { expected = 200, ...ask }: Ask & { expected?: number },
): Promise<Answer> {
  const answer = await client.ask({ ...ask, headers: { ...ask.headers, cookie: who.cookie } });
  if (answer.status !== expected) {
    const what = `${ask.method ?? 'GET'} ${ask.path}`;
    throw new UnexpectedAnswer(`${what}: ${String(answer.status)} instead of ${String(expected)}`, {
      cause: answer.status,
    });
  }
  return answer;
}

class UnexpectedAnswer extends Error {}

const pauseOfRefused = 200;

/** Among many at once some may be turned away: they come back a little later, and were not answered. */
export const orTurnedAway =
  (operation: Operation): Operation =>
  async (turn) => {
    try {
      return await operation(turn);
    } catch (error) {
      if (!(error instanceof UnexpectedAnswer) || error.cause !== 503) throw error;
      await pause(pauseOfRefused);
      return turnedAway;
    }
  };

const words =
  'Le poste du bureau ne démarre plus depuis ce matin, le voyant orange reste fixe et la réunion approche.';

/** Sends the form of a new ticket, as its page would. */
export const submit =
  (client: HttpClient, { requesters, natures }: Subjects) =>
  (turn: number) => {
    const who = of(requesters, turn, 'requesters');
    const { slug, kind } = of(natures, turn, 'natures');
    const form = {
      ...{ _csrf: who.proof, nature: slug, cle: randomUUID() },
      objet: `Poste en panne, essai ${String(turn)} ${randomUUID().slice(0, 8)}`,
      description: `${words} Référence ${randomUUID()}.`,
      ...{ site: '', bureau: 'B204', telephone: '0123', pour: '' },
      ...(kind === 'problem' ? { bloque: 'gene', touche: 'moi' } : {}),
    };
    return askAs(client, who, { method: 'POST', path: paths.newTicket(), form, expected: 303 });
  };

/** Adds to a ticket as its requester, or answers it as its holder. */
export const speak =
  (client: HttpClient, { working }: Subjects, side: 'requester' | 'team') =>
  (turn: number) => {
    const { number, requester, holder } = of(working, turn, 'tickets in progress');
    const who = side === 'requester' ? requester : holder;
    const said = `${words} Référence ${randomUUID()}.`;
    const form = {
      ...{ _csrf: who.proof, _act: randomUUID() },
      ...(side === 'requester' ? { body: said } : { texte: said }),
    };
    const path = side === 'requester' ? paths.completion(number) : paths.reply(number);
    return askAs(client, who, { method: 'POST', path, form, expected: 303 });
  };

/** Everything that is measured with one client, in the order of the report. */
export function workloads(client: HttpClient, subjects: Subjects): Workload[] {
  const { requesters, agents, busiest, threads, words: looked, numbers } = subjects;
  const page =
    (
      people: readonly Visitor[],
      path: string | ((turn: number) => string),
      expected = 200,
    ): Operation =>
    (turn) =>
      askAs(client, of(people, turn, 'people'), {
        path: typeof path === 'string' ? path : path(turn),
        expected,
      });
  const search = (text: (turn: number) => string, expected = 200) =>
    page(agents, (turn) => paths.search({ q: text(turn) }), expected);
  return [
    { part: 'W1', id: 'W1', title: 'déposer une demande', operation: submit(client, subjects) },
    {
      part: 'W2',
      id: 'W2',
      title: 'accueil et « Mes demandes »',
      operation: page(requesters, paths.home()),
    },
    {
      part: 'W3',
      id: 'W3',
      title: 'console, équipe chargée',
      // The team's own list: what one person holds is two lines on a small desk and a full page on a large one.
      operation: page(agents, paths.console({ vue: 'equipe' })),
    },
    {
      part: 'W4',
      id: 'W4',
      title: 'demande de 10 messages (demandeur)',
      operation: (turn) => {
        const { number, requester } = of(threads, turn, 'threads');
        return askAs(client, requester, { path: paths.ticket(number) });
      },
    },
    {
      part: 'W4',
      id: 'W4c',
      title: 'demande de 10 messages (console)',
      operation: page(agents.slice(0, 1), (turn) =>
        paths.consoleTicket(of(threads, turn, 'threads').number),
      ),
    },
    {
      part: 'W5',
      id: 'W5',
      title: 'compléter (demandeur)',
      operation: speak(client, subjects, 'requester'),
    },
    {
      part: 'W5',
      id: 'W5r',
      title: 'répondre (intervenant)',
      operation: speak(client, subjects, 'team'),
    },
    {
      part: 'W6',
      id: 'W6 rare',
      title: 'chercher un mot rare',
      operation: search((turn) => of(looked.rare, turn, 'rare words')),
    },
    {
      part: 'W6',
      id: 'W6 common',
      title: 'chercher un mot courant',
      operation: search(() => looked.common),
    },
    {
      part: 'W6',
      id: 'W6 number',
      title: 'chercher un numéro',
      operation: search((turn) => `n° ${String(of(numbers, turn, 'numbers'))}`, 303),
    },
    {
      part: 'W6',
      id: 'W6 misspelt',
      title: 'chercher un mot mal écrit',
      operation: search(() => looked.misspelt),
    },
    {
      part: 'W7',
      id: 'W7 sort',
      title: '2 000 demandes : trier par nature',
      operation: page([busiest], paths.home({ etat: 'cloturees', tri: 'nature' })),
    },
    {
      part: 'W7',
      id: 'W7 page 20',
      title: '2 000 demandes : page 20',
      operation: page([busiest], paths.home({ etat: 'cloturees', page: 20 })),
    },
    {
      part: 'W7',
      id: 'W7 search',
      title: '2 000 demandes : chercher',
      operation: page([busiest], paths.home({ etat: 'cloturees', q: 'imprimante' })),
    },
  ];
}

/** What people do in an hour of a real day, in proportion; the hour is told in a minute. */
const hour = [
  ['home', 34],
  ['ticket', 22],
  ['console', 16],
  ['consoleTicket', 12],
  ['form', 5],
  ['submit', 2],
  ['complete', 3],
  ['reply', 3],
  ['search', 3],
] as const;

/** Does what people do, each kind as often as in a real hour. */
export function hourOperation(client: HttpClient, subjects: Subjects): Operation {
  const { requesters, agents, threads, words: looked, natures } = subjects;
  const file = submit(client, subjects);
  const [complete, reply] = [speak(client, subjects, 'requester'), speak(client, subjects, 'team')];
  const acts: Record<(typeof hour)[number][0], Operation> = {
    home: (turn) => askAs(client, of(requesters, turn, 'requesters'), { path: paths.home() }),
    ticket: (turn) => {
      const { number, requester } = of(threads, turn, 'threads');
      return askAs(client, requester, { path: paths.ticket(number) });
    },
    console: (turn) => askAs(client, of(agents, turn, 'agents'), { path: paths.console() }),
    consoleTicket: (turn) =>
      askAs(client, of(agents, 0, 'agents'), {
        path: paths.consoleTicket(of(threads, turn, 'threads').number),
      }),
    form: (turn) =>
      askAs(client, of(requesters, turn, 'requesters'), {
        path: paths.newTicket({ nature: of(natures, turn, 'natures').slug }),
      }),
    submit: file,
    complete,
    reply,
    search: (turn) =>
      askAs(client, of(agents, turn, 'agents'), {
        path: paths.search({ q: turn % 2 ? looked.common : of(looked.rare, turn, 'words') }),
      }),
  };
  const wheel = hour.flatMap(([name, share]) => Array.from({ length: share }, () => acts[name]));
  // Kinds follow one another as if drawn, and the same way each time.
  return (turn) => of(wheel, turn * 37, 'acts')(turn);
}

/** Works as so many people who think between two pages, for some seconds; gives what each page took. */
export async function crowd(
  operation: Operation,
  { people, seconds, perSecond }: { people: number; seconds: number; perSecond: number },
): Promise<{ durations: number[]; errors: number }> {
  const durations: number[] = [];
  let [turn, errors] = [0, 0];
  const end = performance.now() + seconds * 1000;
  const think = (people / perSecond) * 1000;
  const live = async (person: number): Promise<void> => {
    await pause((person / people) * think);
    while (performance.now() < end) {
      const start = performance.now();
      await operation(turn++).catch(() => {
        errors += 1;
      });
      const took = performance.now() - start;
      durations.push(took);
      await pause(Math.max(0, think - took));
    }
  };
  await Promise.all(Array.from({ length: people }, (_, person) => live(person)));
  return { durations, errors };
}
