import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { findCategoryBySlug } from '../../src/domain/catalogue/catalogue-queries.ts';
import type { Viewer } from '../../src/domain/people/person.ts';
import { findPersonByLogin } from '../../src/domain/people/person-queries.ts';
import { findViewer } from '../../src/domain/people/viewer-queries.ts';
import type { Db } from '../../src/domain/tables.ts';
import { type Submission, submitTicket } from '../../src/domain/tickets/submit-ticket.ts';

/** Somebody of the demo world, as the one who acts. */
export async function viewerNamed(db: Db, login: string): Promise<Viewer> {
  const person = await findPersonByLogin(db, login);
  assert.ok(person, `nobody has the login ${login}`);
  const viewer = await findViewer(db, person.id);
  assert.ok(viewer, `${login} has left`);
  return viewer;
}

export type Filing = Partial<Omit<Submission, 'submittedBy' | 'categoryId'>> & {
  by?: string;
  category?: string;
};

/** Files a ticket as a person of the demo world would; gives its number. */
export async function fileTicket(
  db: Db,
  { by = 'marie.dupont', category = 'reseau-et-wifi', ...rest }: Filing,
  now: Temporal.Instant,
): Promise<number> {
  const submittedBy = await viewerNamed(db, by);
  const found = await findCategoryBySlug(db, category);
  assert.ok(found, `no nature has the address ${category}`);
  const { number } = await submitTicket(
    db,
    {
      submittedBy,
      requesterId: submittedBy.id,
      categoryId: found.id,
      subject: 'Le réseau est coupé',
      description: 'Plus rien depuis ce matin.',
      blocked: found.kind === 'problem' ? 'yes' : null,
      impact: found.kind === 'problem' ? 'me' : null,
      phone: submittedBy.phone,
      siteId: submittedBy.siteId,
      room: submittedBy.room,
      channel: 'web',
      submissionKey: randomUUID(),
      ...rest,
    },
    now,
  );
  return number;
}
