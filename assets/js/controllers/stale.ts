import { Controller } from '@hotwired/stimulus';
import type { Changed } from './live.ts';

/**
 * Asks what happened to what this page shows when something may have, and says it without touching what is being
 * typed. The address answers `{ "changed": true, "text": "2 nouvelles réponses depuis…" }`.
 */
export class StaleController extends Controller<HTMLElement> {
  static override targets = ['box', 'text'];
  static override values = { number: Number, url: String };
  declare readonly boxTarget: HTMLElement;
  declare readonly textTarget: HTMLElement;
  declare readonly numberValue: number;
  declare readonly urlValue: string;

  hear({ detail: { ticket } }: CustomEvent<Changed>): void {
    if (ticket === null || ticket === this.numberValue) void this.ask();
  }

  async ask(): Promise<void> {
    const answer = await fetch(this.urlValue, { headers: { accept: 'application/json' } }).catch(
      () => null,
    );
    if (!answer?.ok || answer.redirected) return;
    const known: unknown = await answer.json().catch(() => null);
    if (!known || typeof known !== 'object' || !('changed' in known) || !('text' in known)) return;
    if (known.changed !== true || typeof known.text !== 'string') return;
    this.boxTarget.hidden = false;
    if (this.textTarget.textContent !== known.text) this.textTarget.textContent = known.text;
  }
}
