import type { ComponentChildren } from 'preact';

type Children = { children: ComponentChildren };

export type PageHeadingProps = {
  title: ComponentChildren;
  /** A few words above: the number of a ticket, the family of a nature. */
  eyebrow?: ComponentChildren;
  lead?: ComponentChildren;
  /** Tags beside the title: state, priority. */
  tags?: ComponentChildren;
  actions?: ComponentChildren;
};

/** The one level 1 heading of a page and what qualifies it. */
export function PageHeading({ title, eyebrow, lead, tags, actions }: PageHeadingProps) {
  return (
    <div class="page-heading">
      <div class="page-heading-words">
        {eyebrow && <div class="eyebrow">{eyebrow}</div>}
        <h1>{title}</h1>
        {tags && <div class="cluster">{tags}</div>}
        {lead && <div class="lead">{lead}</div>}
      </div>
      {actions && <div class="page-heading-actions">{actions}</div>}
    </div>
  );
}

export type SectionProps = Children & {
  title: ComponentChildren;
  id: string;
  level?: 2 | 3;
  actions?: ComponentChildren;
};

/** A part of a page, named by its heading. */
export function Section({ title, id, level = 2, actions, children }: SectionProps) {
  const Title: 'h2' | 'h3' = `h${level}`;
  return (
    <section class="section" aria-labelledby={`${id}-titre`} id={id}>
      <div class="section-head">
        <Title class="section-title" id={`${id}-titre`}>
          {title}
        </Title>
        {actions && <div class="section-actions">{actions}</div>}
      </div>
      {children}
    </section>
  );
}

/** One thing under the other, with an even space. */
export function Stack({
  children,
  gap = 'md',
}: Children & { gap?: 'xs' | 'sm' | 'md' | 'lg' | 'xl' }) {
  return (
    <div class="stack" data-gap={gap}>
      {children}
    </div>
  );
}

/** One thing beside the other, going to the next line when there is no room. */
export function Cluster({ children }: Children) {
  return <div class="cluster">{children}</div>;
}

export type ColumnsProps = Children & {
  aside: ComponentChildren;
  /** What the side column is about. */
  asideLabel: string;
};

/** The matter of a page and, beside it, what goes with it; one under the other on a narrow screen. */
export function Columns({ children, aside, asideLabel }: ColumnsProps) {
  return (
    <div class="columns">
      <div class="columns-main">{children}</div>
      <aside class="columns-aside" aria-label={asideLabel}>
        {aside}
      </aside>
    </div>
  );
}

/** Frames of the same kind, as many on a line as fit. */
export function Grid({ children, min = 'md' }: Children & { min?: 'sm' | 'md' | 'lg' }) {
  return (
    <div class="grid" data-min={min}>
      {children}
    </div>
  );
}

/** Text to be read at length: lines of a readable width, lists, headings. */
export function Prose({ children }: Children) {
  return <div class="prose">{children}</div>;
}

/** Text as a person typed it: line breaks kept, direction guessed, nothing interpreted. */
export function PlainText({ text }: { text: string }) {
  return (
    <p class="plain-text" dir="auto">
      {text}
    </p>
  );
}

/** Secondary words, quieter than the rest. */
export function Muted({ children, lang }: Children & { lang?: string | undefined }) {
  return (
    <span class="muted" lang={lang}>
      {children}
    </span>
  );
}
