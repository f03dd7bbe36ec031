import type { ComponentChildren } from 'preact';
import { Button, type ButtonVariant } from './button.tsx';
import { csrfFieldName } from './form.tsx';
import { Icon, type IconName } from './icon.tsx';
import { Disclosure } from './surface.tsx';
import { useTexts } from './texts-context.ts';

/** What this person may do with this ticket, and nothing else. */
export function ActBar({ children, label }: { children: ComponentChildren; label?: string }) {
  const t = useTexts();
  return (
    <div class="act-bar" role="group" aria-label={label ?? t('common:acts.label')}>
      {children}
    </div>
  );
}

export type ActButtonProps = {
  action: string;
  csrf: string;
  children: ComponentChildren;
  icon?: IconName;
  variant?: ButtonVariant;
  size?: 'sm' | 'md';
  hiddenText?: string;
  hidden?: Record<string, string | number>;
};

/** An act that needs no words: one button, one form. */
export function ActButton(props: ActButtonProps) {
  const {
    action,
    csrf,
    children,
    icon,
    variant = 'secondary',
    size,
    hiddenText,
    hidden = {},
  } = props;
  return (
    <form class="act" action={action} method="post" data-controller="submit-once">
      <input type="hidden" name={csrfFieldName} value={csrf} />
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={String(value)} />
      ))}
      <Button variant={variant} icon={icon} size={size} hiddenText={hiddenText}>
        {children}
      </Button>
    </form>
  );
}

export type ActPanelProps = {
  summary: string;
  icon: IconName;
  children: ComponentChildren;
  id: string;
  open?: boolean;
};

/** An act that needs a few words (a reason, a date): opens in place, one at a time. */
export function ActPanel({ summary, icon, children, id, open = false }: ActPanelProps) {
  return (
    <Disclosure summary={summary} icon={icon} id={id} open={open} name="acte" look="button">
      {children}
    </Disclosure>
  );
}

export type ComposerProps = {
  kind: 'reply' | 'note';
  title: string;
  /** Who will read it, in full words. */
  audience: string;
  children: ComponentChildren;
  id: string;
  level?: 2 | 3;
};

/** Where one writes: a reply looks like what the requester will read, a note like what they never will. */
export function Composer({ kind, title, audience, children, id, level = 3 }: ComposerProps) {
  const Title: 'h2' | 'h3' = `h${level}`;
  return (
    <section class="composer" data-kind={kind} aria-labelledby={`${id}-titre`} id={id}>
      <div class="composer-head">
        <Icon name={kind === 'note' ? 'eyeOff' : 'reply'} />
        <Title class="composer-title" id={`${id}-titre`}>
          {title}
        </Title>
        <p class="composer-audience">{audience}</p>
      </div>
      {children}
    </section>
  );
}
