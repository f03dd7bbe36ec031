import {
  type AsideReason,
  countActs,
  type DirectoryAct,
  isSeen,
  mostDepartures,
} from '../src/domain/people/directory-plan.ts';
import type { DirectoryOutcome } from '../src/domain/tickets/follow-directory.ts';

const fields = {
  first_name: 'prénom',
  last_name: 'nom',
  email: 'courriel',
  phone: 'téléphone',
  room: 'bureau',
  site_id: 'site',
  organisation_unit_id: 'affectation',
  other_units: 'autres affectations',
} as const;

const reasons: Record<AsideReason, string> = {
  key_twice: 'deux entrées de l’annuaire ont la même clef (LDAP_KEY)',
  login_missing: 'aucun identifiant dans l’annuaire',
  login_twice: 'deux entrées de l’annuaire réclament cet identifiant',
  login_taken: 'cet identifiant est ici celui de quelqu’un d’autre',
  account_closed: 'compte fermé ici par un administrateur',
  return_with_place:
    'de retour, avec une place dans une équipe ou à l’administration : à rouvrir ici',
  last_administrator: 'parti, mais personne d’autre n’administre : à remplacer d’abord',
  failed: 'n’a pas pu être écrit : voir le journal',
};

const titles = {
  arrival: 'Arrivées',
  link: 'Déjà connus, reliés à l’annuaire',
  change: 'Changements',
  return: 'Retours',
  departure: 'Départs',
} as const;

/** What the report is about, besides the outcome. */
export type Reported = DirectoryOutcome & {
  read: number;
  withoutKey: number;
  isDry: boolean;
};

/** Says what following the directory changes, or changed, for the person at the terminal: logins, never a value. */
export function reportLines({ plan, stop, read, withoutKey, isDry }: Reported): string[] {
  const counts = countActs(plan);
  const lines = [`Annuaire : ${String(read)} lues, ${String(plan.followed)} suivies jusqu’ici.`];
  if (withoutKey > 0)
    lines.push(`  sans clef (LDAP_KEY), laissées de côté : ${String(withoutKey)}`);
  for (const kind of Object.keys(titles) as DirectoryAct['act'][]) {
    lines.push(`${titles[kind]} : ${String(counts[kind])}`);
    if (isDry)
      lines.push(...plan.acts.filter((act) => act.act === kind && isSeen(act)).map(lineOf));
  }
  lines.push(`Laissés de côté : ${String(plan.leftAside.length)}`);
  for (const { login, reason } of plan.leftAside) {
    lines.push(`  ${login || '(sans identifiant)'} : ${reasons[reason]}`);
  }
  lines.push(...endOf({ stop, isDry, departures: counts.departure }));
  return lines;
}

const lineOf = (act: DirectoryAct): string =>
  act.act === 'change'
    ? `  ${act.login} : ${act.changed.map((field) => fields[field]).join(', ')}`
    : `  ${act.login}`;

function endOf({
  stop,
  isDry,
  departures,
}: Pick<Reported, 'stop' | 'isDry'> & { departures: number }): string[] {
  const many = String(departures);
  const most = String(mostDepartures);
  if (stop === 'empty') {
    return [
      'ARRÊT : l’annuaire ne nomme personne. Rien n’a été changé (LDAP_BASE, LDAP_FILTER ?).',
    ];
  }
  if (stop === 'too_many_departures') {
    return [
      `ARRÊT : ${many} départs, plus de ${most} % des personnes suivies. Rien n’a été changé.`,
      `Si c’est bien cela : npm run directory:sync -- --departs ${many}`,
    ];
  }
  return [isDry ? 'Essai : rien n’a été changé.' : 'Fait.'];
}
