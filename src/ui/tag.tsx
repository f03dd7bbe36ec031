import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.tsx';
import { useTexts } from './texts-context.ts';

export type TagTone = 'neutral' | 'accent' | 'info' | 'success' | 'warning' | 'danger' | 'note';

export type TagProps = {
  tone?: TagTone;
  icon?: IconName;
  /** Only an outline: quieter, for what is over. */
  outline?: boolean;
  children: ComponentChildren;
};

/** A word or two that qualify something, with a drawing so that the colour is never alone. */
export function Tag({ tone = 'neutral', icon, outline, children }: TagProps) {
  return (
    <span class="tag" data-color={tone} data-variant={outline ? 'outline' : undefined}>
      {icon && <Icon name={icon} size="sm" />}
      <span>{children}</span>
    </span>
  );
}

/** The states of a ticket, as the domain names them. */
export type StateCode =
  | 'awaiting'
  | 'in_progress'
  | 'on_hold'
  | 'needs_information'
  | 'resolved'
  | 'closed'
  | 'cancelled';

const states: Record<StateCode, { tone: TagTone; icon: IconName; outline?: true }> = {
  awaiting: { tone: 'neutral', icon: 'hourglass' },
  in_progress: { tone: 'accent', icon: 'progress' },
  on_hold: { tone: 'info', icon: 'pause' },
  needs_information: { tone: 'warning', icon: 'question' },
  resolved: { tone: 'success', icon: 'checkCircle' },
  closed: { tone: 'neutral', icon: 'archive', outline: true },
  cancelled: { tone: 'neutral', icon: 'crossCircle', outline: true },
};

/** The state of a ticket; `detail` is what the label gives in brackets (« clôture le 17/03/2020 »). */
export function StateTag({ state, detail }: { state: StateCode; detail?: string | undefined }) {
  const t = useTexts();
  return (
    <span class="state">
      <Tag {...states[state]}>{t(`common:state.${state}`)}</Tag>
      {detail && <span class="state-detail"> ({detail})</span>}
    </span>
  );
}

export type PriorityCode = 'low' | 'normal' | 'high' | 'urgent';
const priorities: Record<PriorityCode, { tone: TagTone; icon: IconName; outline?: true }> = {
  low: { tone: 'neutral', icon: 'priorityLow', outline: true },
  normal: { tone: 'neutral', icon: 'priorityNormal', outline: true },
  high: { tone: 'warning', icon: 'priorityHigh' },
  urgent: { tone: 'danger', icon: 'priorityUrgent' },
};

/** How pressing a ticket is. */
export function PriorityTag({ priority }: { priority: PriorityCode }) {
  const t = useTexts();
  return <Tag {...priorities[priority]}>{t(`common:priority.${priority}`)}</Tag>;
}

export type DelayTone = 'ok' | 'soon' | 'late' | 'paused' | 'none';
const delays: Record<DelayTone, { tone: TagTone; icon: IconName }> = {
  ok: { tone: 'neutral', icon: 'clock' },
  soon: { tone: 'warning', icon: 'clock' },
  late: { tone: 'danger', icon: 'warning' },
  paused: { tone: 'info', icon: 'pause' },
  none: { tone: 'neutral', icon: 'minus' },
};

/** The time left to a promise, in the words it is given (« 2 jours ouvrés », « en retard de 3 h »). */
export function DelayTag({ tone, children }: { tone: DelayTone; children: ComponentChildren }) {
  if (tone === 'none') return <span class="muted">{children}</span>;
  const look = delays[tone];
  if (tone === 'ok') return <span class="delay">{children}</span>;
  return (
    <Tag tone={look.tone} icon={look.icon}>
      {children}
    </Tag>
  );
}

/** A number of things waiting to be read; its words are for those who listen. */
export function Badge({ count, words }: { count: number; words: string }) {
  return (
    <span class="badge">
      <span aria-hidden="true">{count > 99 ? '99+' : count}</span>
      <span class="ds-sr-only"> {words}</span>
    </span>
  );
}
