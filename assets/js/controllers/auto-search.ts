import { Controller } from '@hotwired/stimulus';

const pause = 600;

/** Searches in the table a moment after the typing stops, and gives the cursor back on the page that follows. */
export class AutoSearchController extends Controller<HTMLFormElement> {
  private timer: ReturnType<typeof setTimeout> | undefined;

  override connect(): void {
    const field = this.field();
    if (!field || sessionStorage.getItem(this.key()) === null) return;
    sessionStorage.removeItem(this.key());
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  }

  override disconnect(): void {
    clearTimeout(this.timer);
  }

  wait(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (document.activeElement !== this.field()) return;
      sessionStorage.setItem(this.key(), '');
      this.element.requestSubmit();
    }, pause);
  }

  private key(): string {
    return `search ${this.element.action}`;
  }

  private field(): HTMLInputElement | null {
    return this.element.querySelector('input[type=search]');
  }
}
