import assert from 'node:assert/strict';
import { test } from 'node:test';
import { worldNow as now, rolledBack, testDatabase } from '../../../test/support/database.ts';
import { NotFound } from '../../platform/errors.ts';
import { addPerson } from '../people/add-person.ts';
import type { Db } from '../tables.ts';
import { closeAccount } from '../tickets/close-account.ts';
import { addTeam } from './add-team.ts';
import { addTeamMember, removeTeamMember, setTeamLead } from './team-members.ts';
import {
  activeMembers,
  findTeam,
  findTeamByCode,
  isActiveMember,
  listTeams,
} from './team-queries.ts';

const { db } = await testDatabase({ seeded: false });
const actorId = null;

const add = (tx: Db, firstName: string, lastName: string) =>
  addPerson(
    tx,
    { actorId, login: firstName, firstName, lastName, email: `${firstName}@demonstration.example` },
    now,
  );

async function oneTeam(tx: Db) {
  const team = await addTeam(tx, { actorId, code: 'ACCUEIL', name: 'Accueil' }, now);
  const zoe = await add(tx, 'zoé', 'Élan');
  const abel = await add(tx, 'abel', 'Zidi');
  await addTeamMember(tx, { actorId, teamId: team.id, personId: abel }, now);
  await addTeamMember(tx, { actorId, teamId: team.id, personId: zoe, role: 'lead' }, now);
  return { team, zoe, abel };
}

const auditedActs = async (tx: Db): Promise<string[]> => {
  const rows = await tx.selectFrom('audit_entry').select('act').orderBy('id').execute();
  return rows.map((row) => row.act).filter((act) => act.includes('team'));
};

test('a team is found by its id and its code, and listed', () =>
  rolledBack(db, async (tx) => {
    const { team } = await oneTeam(tx);
    assert.deepEqual(await findTeam(tx, team.id), team);
    assert.deepEqual(await findTeamByCode(tx, 'ACCUEIL'), team);
    assert.deepEqual(await listTeams(tx), [team]);
    assert.equal(await findTeam(tx, team.id + 1), undefined);
  }));

test('there is one triage team, and the database refuses a second one', () =>
  rolledBack(db, async (tx) => {
    await addTeam(tx, { actorId, code: 'A', name: 'A', isTriage: true }, now);
    await assert.rejects(addTeam(tx, { actorId, code: 'B', name: 'B', isTriage: true }, now), {
      constraint: 'team_single_triage',
    });
  }));

test('members are listed by name as French people sort them, with their role', () =>
  rolledBack(db, async (tx) => {
    const { team, zoe, abel } = await oneTeam(tx);
    const members = await activeMembers(tx, team.id);
    assert.deepEqual(
      members.map(({ personId, lastName, role }) => [personId, lastName, role]),
      [
        [zoe, 'Élan', 'lead'],
        [abel, 'Zidi', 'agent'],
      ],
    );
  }));

test('who leaves the team, or whose account is shut, no longer answers in it', () =>
  rolledBack(db, async (tx) => {
    const { team, zoe, abel } = await oneTeam(tx);
    const teamId = team.id;
    await removeTeamMember(tx, { actorId, teamId, personId: zoe }, now);
    await closeAccount(tx, { actorId, personId: abel, status: 'disabled' }, now);
    assert.deepEqual(await activeMembers(tx, teamId), []);
    assert.equal(await isActiveMember(tx, { teamId, personId: zoe }), false);
    assert.equal(await isActiveMember(tx, { teamId, personId: abel }), false);
    await addTeamMember(tx, { actorId, teamId, personId: zoe }, now);
    assert.equal(await isActiveMember(tx, { teamId, personId: zoe }), true);
  }));

test('a team that is closed has nobody who answers', () =>
  rolledBack(db, async (tx) => {
    const { team, zoe } = await oneTeam(tx);
    await tx.updateTable('team').set({ active: false }).where('id', '=', team.id).execute();
    assert.equal(await isActiveMember(tx, { teamId: team.id, personId: zoe }), false);
    assert.deepEqual(await listTeams(tx), []);
  }));

test('a member becomes a lead and an agent again; somebody else cannot', () =>
  rolledBack(db, async (tx) => {
    const { team, abel } = await oneTeam(tx);
    const place = { actorId, teamId: team.id, personId: abel };
    const roleOfAbel = async () =>
      (await activeMembers(tx, team.id)).find(({ personId }) => personId === abel)?.role;
    await setTeamLead(tx, { ...place, isLead: true }, now);
    assert.equal(await roleOfAbel(), 'lead');
    await setTeamLead(tx, { ...place, isLead: false }, now);
    assert.equal(await roleOfAbel(), 'agent');
    const stranger = await add(tx, 'ugo', 'Nil');
    await assert.rejects(
      setTeamLead(tx, { ...place, personId: stranger, isLead: true }, now),
      NotFound,
    );
  }));

test('each change is written down once, with what it was before; what changes nothing is not', () =>
  rolledBack(db, async (tx) => {
    const { team, abel } = await oneTeam(tx);
    const place = { actorId: abel, teamId: team.id, personId: abel };
    await addTeamMember(tx, place, now);
    await setTeamLead(tx, { ...place, isLead: true }, now);
    await removeTeamMember(tx, place, now);
    await removeTeamMember(tx, place, now);
    assert.deepEqual(await auditedActs(tx), [
      'add-team',
      'add-team-member',
      'add-team-member',
      'set-team-lead',
      'remove-team-member',
    ]);
    const [last] = await tx
      .selectFrom('audit_entry')
      .select(['actor_id', 'subject', 'before', 'after'])
      .where('act', '=', 'remove-team-member')
      .execute();
    assert.deepEqual(last, {
      actor_id: abel,
      subject: `team:${team.id}/person:${abel}`,
      before: { role: 'lead', active: true },
      after: { role: 'lead', active: false },
    });
  }));
