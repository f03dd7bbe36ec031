/**
 * Creates an administrator: `npm run admin:create`, with `-- --identifiant … --nom … --prenom … --courriel …` or by
 * answering. The password is asked twice without being shown, or read from the standard input, never an option:
 * options stay in the history of the terminal.
 */
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { readConfig } from '../src/config.ts';
import { createAdministrator } from '../src/domain/people/create-administrator.ts';
import { hashPassword } from '../src/domain/people/password-hash.ts';
import { systemClock } from '../src/platform/clock.ts';
import { Conflict } from '../src/platform/errors.ts';
import { createLog } from '../src/platform/log.ts';
import { openResources } from '../src/resources.ts';
import { StartError } from '../src/start-error.ts';
import { type Asker, openAsker } from './ask.ts';
import { operate } from './operate.ts';

const shortestPassword = 12;

const questions = {
  identifiant: {
    question: 'Identifiant (par exemple prenom.nom) :',
    schema: z
      .string()
      .trim()
      .toLowerCase()
      .regex(
        /^[a-z0-9][a-z0-9._-]{1,99}$/,
        'L’identifiant s’écrit avec des lettres sans accent, des chiffres, des points ou des tirets, par exemple odile.garnier.',
      ),
  },
  nom: { question: 'Nom :', schema: z.string().trim().min(1, 'Indiquez le nom.') },
  prenom: { question: 'Prénom :', schema: z.string().trim().min(1, 'Indiquez le prénom.') },
  courriel: {
    question: 'Courriel :',
    schema: z.email('Indiquez un courriel complet, par exemple prenom.nom@exemple.fr.'),
  },
} as const;
type Question = keyof typeof questions;

function readOptions(): Partial<Record<Question, string>> {
  const names = Object.keys(questions) as Question[];
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
  try {
    return parseArgs({ options, strict: true }).values;
  } catch {
    const usage = names.map((name) => `--${name} …`).join(' ');
    throw new StartError(`Options possibles : ${usage}. Le mot de passe est demandé ensuite.`);
  }
}

async function answer(name: Question, given: string | undefined, asker: Asker): Promise<string> {
  const { question, schema } = questions[name];
  if (given === undefined && !asker.isInteractive) {
    throw new StartError(`Indiquez --${name} : il n’y a personne à qui le demander.`);
  }
  for (let typed = given; ; typed = undefined) {
    const read = schema.safeParse(typed ?? (await asker.ask(question)) ?? '');
    if (read.success) return read.data;
    const message = read.error.issues[0]?.message ?? '';
    if (!asker.isInteractive) throw new StartError(message);
    console.error(message);
  }
}

/** Why a password cannot be taken; undefined when it can. */
function weakness(password: string, login: string): string | undefined {
  if ([...password].length < shortestPassword) {
    return `Le mot de passe doit compter au moins ${String(shortestPassword)} caractères.`;
  }
  if (password.toLowerCase().includes(login) || password === 'demonstration') {
    return 'Ce mot de passe se devine : choisissez-en un sans l’identifiant, par exemple quatre mots sans rapport.';
  }
  return undefined;
}

async function askPassword(asker: Asker, login: string): Promise<string> {
  for (;;) {
    const password = (await asker.ask('Mot de passe :', { hidden: true })) ?? '';
    let problem = weakness(password, login);
    if (problem === undefined && asker.isInteractive) {
      const again = await asker.ask('Le même, une seconde fois :', { hidden: true });
      if (again !== password) problem = 'Les deux mots de passe diffèrent : recommencez.';
    }
    if (problem === undefined) return password;
    if (!asker.isInteractive) throw new StartError(problem);
    console.error(problem);
  }
}

async function createFromAnswers(asker: Asker): Promise<string> {
  const config = readConfig();
  const options = readOptions();
  const login = await answer('identifiant', options.identifiant, asker);
  const lastName = await answer('nom', options.nom, asker);
  const firstName = await answer('prenom', options.prenom, asker);
  const email = await answer('courriel', options.courriel, asker);
  const hash = await hashPassword(await askPassword(asker, login));
  const resources = await openResources(config, createLog(config.logLevel));
  try {
    const person = { login, firstName, lastName, email, hash };
    await createAdministrator(resources.db, person, systemClock());
    return login;
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    throw new StartError(`L’identifiant ${login} est déjà pris : choisissez-en un autre.`);
  } finally {
    await resources.close();
  }
}

await operate(async () => {
  const asker = openAsker();
  try {
    const login = await createFromAnswers(asker);
    return `Le compte d’administration ${login} est créé.`;
  } finally {
    asker.close();
  }
});
