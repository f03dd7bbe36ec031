import assert from 'node:assert/strict';
import type { LightMyRequestResponse } from 'fastify';
import type { Client, TestApp } from './app.ts';

/** Where the desk of a test is, for a portal that sends back to it. */
export const deskUrl = 'http://localhost:3000';

/** Where an answer sends to. */
export const where = (response: { headers: Record<string, unknown> }): string =>
  String(response.headers['location']);

/** The part of one of our own addresses that the desk of a test is asked for. */
export function ownPart(address: string): string {
  assert.ok(address.startsWith(`${deskUrl}/`), address);
  return address.slice(deskUrl.length);
}

/** Opens a page and follows to the door of a portal; gives the portal's address. */
export async function toPortal(client: Client, page: string): Promise<string> {
  let response = await client.get(page);
  for (let steps = 0; where(response).startsWith('/'); steps += 1) {
    assert.ok(steps < 3, 'the way to the portal is short');
    response = await client.follow(response);
  }
  return where(response);
}

/** The last entry that was tried, as an administrator can look it up. */
export const lastTrace = ({ db }: TestApp) =>
  db
    .selectFrom('sign_in_trace')
    .select(['door', 'reason', 'detail', 'reference', 'person_id'])
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();

export type Wrong = { door: string; reason: string; detail: string | null; status?: number };

/** The page of a refusal: what happened, a reference that is kept, whom to call, and nowhere to go by itself. */
export async function assertRefused(
  desk: TestApp,
  response: LightMyRequestResponse,
  { status = 403, ...wrong }: Wrong,
): Promise<void> {
  const { reference, person_id: _person, ...told } = await lastTrace(desk);
  assert.deepEqual({ ...told, status: response.statusCode }, { ...wrong, status });
  assert.equal(response.headers.location, undefined);
  assert.equal(response.headers['refresh'], undefined);
  assert.match(response.body, /Vous n’êtes pas connecté/);
  assert.ok(response.body.includes(desk.config.doors.help), 'whom to call');
  assert.ok(reference && response.body.includes(reference));
  assert.doesNotMatch(response.body, /\bat \w+.*\.ts/);
  const session = response.cookies.find(({ name }) => /(^|-)session$/.test(name));
  assert.equal(session?.value ?? '', '');
}
