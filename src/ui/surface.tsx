import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.tsx';

type Level = 2 | 3 | 4;
type HeadingTag = 'h2' | 'h3' | 'h4';

export type CardProps = {
  title?: ComponentChildren;
  level?: Level;
  icon?: IconName;
  /** Makes the title a link and the whole card its target. */
  href?: string;
  children?: ComponentChildren;
  actions?: ComponentChildren;
  tone?: 'default' | 'tinted' | 'accent' | 'warning';
  id?: string;
  as?: 'div' | 'section' | 'article' | 'li';
};

/** Things that belong together, in a frame. */
export function Card(props: CardProps) {
  const { title, level = 2, icon, href, children, actions, tone = 'default', id } = props;
  const Title: HeadingTag = `h${level}`;
  const Frame = props.as ?? 'div';
  return (
    <Frame class={href ? 'card card--link' : 'card'} data-tone={tone} id={id}>
      {title && (
        <div class="card-head">
          {icon && <Icon name={icon} />}
          <Title class="card-title">{href ? <a href={href}>{title}</a> : title}</Title>
          {actions && <div class="card-actions">{actions}</div>}
        </div>
      )}
      {children}
    </Frame>
  );
}

export type EmptyStateProps = {
  title: string;
  icon?: IconName;
  children?: ComponentChildren;
  action?: ComponentChildren;
};

/** Nothing to show, said plainly, with what one may do instead. */
export function EmptyState({ title, icon = 'inbox', children, action }: EmptyStateProps) {
  return (
    <div class="empty-state">
      <Icon name={icon} size="lg" />
      <p class="empty-state-title">{title}</p>
      {children && <div class="empty-state-text">{children}</div>}
      {action && <div class="empty-state-action">{action}</div>}
    </div>
  );
}

export type Description = {
  term: string;
  value: ComponentChildren;
  key?: string;
  /** Of the term, when it is not the page's. */
  lang?: string | undefined;
};

/** Names and what they stand for, two columns where there is room. */
export function DescriptionList({
  items,
  layout = 'columns',
}: {
  items: Description[];
  layout?: 'columns' | 'stack';
}) {
  return (
    <dl class="descriptions" data-layout={layout}>
      {items.map(({ term, value, key, lang }) => (
        <div key={key ?? term}>
          <dt lang={lang}>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export type DisclosureProps = {
  summary: ComponentChildren;
  children: ComponentChildren;
  open?: boolean;
  icon?: IconName;
  id?: string;
  /** Only one of those that share a name is open at a time. */
  name?: string;
  look?: 'plain' | 'panel' | 'button';
};

/** More for those who ask, without leaving the page and without JavaScript. */
export function Disclosure({
  summary,
  children,
  open,
  icon,
  id,
  name,
  look = 'plain',
}: DisclosureProps) {
  return (
    <details class="disclosure" data-look={look} open={open} id={id} name={name}>
      <summary>
        {icon && <Icon name={icon} />}
        <span class="disclosure-words">{summary}</span>
        <Icon name="chevronDown" size="sm" />
      </summary>
      <div class="disclosure-body">{children}</div>
    </details>
  );
}

/**
 * A box that is ticked on a phone to see the form and the sorting that follow it; where there is room they are always
 * there, and the box is not. Without JavaScript, and without the page moving once it is shown.
 */
export function NarrowFold({ id, label, open }: { id: string; label: string; open: boolean }) {
  return (
    <>
      <input class="fold-box ds-sr-only" type="checkbox" id={id} checked={open} />
      <label class="fold-label ds-button" data-variant="secondary" for={id}>
        <Icon name="filter" />
        <span>{label}</span>
        <Icon name="chevronDown" size="sm" />
      </label>
    </>
  );
}

/** A person's initials in a disc, beside their name. */
export function Avatar({
  initials,
  tone = 'neutral',
}: {
  initials: string;
  tone?: 'neutral' | 'accent' | 'note';
}) {
  return (
    <span class="avatar" data-color={tone} aria-hidden="true">
      {initials}
    </span>
  );
}

export type LinkItem = { label: string; href: string };
export type LinkGroupProps = {
  title: string;
  href?: string;
  icon?: IconName;
  level?: Level;
  links: LinkItem[];
  /** Of all its words, when it is not the page's. */
  lang?: string | undefined;
};

/** A heading and the links under it: a family and its natures. */
export function LinkGroup({ title, href, icon, level = 3, links, lang }: LinkGroupProps) {
  const Title: HeadingTag = `h${level}`;
  return (
    <div class="link-group" lang={lang}>
      <Title class="link-group-title">
        {icon && <Icon name={icon} />}
        {href ? <a href={href}>{title}</a> : <span>{title}</span>}
      </Title>
      <ul>
        {links.map((link) => (
          <li key={link.href}>
            <a href={link.href}>{link.label}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

export type TimelineItem = {
  key: string | number;
  date: ComponentChildren;
  /** Who did what. */
  text: ComponentChildren;
  /** Why, in the person's words. */
  detail?: ComponentChildren;
  icon?: IconName;
};

/** What happened, in order: who, what, when, why. */
export function Timeline({ items, label }: { items: TimelineItem[]; label: string }) {
  return (
    <ol class="timeline" aria-label={label}>
      {items.map(({ key, date, text, detail, icon = 'history' }) => (
        <li key={key}>
          <span class="timeline-mark">
            <Icon name={icon} size="sm" />
          </span>
          <div>
            <p class="timeline-text">{text}</p>
            {detail && <div class="timeline-detail">{detail}</div>}
            <p class="timeline-date">{date}</p>
          </div>
        </li>
      ))}
    </ol>
  );
}

/** What happens next, step by step. */
export function Steps({ items }: { items: ComponentChildren[] }) {
  return (
    <ol class="steps">
      {items.map((item, index) => (
        // The order is the identity of a step.
        <li key={index}>
          <div>{item}</div>
        </li>
      ))}
    </ol>
  );
}
