import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.tsx';
import { LinkedText } from './linkify.tsx';
import { Avatar } from './surface.tsx';
import { useTexts } from './texts-context.ts';

/** A moment as people read it and as machines do. */
export type ShownDate = { text: string; iso: string };
export type ThreadRole = 'requester' | 'submitter' | 'participant' | 'agent' | 'system';

/** When something happened. */
export function DateShown({ date }: { date: ShownDate }) {
  return <time dateTime={date.iso}>{date.text}</time>;
}

/** Everything said on a ticket, in order. */
export function Thread({ label, children }: { label?: string; children: ComponentChildren }) {
  const t = useTexts();
  return (
    <ol class="thread" aria-label={label ?? t('common:thread.label')}>
      {children}
    </ol>
  );
}

type Said = {
  /** Unique in the page: the address of what is said (`#message-12`). */
  id: string;
  author: string;
  initials?: string;
  /** The team, when it is one of its members. */
  team?: string | undefined;
  date: ShownDate;
  text: string;
  /** Attachments, or anything that goes with it. */
  children?: ComponentChildren;
};

export type ThreadMessageProps = Said & {
  role: ThreadRole;
  kind?: 'message' | 'question' | 'resolution';
  /** Written by the reader: stands on the other side. */
  own?: boolean;
  unread?: string | undefined;
};

const kinds: Record<'question' | 'resolution', IconName> = {
  question: 'question',
  resolution: 'checkCircle',
};

/** Something everybody on the ticket reads: a reply, a completion, a question, an answer. */
export function ThreadMessage(props: ThreadMessageProps) {
  const t = useTexts();
  const { id, author, initials, role, team, date, kind = 'message', own, unread } = props;
  return (
    <li class="thread-item" data-side={own ? 'end' : 'start'}>
      {initials && <Avatar initials={initials} tone={role === 'agent' ? 'accent' : 'neutral'} />}
      <article
        class="message"
        id={id}
        data-role={role}
        data-kind={kind}
        aria-labelledby={`${id}-tete`}
      >
        <header class="message-head" id={`${id}-tete`}>
          <strong class="message-author">{author}</strong>
          <span class="message-role">{team ?? t(`common:thread.${role}`)}</span>
          {unread && <span class="message-unread">{unread}</span>}
          <DateShown date={date} />
        </header>
        {kind !== 'message' && (
          <p class="message-kind">
            <Icon name={kinds[kind]} size="sm" />
            <span>{t(`common:thread.${kind}`)}</span>
          </p>
        )}
        <LinkedText text={props.text} />
        {props.children}
      </article>
    </li>
  );
}

/** Something the teams only read: another place, colour, drawing and words than a message. */
export function ThreadNote(props: Said) {
  const t = useTexts();
  const { id, author, team, date } = props;
  return (
    <li class="thread-item" data-side="note">
      <article class="note" id={id} aria-labelledby={`${id}-tete`}>
        <p class="note-banner">
          <Icon name="eyeOff" size="sm" />
          <span>{t('common:thread.noteHidden')}</span>
        </p>
        <header class="message-head" id={`${id}-tete`}>
          <span class="ds-sr-only">{t('common:thread.note')} </span>
          <strong class="message-author">{author}</strong>
          {team && <span class="message-role">{team}</span>}
          <DateShown date={date} />
        </header>
        <LinkedText text={props.text} />
        {props.children}
      </article>
    </li>
  );
}

export type ThreadEventProps = { icon?: IconName; date: ShownDate; children: ComponentChildren };

/** Something that happened between two messages, on one line. */
export function ThreadEvent({ icon = 'history', date, children }: ThreadEventProps) {
  return (
    <li class="thread-event">
      <Icon name={icon} size="sm" />
      <span>
        {children} <DateShown date={date} />
      </span>
    </li>
  );
}
