import type { Generated, Kysely } from 'kysely';

/** The tables as the migrations made them. Each is written by one folder of the domain only. */
export interface Tables {
  site: {
    id: Generated<number>;
    code: string;
    name: string;
    address: string;
    active: Generated<boolean>;
  };
  organisation_unit: { id: Generated<number>; code: string; name: string };
  person: {
    id: Generated<number>;
    login: string;
    first_name: string;
    last_name: string;
    email: string;
    phone: Generated<string>;
    room: Generated<string>;
    site_id: number | null;
    organisation_unit_id: number | null;
    is_administrator: Generated<boolean>;
    status: Generated<'active' | 'disabled' | 'left'>;
    language: Generated<'fr' | 'en'>;
    color_scheme: Generated<'auto' | 'light' | 'dark'>;
    density: Generated<'auto' | 'comfortable' | 'compact'>;
    shortcuts: Generated<boolean>;
    is_demo: Generated<boolean>;
    created_at: Temporal.Instant;
  };
  person_affectation: { person_id: number; organisation_unit_id: number };
  directory_run: {
    issuer: string;
    at: Temporal.Instant;
    outcome: string;
    code: string | null;
    read: number | null;
    departures: number | null;
    followed_at: Temporal.Instant | null;
  };
  portal_message: {
    issuer: string;
    id: string;
    until: Temporal.Instant;
    /** What it says, until whoever brought it shows who they are. */
    content: unknown;
    secret_hash: Buffer | null;
  };
  person_identity: {
    issuer: string;
    subject: string;
    person_id: number;
    said: unknown;
    places: Generated<unknown>;
    first_seen_at: Temporal.Instant;
    last_seen_at: Temporal.Instant;
    departed_at: Generated<Temporal.Instant | null>;
    shares_login: Generated<boolean>;
  };
  local_password: { person_id: number; hash: string; changed_at: Temporal.Instant };
  sign_in_attempt: {
    account: string;
    address: string;
    failures: number;
    last_failure_at: Temporal.Instant;
  };
  first_administrator_link: { hash: Uint8Array; expires_at: Temporal.Instant };
  sign_in_trace: {
    id: Generated<number>;
    at: Temporal.Instant;
    door: string;
    person_id: number | null;
    reason: Generated<string | null>;
    detail: Generated<string | null>;
    reference: Generated<string | null>;
  };
  session: {
    id_hash: Uint8Array;
    person_id: number;
    created_at: Temporal.Instant;
    last_seen_at: Temporal.Instant;
    expires_at: Temporal.Instant;
    ended_at: Temporal.Instant | null;
    door: Generated<string>;
    portal_session: Generated<string | null>;
    logout_hint: Generated<string | null>;
    browser: Generated<string | null>;
    system: Generated<string | null>;
    device: Generated<'desktop' | 'phone' | 'tablet' | null>;
  };
  setting: { key: string; value: unknown; changed_at: Temporal.Instant };
  audit_entry: {
    id: Generated<number>;
    at: Temporal.Instant;
    actor_id: number | null;
    act: string;
    subject: string;
    before: unknown;
    after: unknown;
  };

  team: {
    id: Generated<number>;
    code: string;
    name: string;
    is_triage: Generated<boolean>;
    active: Generated<boolean>;
    version: Generated<number>;
    calendar_id: Generated<number | null>;
  };
  team_member: {
    team_id: number;
    person_id: number;
    role: 'agent' | 'lead';
    active: Generated<boolean>;
  };
  family: {
    id: Generated<number>;
    kind: 'problem' | 'service';
    slug: string;
    name: string;
    position: number;
  };
  category: {
    id: Generated<number>;
    family_id: number;
    slug: string;
    name: string;
    description: string;
    synonyms: Generated<string[]>;
    team_id: number | null;
    is_unknown: Generated<boolean>;
    position: number;
    active: Generated<boolean>;
    version: Generated<number>;
  };
  target: {
    category_id: number | null;
    priority: 'low' | 'normal' | 'high' | 'urgent';
    take_minutes: number;
    resolve_minutes: number;
  };
  category_alternative: {
    category_id: number;
    other_category_id: number;
    condition: string;
    position: number;
  };
  category_form: {
    id: Generated<number>;
    category_id: number;
    version: number;
    fields: unknown;
    created_at: Temporal.Instant;
  };
  routing_rule: {
    id: Generated<number>;
    position: number;
    label: string;
    condition: unknown;
    team_id: number;
    active: Generated<boolean>;
  };
  hold_reason: {
    id: Generated<number>;
    code: string;
    name: string;
    stops_clock: boolean;
    needs_date: boolean;
    position: number;
  };

  calendar: {
    id: Generated<number>;
    name: string;
    time_zone: string;
    holiday_zone: string | null;
    pentecost_worked: Generated<boolean>;
    is_default: Generated<boolean>;
    version: Generated<number>;
  };
  desk_revision: { subject: string; revision: string };
  calendar_version: { calendar_id: number; valid_from: Temporal.PlainDate; weekly: unknown };
  calendar_closure: {
    id: Generated<number>;
    calendar_id: number;
    label: string;
    from_date: Temporal.PlainDate;
    to_date: Temporal.PlainDate;
    kind: 'closed' | 'open';
    hours: Generated<unknown>;
  };

  ticket: {
    number: Generated<number>;
    category_id: number;
    requester_id: number;
    submitted_by_id: number;
    team_id: number;
    holder_id: number | null;
    assignee_id: number | null;
    state:
      | 'awaiting'
      | 'in_progress'
      | 'on_hold'
      | 'needs_information'
      | 'resolved'
      | 'closed'
      | 'cancelled';
    priority: 'low' | 'normal' | 'high' | 'urgent';
    blocked: 'no' | 'hindered' | 'yes' | null;
    impact: 'me' | 'unit' | 'site' | null;
    channel: Generated<'web' | 'email' | 'phone' | 'api'>;
    subject: string;
    description: string;
    phone: string;
    site_id: number | null;
    room: string;
    routing: unknown;
    hold_reason_id: number | null;
    hold_until: Temporal.PlainDate | null;
    question_id: number | null;
    submitted_at: Temporal.Instant;
    changed_at: Temporal.Instant;
    take_due_at: Generated<Temporal.Instant | null>;
    resolve_due_at: Generated<Temporal.Instant | null>;
    team_take_due_at: Generated<Temporal.Instant | null>;
    promised_take_minutes: Generated<number | null>;
    promised_resolve_minutes: Generated<number | null>;
    spent_minutes: Generated<number | null>;
    remind_at: Generated<Temporal.Instant | null>;
    taken_at: Temporal.Instant | null;
    resolved_at: Temporal.Instant | null;
    outcome: 'answered' | 'no_answer' | null;
    closed_at: Temporal.Instant | null;
    cancelled_at: Temporal.Instant | null;
    resume_at: Temporal.Instant | null;
    expire_at: Temporal.Instant | null;
    close_at: Temporal.Instant | null;
    continues_number: number | null;
    submission_key: string;
    form_id: number | null;
    answers: Generated<unknown>;
    answers_text: Generated<string>;
    last_event_id: Generated<number>;
    last_public_event_id: Generated<number>;
  };
  delay_statistic: {
    category_id: number;
    cases: number;
    half_minutes: number;
    most_minutes: number;
    computed_at: Temporal.Instant;
  };
  ticket_message: {
    id: Generated<number>;
    ticket_number: number;
    author_id: number | null;
    side: 'requester' | 'team' | 'system';
    kind: 'reply' | 'completion' | 'question' | 'hold' | 'resolution' | 'contest' | 'reopening';
    body: string;
    items: Generated<string[]>;
    created_at: Temporal.Instant;
  };
  ticket_note: {
    id: Generated<number>;
    ticket_number: number;
    author_id: number | null;
    team_id: number;
    kind: 'note' | 'transfer';
    body: string;
    created_at: Temporal.Instant;
  };
  ticket_team: {
    ticket_number: number;
    team_id: number;
    since: Temporal.Instant;
    until: Temporal.Instant | null;
  };
  ticket_participant: { ticket_number: number; person_id: number; added_at: Temporal.Instant };
  ticket_event: {
    id: Generated<number>;
    ticket_number: number;
    act_id: string;
    act: string;
    at: Temporal.Instant;
    actor_id: number | null;
    from_state: string | null;
    to_state: string;
    data: Generated<unknown>;
  };
  ticket_read: { ticket_number: number; person_id: number; last_event_id: number };
  stored_file: {
    hash: string;
    size: number;
    media_type: string;
    width: number | null;
    height: number | null;
    has_thumbnail: Generated<boolean>;
    scan: 'pending' | 'clean' | 'infected' | 'not_scanned';
    scanned_at: Temporal.Instant | null;
    stored_at: Temporal.Instant;
  };
  attachment: {
    id: string;
    hash: string;
    name: string;
    added_by_id: number;
    added_at: Temporal.Instant;
    place: string | null;
    field: string | null;
    ticket_number: number | null;
    message_id: number | null;
    note_id: number | null;
  };
  /** Written by the database itself, as tickets, messages and attachments are. */
  ticket_words: { ticket_number: number; words: string };
  search_word: { word: string };
  draft: {
    person_id: number;
    place: string;
    content: unknown;
    saved_at: Temporal.Instant;
    written_in: Generated<string | null>;
  };
  draft_aside: {
    person_id: number;
    place: string;
    written_in: string;
    content: unknown;
    saved_at: Temporal.Instant;
  };

  notice: {
    id: Generated<number>;
    person_id: number;
    ticket_number: number;
    event_id: number;
    kind: string;
    created_at: Temporal.Instant;
    read_at: Temporal.Instant | null;
    team_id: number | null;
  };
  notice_refusal: { person_id: number; topic: string };
  announcement: {
    id: Generated<number>;
    level: 'information' | 'disruption' | 'incident';
    title: string;
    body: string;
    starts_at: Temporal.Instant;
    ends_at: Temporal.Instant | null;
    position: Generated<number>;
    submission_key: string | null;
    version: Generated<number>;
    ended_at: Temporal.Instant | null;
  };
  announcement_target: {
    announcement_id: number;
    site_id: number | null;
    organisation_unit_id: number | null;
    team_id: number | null;
  };
  announcement_category: { announcement_id: number; category_id: number };
  announcement_version: {
    announcement_id: number;
    version: number;
    at: Temporal.Instant;
    actor_id: number | null;
    act: 'add' | 'edit' | 'end';
    content: unknown;
  };
  article: {
    id: Generated<number>;
    slug: string;
    family_id: number;
    title: string;
    body: string;
    position: number;
    changed_at: Temporal.Instant;
    version: Generated<number>;
    withdrawn_at: Temporal.Instant | null;
    plain_text: string;
    helped_count: Generated<number>;
    unhelped_count: Generated<number>;
    creation_key: string | null;
  };
  article_category: { article_id: number; category_id: number };
  article_version: {
    article_id: number;
    version: number;
    act: 'add' | 'change' | 'withdraw' | 'restore';
    at: Temporal.Instant;
    actor_id: number | null;
    family_id: number;
    title: string;
    body: string;
    category_ids: number[];
  };
  article_opinion: {
    article_id: number;
    person_id: number;
    helped: boolean;
    remark: Generated<string>;
    changed_at: Temporal.Instant;
  };
}

/** A connection to the desk's database, inside a transaction or not. */
export type Db = Kysely<Tables>;
