import type { ButtonHTMLAttributes, ComponentChildren } from 'preact';
import { HeardOf, VisuallyHidden } from './a11y.tsx';
import { Icon, type IconName } from './icon.tsx';

/** How much a button asks for: one primary a form, danger for what cannot be undone. */
export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger' | 'note';
export type ButtonSize = 'sm' | 'md' | 'lg';

type Look = {
  children: ComponentChildren;
  variant?: ButtonVariant;
  size?: ButtonSize;
  icon?: IconName;
  iconEnd?: IconName;
  /** Words added for those who listen, when the visible ones need their place to be understood. */
  hiddenText?: string;
  /** The thing it is about, when several stand side by side with the same words: « Monter : le titre », once heard. */
  of?: ComponentChildren;
};
type ButtonAttributes = Omit<
  ButtonHTMLAttributes<HTMLButtonElement>,
  'size' | 'icon' | 'class' | 'className' | 'children'
>;
type LinkAttributes = {
  href: string;
  id?: string;
  target?: '_blank';
  download?: boolean | string;
  lang?: string | undefined;
};
export type ButtonProps = Look & ButtonAttributes;
export type ButtonLinkProps = Look & LinkAttributes;
export type LinkProps = LinkAttributes & { children: ComponentChildren; icon?: IconName };

const variants = {
  primary: { 'data-variant': 'primary' },
  secondary: { 'data-variant': 'secondary' },
  quiet: { 'data-variant': 'tertiary' },
  danger: { 'data-variant': 'secondary', 'data-color': 'danger' },
  note: { 'data-variant': 'primary', 'data-color': 'note' },
} as const;

function Content({ children, icon, iconEnd, hiddenText, of }: Look) {
  return (
    <>
      {icon && <Icon name={icon} />}
      <span>
        {children}
        {hiddenText && <VisuallyHidden> {hiddenText}</VisuallyHidden>}
        {of && <HeardOf which={of} />}
      </span>
      {iconEnd && <Icon name={iconEnd} />}
    </>
  );
}

/** A button that does something; its words are an active verb (« Envoyer la demande »). */
export function Button(props: ButtonProps) {
  const { children, variant = 'primary', size, icon, iconEnd, hiddenText, of, ...rest } = props;
  return (
    <button type="submit" class="ds-button" {...variants[variant]} data-size={size} {...rest}>
      <Content icon={icon} iconEnd={iconEnd} hiddenText={hiddenText} of={of}>
        {children}
      </Content>
    </button>
  );
}

/** A link that looks like a button: it goes somewhere, it changes nothing. */
export function ButtonLink(props: ButtonLinkProps) {
  const { children, variant = 'primary', size, icon, iconEnd, hiddenText, of, ...rest } = props;
  return (
    <a class="ds-button" {...variants[variant]} data-size={size} {...rest}>
      <Content icon={icon} iconEnd={iconEnd} hiddenText={hiddenText} of={of}>
        {children}
      </Content>
    </a>
  );
}

/** A plain link, with an optional drawing before its words. */
export function Link(props: LinkProps) {
  const { children, icon, ...rest } = props;
  return (
    <a class={icon ? 'ds-link ds-link--icon' : 'ds-link'} {...rest}>
      {icon && <Icon name={icon} />}
      {icon ? <span>{children}</span> : children}
    </a>
  );
}
