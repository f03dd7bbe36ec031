import { Controller } from '@hotwired/stimulus';

const pause = 1000;
const retryAfter = 10_000;

/** Keeps what is typed on the server a second after the typing stops, and when the page goes away. */
export class DraftController extends Controller<HTMLFormElement> {
  static override targets = ['status', 'hint', 'button'];
  static override values = {
    url: String,
    saved: String,
    saving: String,
    failed: String,
    aside: String,
  };
  declare readonly statusTargets: HTMLElement[];
  declare readonly hintTargets: HTMLElement[];
  declare readonly buttonTargets: HTMLButtonElement[];
  declare readonly urlValue: string;
  declare readonly savedValue: string;
  declare readonly failedValue: string;
  declare readonly asideValue: string;

  private timer: ReturnType<typeof setTimeout> | undefined;
  private kept = '';
  private sending = false;
  private submitted = false;

  override connect(): void {
    this.kept = this.typed().toString();
    this.element.addEventListener('input', this.wait);
    this.element.addEventListener('change', this.wait);
    this.element.addEventListener('submit', this.stop);
    addEventListener('pagehide', this.leave);
    document.addEventListener('visibilitychange', this.leave);
    // Saved by itself from now on: the button is for those without JavaScript.
    for (const button of this.buttonTargets) button.hidden = true;
    for (const hint of this.hintTargets) hint.hidden = false;
  }

  override disconnect(): void {
    clearTimeout(this.timer);
    this.element.removeEventListener('input', this.wait);
    this.element.removeEventListener('change', this.wait);
    this.element.removeEventListener('submit', this.stop);
    removeEventListener('pagehide', this.leave);
    document.removeEventListener('visibilitychange', this.leave);
  }

  private readonly wait = (): void => {
    this.schedule(pause);
  };

  private readonly stop = (event: Event): void => {
    if (event.defaultPrevented) return;
    this.submitted = true;
    clearTimeout(this.timer);
  };

  private readonly leave = (): void => {
    if (this.submitted || (document.visibilityState === 'visible' && this.timer === undefined))
      return;
    void this.save();
  };

  private schedule(delay: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.save(), delay);
  }

  /** The fields as the form would send them, and what was answered to questions put away since; without files. */
  private typed(): URLSearchParams {
    const values = new URLSearchParams();
    for (const [name, value] of new FormData(this.element)) {
      if (typeof value === 'string') values.append(name, value);
    }
    for (const away of this.element.querySelectorAll<HTMLFieldSetElement>('.question:disabled')) {
      for (const box of away.elements) if (isAnswer(box)) values.append(box.name, box.value);
    }
    return values;
  }

  private async save(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const body = this.typed();
    const text = body.toString();
    if (text === this.kept) return;
    if (this.sending) {
      this.schedule(pause);
      return;
    }
    this.sending = true;
    try {
      const answer = await fetch(this.urlValue, {
        method: 'POST',
        body,
        // A browser refuses `keepalive` above 64 KiB: a longer text is then sent the ordinary way.
        keepalive: text.length < 60_000,
        headers: { accept: 'application/json' },
      });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      this.kept = text;
      const saved = this.savedValue.replace('%s', await this.savedTime(answer));
      const isOtherAside = answer.headers.has('draft-set-aside');
      this.say(isOtherAside ? `${saved}. ${this.asideValue}` : saved, false);
    } catch {
      this.say(this.failedValue, true);
      if (!this.submitted) this.schedule(retryAfter);
    } finally {
      this.sending = false;
    }
  }

  private async savedTime(answer: Response): Promise<string> {
    const known: unknown = answer.status === 204 ? null : await answer.json().catch(() => null);
    const time =
      known && typeof known === 'object' && 'savedAt' in known ? known.savedAt : undefined;
    if (typeof time === 'string') return time;
    return new Date().toLocaleTimeString(document.documentElement.lang, {
      hour: '2-digit',
      minute: '2-digit',
    });
  }

  private say(words: string, failed: boolean): void {
    for (const hint of this.hintTargets) hint.hidden = true;
    for (const status of this.statusTargets) {
      if (status.textContent !== words) status.textContent = words;
      status.toggleAttribute('data-failed', failed);
    }
  }
}

/** What somebody answered in a box of a question: not what the page says of itself, nor a box left unticked. */
function isAnswer(box: Element): box is HTMLInputElement {
  if (!('name' in box && 'value' in box) || !String(box.name).startsWith('champ-')) return false;
  const { type, checked } = box as HTMLInputElement;
  return checked || !['radio', 'checkbox'].includes(type);
}
