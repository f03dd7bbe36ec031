import { Controller } from '@hotwired/stimulus';

/** Shows the password being typed to the person who types it, and hides it again before it is sent. */
export class PasswordController extends Controller<HTMLElement> {
  static override targets = ['input', 'button'];
  declare readonly inputTarget: HTMLInputElement;
  declare readonly buttonTarget: HTMLButtonElement;

  override connect(): void {
    this.buttonTarget.hidden = false;
    this.inputTarget.form?.addEventListener('submit', () => {
      this.inputTarget.type = 'password';
    });
  }

  toggle(): void {
    const shown = this.inputTarget.type === 'password';
    this.inputTarget.type = shown ? 'text' : 'password';
    const words = shown ? this.buttonTarget.dataset['hide'] : this.buttonTarget.dataset['show'];
    this.buttonTarget.textContent = words ?? '';
  }
}
