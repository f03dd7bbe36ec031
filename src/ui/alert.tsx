import type { ComponentChildren } from 'preact';
import { VisuallyHidden } from './a11y.tsx';
import { Icon, type IconName } from './icon.tsx';
import { useTexts } from './texts-context.ts';

export type AlertTone = 'info' | 'success' | 'warning' | 'danger';
const icons: Record<AlertTone, IconName> = {
  info: 'info',
  success: 'checkCircle',
  warning: 'warning',
  danger: 'danger',
};

export type AlertProps = {
  tone: AlertTone;
  title?: string;
  /** The level of its title in the page. */
  level?: 2 | 3 | 4;
  children?: ComponentChildren;
  /** Read out by itself when the page arrives or changes: `status` waits, `alert` interrupts. */
  live?: 'status' | 'alert';
  actions?: ComponentChildren;
};

/** Something to know before going on: said in words and in a drawing, never by its colour alone. */
export function Alert({ tone, title, level = 2, children, live, actions }: AlertProps) {
  const t = useTexts();
  const Title: 'h2' | 'h3' | 'h4' = `h${level}`;
  return (
    <div class="alert" data-color={tone} role={live}>
      <Icon name={icons[tone]} />
      <div class="alert-body">
        {title ? (
          <Title class="alert-title">
            <VisuallyHidden>{`${t(`common:alert.${tone}`)}, `}</VisuallyHidden>
            {title}
          </Title>
        ) : (
          <VisuallyHidden>{`${t(`common:alert.${tone}`)}, `}</VisuallyHidden>
        )}
        {children}
        {actions && <div class="alert-actions">{actions}</div>}
      </div>
    </div>
  );
}
