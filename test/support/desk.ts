import { addCategory } from '../../src/domain/catalogue/add-category.ts';
import { addFamily } from '../../src/domain/catalogue/add-family.ts';
import { addHoldReason } from '../../src/domain/catalogue/add-hold-reason.ts';
import { addPerson } from '../../src/domain/people/add-person.ts';
import type { Viewer } from '../../src/domain/people/person.ts';
import { findViewer } from '../../src/domain/people/viewer-queries.ts';
import type { Db } from '../../src/domain/tables.ts';
import { addTeam } from '../../src/domain/teams/add-team.ts';
import { addTeamMember, setTeamLead } from '../../src/domain/teams/team-members.ts';

const actorId = null;

/** The smallest desk on which every rule can be met: three teams, eight people, three natures, three hold reasons. */
export async function smallDesk(db: Db, now: Temporal.Instant) {
  const team = (code: string, isTriage = false) =>
    addTeam(db, { actorId, code, name: code, isTriage }, now);
  const teams = { one: await team('UN'), two: await team('DEUX'), triage: await team('TRI', true) };
  const add = (login: string, isAdministrator = false) =>
    addPerson(
      db,
      {
        actorId,
        login,
        firstName: login,
        lastName: 'Essai',
        email: `${login}@demonstration.example`,
        isAdministrator,
      },
      now,
    );
  const ids = {
    rose: await add('rose'),
    remi: await add('remi'),
    pia: await add('pia'),
    alba: await add('alba'),
    lena: await add('lena'),
    bruno: await add('bruno'),
    tom: await add('tom'),
    odon: await add('odon', true),
  };
  const joins = [
    [teams.one.id, ids.alba],
    [teams.one.id, ids.lena],
    [teams.two.id, ids.bruno],
    [teams.two.id, ids.lena],
    [teams.triage.id, ids.tom],
  ] as const;
  for (const [teamId, personId] of joins) {
    await addTeamMember(db, { actorId, teamId, personId }, now);
  }
  await setTeamLead(db, { actorId, teamId: teams.one.id, personId: ids.lena, isLead: true }, now);
  const familyId = await addFamily(
    db,
    { actorId, kind: 'problem', slug: 'famille', name: 'Famille', position: 1 },
    now,
  );
  const category = (slug: string, teamId: number | null, position: number) =>
    addCategory(
      db,
      {
        actorId,
        familyId,
        slug,
        name: slug,
        description: slug,
        teamId,
        takeMinutes: 120,
        resolveMinutes: 540,
        position,
      },
      now,
    );
  const categories = {
    one: await category('nature-une', teams.one.id, 1),
    otherOfOne: await category('nature-bis', teams.one.id, 2),
    two: await category('nature-deux', teams.two.id, 3),
    triage: await category('nature-tri', null, 4),
  };
  const reason = (code: string, stopsClock: boolean, position: number) =>
    addHoldReason(db, { actorId, code, name: code, stopsClock, needsDate: false, position }, now);
  const holdReasons = {
    stops: await reason('arrete', true, 1),
    runs: await reason('court', false, 2),
  };
  return { teams, ids, categories, holdReasons };
}

/** Reads somebody as the one who acts. */
export async function viewerOf(db: Db, personId: number): Promise<Viewer> {
  const viewer = await findViewer(db, personId);
  if (viewer === undefined) throw new Error(`nobody has the id ${String(personId)}`);
  return viewer;
}
