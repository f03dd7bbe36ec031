import { Controller } from '@hotwired/stimulus';

/** Asks before leaving a form with something typed that was not sent. */
export class GuardController extends Controller<HTMLFormElement> {
  private typed = false;

  override connect(): void {
    this.element.addEventListener('input', this.note);
    this.element.addEventListener('submit', this.forget);
    addEventListener('beforeunload', this.ask);
  }

  override disconnect(): void {
    this.element.removeEventListener('input', this.note);
    this.element.removeEventListener('submit', this.forget);
    removeEventListener('beforeunload', this.ask);
  }

  private readonly note = (): void => {
    this.typed = true;
  };
  private readonly forget = (): void => {
    this.typed = false;
  };
  private readonly ask = (event: BeforeUnloadEvent): void => {
    if (this.typed) event.preventDefault();
  };
}
