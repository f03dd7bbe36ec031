import { Controller } from '@hotwired/stimulus';

/** Copies the number of a ticket and says so. */
export class CopyController extends Controller<HTMLElement> {
  static override targets = ['button', 'status'];
  static override values = { text: String, done: String };
  declare readonly buttonTarget: HTMLButtonElement;
  declare readonly statusTarget: HTMLElement;
  declare readonly textValue: string;
  declare readonly doneValue: string;

  override connect(): void {
    this.buttonTarget.hidden = !('clipboard' in navigator);
  }

  async copy(): Promise<void> {
    await navigator.clipboard.writeText(this.textValue);
    this.statusTarget.textContent = this.doneValue;
  }
}
