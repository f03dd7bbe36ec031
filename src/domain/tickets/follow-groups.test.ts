import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { rolledBack, testDatabase, worldNow } from '../../../test/support/database.ts';
import { fileTicket, viewerNamed } from '../../../test/support/tickets.ts';
import { admitPerson } from '../people/admit-person.ts';
import { setAdministrator } from '../people/set-administrator.ts';
import type { Db } from '../tables.ts';
import { addTeamMember, removeTeamMember } from '../teams/team-members.ts';
import { findTeamByCode } from '../teams/team-queries.ts';
import { followGroups, type GroupedPlace } from './follow-groups.ts';
import { takeTicket } from './take-ticket.ts';

const { db: desk, close } = await testDatabase();
after(close);

const identity = { issuer: 'https://portail.exemple.fr/cas', subject: 'maude.durand' };
const agent: GroupedPlace = { team: 'SYSTEM-RESEAU', role: 'agent' };
const lead: GroupedPlace = { team: 'SYSTEM-RESEAU', role: 'lead' };

/** Somebody who has just come in by a portal. */
async function newcomer(db: Db) {
  const nothing = { firstName: null, lastName: null, email: null, phone: null, room: null };
  const said = { ...nothing, site: null, mainUnit: null, units: null };
  const admission = await admitPerson(
    db,
    { ...identity, sharesLogins: false, claims: { login: 'maude.durand', ...said } },
    worldNow,
  );
  assert.ok(admission.outcome === 'admitted');
  const { personId } = admission;
  return {
    personId,
    follow: (...places: GroupedPlace[]) =>
      followGroups(db, { identity, personId, places }, worldNow),
    stands: async () => {
      const { memberships, isAdministrator } = await viewerNamed(db, 'maude.durand');
      return [
        ...memberships.map(({ role }) => role),
        ...(isAdministrator ? ['administrator'] : []),
      ];
    },
    acts: async () =>
      (
        await db
          .selectFrom('audit_entry')
          .select(['act', 'actor_id'])
          .where('subject', 'like', `%person:${String(personId)}`)
          .where('act', 'in', [
            'add-team-member',
            'remove-team-member',
            'set-team-lead',
            'set-administrator',
          ])
          .orderBy('id')
          .execute()
      ).map(({ act, actor_id }) => (actor_id === null ? act : `${act} by somebody`)),
  };
}

async function teamId(db: Db, code: string): Promise<number> {
  const team = await findTeamByCode(db, code);
  assert.ok(team);
  return team.id;
}

test('groups give places and take back what they gave, with a line of the log each', () =>
  rolledBack(desk, async (db) => {
    const { follow, stands, acts } = await newcomer(db);
    assert.deepEqual(await follow(agent, 'administrator', { team: 'DISPARUE', role: 'agent' }), [
      'DISPARUE',
    ]);
    assert.deepEqual(await stands(), ['agent', 'administrator']);
    await follow(agent, 'administrator');
    assert.equal((await acts()).length, 2, 'the same groups change nothing');
    await follow();
    assert.deepEqual(await stands(), []);
    assert.deepEqual((await acts()).sort(), [
      'add-team-member',
      'remove-team-member',
      'set-administrator',
      'set-administrator',
    ]);
  }));

test('two groups of a team make one place, the higher; losing one leaves the other', () =>
  rolledBack(desk, async (db) => {
    const { follow, stands } = await newcomer(db);
    await follow(agent, lead);
    assert.deepEqual(await stands(), ['lead']);
    await follow(agent);
    assert.deepEqual(await stands(), ['agent']);
    await follow(lead);
    assert.deepEqual(await stands(), ['lead']);
    await follow();
    assert.deepEqual(await stands(), []);
  }));

test('a place that was given here does not go with a group', () =>
  rolledBack(desk, async (db) => {
    const { personId, follow, stands } = await newcomer(db);
    const membership = { actorId: null, teamId: await teamId(db, 'SYSTEM-RESEAU'), personId };
    await addTeamMember(db, membership, worldNow);
    await setAdministrator(db, { actorId: null, personId, isAdministrator: true }, worldNow);
    await follow(agent, 'administrator');
    await follow();
    assert.deepEqual(await stands(), ['agent', 'administrator']);
    await follow(lead);
    assert.deepEqual(await stands(), ['lead', 'administrator']);
    await follow();
    assert.deepEqual(await stands(), ['agent', 'administrator'], 'back to what was given here');
  }));

test('a place that was taken here does not come back as long as the group stays', () =>
  rolledBack(desk, async (db) => {
    const { personId, follow, stands } = await newcomer(db);
    await follow(agent);
    const id = await teamId(db, 'SYSTEM-RESEAU');
    await removeTeamMember(db, { actorId: null, teamId: id, personId }, worldNow);
    await follow(agent);
    assert.deepEqual(await stands(), []);
    await follow();
    await follow(agent);
    assert.deepEqual(await stands(), ['agent'], 'given again with the group');
  }));

test('what somebody held goes back to the team they leave with a group', () =>
  rolledBack(desk, async (db) => {
    const { follow } = await newcomer(db);
    await follow(agent);
    const number = await fileTicket(db, { by: 'marie.dupont' }, worldNow);
    const actor = await viewerNamed(db, 'maude.durand');
    await takeTicket(db, { number, actor }, worldNow);
    await follow();
    const ticket = await db
      .selectFrom('ticket')
      .select(['holder_id', 'state'])
      .where('number', '=', number)
      .executeTakeFirstOrThrow();
    assert.deepEqual(ticket, { holder_id: null, state: 'awaiting' });
  }));

test('the last administrator and the last person of triage stay, whatever groups say', () =>
  rolledBack(desk, async (db) => {
    const { personId, follow, stands } = await newcomer(db);
    const triage: GroupedPlace = { team: 'TRIAGE', role: 'agent' };
    await follow('administrator', triage);
    await db
      .updateTable('person')
      .set({ is_administrator: false })
      .where('id', '!=', personId)
      .execute();
    await db
      .updateTable('team_member')
      .set({ active: false })
      .where('team_id', '=', await teamId(db, 'TRIAGE'))
      .where('person_id', '!=', personId)
      .execute();
    await follow();
    assert.deepEqual(await stands(), ['agent', 'administrator']);
  }));
