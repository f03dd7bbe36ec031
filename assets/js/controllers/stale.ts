import { Controller } from '@hotwired/stimulus';

/**
 * Asks now and then whether something was said since this page was opened, and shows it without touching what is
 * being typed. The address answers `{ "count": 2, "text": "2 nouvelles réponses depuis votre ouverture" }`.
 */
export class StaleController extends Controller<HTMLElement> {
  static override targets = ['box', 'text'];
  static override values = { url: String, every: { type: Number, default: 30 } };
  declare readonly boxTarget: HTMLElement;
  declare readonly textTarget: HTMLElement;
  declare readonly urlValue: string;
  declare readonly everyValue: number;
  private timer: ReturnType<typeof setInterval> | undefined;

  override connect(): void {
    this.timer = setInterval(() => void this.ask(), this.everyValue * 1000);
  }

  override disconnect(): void {
    clearInterval(this.timer);
  }

  private async ask(): Promise<void> {
    if (document.visibilityState === 'hidden') return;
    const answer = await fetch(this.urlValue, { headers: { accept: 'application/json' } }).catch(
      () => null,
    );
    if (!answer?.ok || answer.redirected) return;
    const known: unknown = await answer.json().catch(() => null);
    if (!known || typeof known !== 'object' || !('count' in known) || !('text' in known)) return;
    if (typeof known.count !== 'number' || typeof known.text !== 'string' || known.count === 0)
      return;
    this.boxTarget.hidden = false;
    if (this.textTarget.textContent !== known.text) this.textTarget.textContent = known.text;
  }
}
