import { Controller } from '@hotwired/stimulus';

type Shortcut = { act: 'go' | 'next' | 'previous' | 'list'; target: string; href?: string };

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  target.closest('input:not([type=file]), textarea, select, [contenteditable], [role=textbox]') !==
    null;

/** One letter leads to a place of the page, for those who asked for it; never while typing or over a dialog. */
export class ShortcutsController extends Controller<HTMLElement> {
  static override targets = ['list'];
  static override values = { keys: Object };
  declare readonly listTarget: HTMLDialogElement;
  declare readonly keysValue: Record<string, Shortcut>;

  override connect(): void {
    document.addEventListener('keydown', this.press);
    for (const [key, { act, target }] of Object.entries(this.keysValue)) {
      if (act === 'go') this.find(target)?.setAttribute('aria-keyshortcuts', key);
    }
  }

  override disconnect(): void {
    document.removeEventListener('keydown', this.press);
  }

  private readonly press = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing) return;
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (isTyping(event.target) || document.querySelector('dialog[open]')) return;
    // Capitals locked are the same letter; « ? » and « / » need Shift on some keyboards.
    const key = event.key.toLowerCase();
    if (event.shiftKey && /^[a-z]$/.test(key)) return;
    const shortcut = Object.hasOwn(this.keysValue, key) ? this.keysValue[key] : undefined;
    if (shortcut && this.follow(shortcut)) event.preventDefault();
  };

  private follow({ act, target, href }: Shortcut): boolean {
    switch (act) {
      case 'list':
        this.listTarget.showModal();
        return true;
      case 'next':
        return this.walk(target, 1);
      case 'previous':
        return this.walk(target, -1);
      case 'go': {
        const place = this.find(target);
        if (place) this.enter(place);
        else if (href !== undefined) location.assign(href);
        return place !== null || href !== undefined;
      }
    }
  }

  private find(target: string): HTMLElement | null {
    if (target === '') return null;
    const places = [...document.querySelectorAll<HTMLElement>(target)];
    return places.find((place) => place.checkVisibility()) ?? null;
  }

  private enter(place: HTMLElement): void {
    if (place instanceof HTMLAnchorElement) {
      place.click();
      return;
    }
    if (place instanceof HTMLDetailsElement) {
      place.open = true;
      const inside = 'textarea, select, input:not([type=hidden]), button';
      place.querySelector<HTMLElement>(inside)?.focus();
      return;
    }
    place.focus();
  }

  private walk(target: string, step: 1 | -1): boolean {
    const places = [...document.querySelectorAll<HTMLElement>(target)];
    const here = places.findIndex((place) => place === document.activeElement);
    const next = here === -1 && step === -1 ? places.at(-1) : places[here + step];
    next?.focus();
    return next !== undefined;
  }
}
