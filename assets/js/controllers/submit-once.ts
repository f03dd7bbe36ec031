import { Controller } from '@hotwired/stimulus';

/**
 * Sends a form once, even when clicked twice. The button keeps the focus and stays a button: it is only told busy,
 * so that a keyboard and a screen reader lose nothing.
 */
export class SubmitOnceController extends Controller<HTMLFormElement> {
  private sent = false;

  override connect(): void {
    this.element.addEventListener('submit', this.submit);
    addEventListener('pageshow', this.restore);
  }

  override disconnect(): void {
    this.element.removeEventListener('submit', this.submit);
    removeEventListener('pageshow', this.restore);
  }

  private readonly submit = (event: SubmitEvent): void => {
    if (this.sent) {
      event.preventDefault();
      return;
    }
    this.sent = true;
    // Attributes change after the browser has read the form: the button's own name and value are still sent.
    setTimeout(() => {
      event.submitter?.setAttribute('aria-disabled', 'true');
      event.submitter?.setAttribute('aria-busy', 'true');
    });
    // A server that does not answer must not leave a dead form.
    setTimeout(this.restore, 15_000);
  };

  /** Back from the next page, the form can be sent again. */
  private readonly restore = (): void => {
    this.sent = false;
    for (const button of this.element.querySelectorAll('[aria-busy]')) {
      button.removeAttribute('aria-disabled');
      button.removeAttribute('aria-busy');
    }
  };
}
