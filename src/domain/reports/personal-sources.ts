import { type RawBuilder, sql } from 'kysely';

/** Something the desk holds about a person: the table, the columns that name them, and what is theirs in a row. */
export type PersonalSource = {
  readonly table: string;
  /** Every column that references `person`; a test compares them with the database's foreign keys. */
  readonly references: readonly string[];
  /** Rows that are theirs without a column that references them. */
  readonly also?: (personId: number) => RawBuilder<unknown>;
  /** What is given out, by name: no secret, nothing of anybody else. */
  readonly columns: (personId: number) => Readonly<Record<string, RawBuilder<unknown>>>;
};

const is = (personId: number, column: string) => sql`(${sql.ref(column)} = ${personId}) is true`;
/** A text of the ticket, for whom it is and for who wrote it. */
const ofRequester = (personId: number, column: string) =>
  sql`case when requester_id = ${personId} or submitted_by_id = ${personId} then ${sql.ref(column)} end`;
/** Where to find the person the ticket is for: theirs only. */
const ofBeneficiary = (personId: number, value: RawBuilder<unknown>) =>
  sql`case when requester_id = ${personId} then ${value} end`;
const nameIn = (table: string, column: string) =>
  sql`(select name from ${sql.table(table)} named where named.id = ${sql.ref(column)})`;
const columns = (...names: string[]) =>
  Object.fromEntries(names.map((name) => [camel(name), sql.ref(name)]));
const camel = (name: string): string =>
  name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/**
 * What is held about people, table by table. A table that comes to reference `person` needs its entry here: the test
 * of this folder fails until it has one.
 */
export const personalSources: readonly PersonalSource[] = [
  {
    table: 'person',
    references: [],
    also: (me) => sql`id = ${me}`,
    columns: () => ({
      ...columns('login', 'first_name', 'last_name', 'email', 'phone', 'room'),
      site: nameIn('site', 'site_id'),
      organisationUnit: nameIn('organisation_unit', 'organisation_unit_id'),
      ...columns('is_administrator', 'status', 'language', 'color_scheme', 'density', 'shortcuts'),
      ...columns('created_at'),
    }),
  },
  {
    table: 'person_affectation',
    references: ['person_id'],
    columns: () => ({ organisationUnit: nameIn('organisation_unit', 'organisation_unit_id') }),
  },
  {
    table: 'team_member',
    references: ['person_id'],
    columns: () => ({ team: nameIn('team', 'team_id'), ...columns('role', 'active') }),
  },
  { table: 'notice_refusal', references: ['person_id'], columns: () => columns('topic') },
  {
    table: 'ticket',
    references: ['requester_id', 'submitted_by_id', 'holder_id', 'assignee_id'],
    // On a ticket they only answer, all but its number is somebody else's.
    columns: (me) => ({
      ...columns('number'),
      isRequester: is(me, 'requester_id'),
      isSubmitter: is(me, 'submitted_by_id'),
      isHolder: is(me, 'holder_id'),
      isAssignee: is(me, 'assignee_id'),
      subject: ofRequester(me, 'subject'),
      description: ofRequester(me, 'description'),
      answers: ofRequester(me, 'answers'),
      state: ofRequester(me, 'state'),
      submittedAt: ofRequester(me, 'submitted_at'),
      phone: ofBeneficiary(me, sql.ref('phone')),
      site: ofBeneficiary(me, nameIn('site', 'site_id')),
      room: ofBeneficiary(me, sql.ref('room')),
    }),
  },
  {
    table: 'ticket_participant',
    references: ['person_id'],
    columns: () => columns('ticket_number', 'added_at'),
  },
  {
    table: 'ticket_message',
    references: ['author_id'],
    columns: () => columns('ticket_number', 'kind', 'body', 'items', 'created_at'),
  },
  {
    table: 'ticket_note',
    references: ['author_id'],
    columns: () => columns('ticket_number', 'kind', 'body', 'created_at'),
  },
  {
    // Not `data`: it may name others.
    table: 'ticket_event',
    references: ['actor_id'],
    columns: () => columns('ticket_number', 'act', 'at'),
  },
  {
    table: 'ticket_read',
    references: ['person_id'],
    columns: () => columns('ticket_number', 'last_event_id'),
  },
  {
    table: 'draft',
    references: ['person_id'],
    columns: () => columns('place', 'content', 'saved_at'),
  },
  {
    table: 'draft_aside',
    references: ['person_id'],
    columns: () => columns('place', 'content', 'saved_at'),
  },
  {
    table: 'attachment',
    references: ['added_by_id'],
    columns: () => columns('name', 'added_at', 'ticket_number', 'place'),
  },
  {
    table: 'notice',
    references: ['person_id'],
    columns: () => columns('ticket_number', 'kind', 'created_at', 'read_at'),
  },
  {
    table: 'announcement_version',
    references: ['actor_id'],
    columns: () => columns('at', 'act', 'content'),
  },
  {
    table: 'article_opinion',
    references: ['person_id'],
    columns: () => ({
      article: sql`(select title from article named where named.id = article_id)`,
      ...columns('helped', 'remark', 'changed_at'),
    }),
  },
  {
    table: 'article_version',
    references: ['actor_id'],
    columns: () => columns('title', 'version', 'act', 'at'),
  },
  {
    // What they did to the desk, and what was done to their account. Whom they did it to is another's.
    table: 'audit_entry',
    references: ['actor_id'],
    also: (me) => sql`subject = ${`person:${String(me)}`}`,
    columns: (me) => ({
      ...columns('at', 'act'),
      isActor: is(me, 'actor_id'),
      subject: sql`case when subject = ${`person:${String(me)}`} or subject not like '%person:%' then subject end`,
      before: sql`case when subject = ${`person:${String(me)}`} then before end`,
      after: sql`case when subject = ${`person:${String(me)}`} then after end`,
    }),
  },
  {
    // Neither the hash of its secret nor the portal's.
    table: 'session',
    references: ['person_id'],
    columns: () => ({
      ...columns('door', 'browser', 'system', 'device'),
      ...columns('created_at', 'last_seen_at', 'expires_at', 'ended_at'),
    }),
  },
  {
    // Not its detail: a code of the portal's, for administrators.
    table: 'sign_in_trace',
    references: ['person_id'],
    columns: () => columns('at', 'door', 'reason', 'reference'),
  },
  {
    table: 'person_identity',
    references: ['person_id'],
    columns: () => ({
      ...columns('issuer'),
      knownAs: sql.ref('subject'),
      phone: sql`said ->> 'phone'`,
      room: sql`said ->> 'room'`,
      ...columns('first_seen_at', 'last_seen_at', 'departed_at'),
    }),
  },
  {
    // Not the hash of the password.
    table: 'local_password',
    references: ['person_id'],
    columns: () => columns('changed_at'),
  },
];
