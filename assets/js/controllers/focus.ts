import { Controller } from '@hotwired/stimulus';

/** Takes the focus when the page arrives: the summary of what is to be corrected. */
export class FocusController extends Controller<HTMLElement> {
  override connect(): void {
    if (document.activeElement !== this.element) this.element.focus();
  }
}
