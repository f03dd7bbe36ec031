import { Controller } from '@hotwired/stimulus';

/** What the desk answers about the session: how long it lasts, and the words of the warning. */
type Left = { seconds: number; isFinal: boolean; title: string; text: string };

/** While the warning stands, another window may put the end off. */
const againMs = 30_000;

/**
 * Warns before the session ends and puts the end off with one button; says so once it has. Whoever is writing on this
 * page is using it: their session is kept without a word.
 */
export class SessionEndController extends Controller<HTMLDialogElement> {
  static override targets = ['title', 'text', 'fault', 'stay', 'enter'];
  static override values = { seconds: Number, warned: Number, ask: String, failed: String };
  declare readonly titleTarget: HTMLElement;
  declare readonly textTarget: HTMLElement;
  declare readonly faultTarget: HTMLElement;
  declare readonly stayTarget: HTMLFormElement;
  declare readonly enterTarget: HTMLElement;
  declare readonly secondsValue: number;
  declare readonly warnedValue: number;
  declare readonly askValue: string;
  declare readonly failedValue: string;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private endsAt = 0;
  private usedAt = 0;
  /** What was said last: closed by its reader, it is not said again. */
  private said: 'soon' | 'over' | undefined;
  private over = { title: '', text: '' };

  override connect(): void {
    this.over = {
      title: this.titleTarget.textContent ?? '',
      text: this.textTarget.textContent ?? '',
    };
    // Said to those without a script; the warning comes in time.
    document.getElementById('fin-de-session-note')?.remove();
    document.addEventListener('input', this.use);
    document.addEventListener('visibilitychange', this.look);
    addEventListener('pageshow', this.look);
    this.last(this.secondsValue);
  }

  override disconnect(): void {
    clearTimeout(this.timer);
    document.removeEventListener('input', this.use);
    document.removeEventListener('visibilitychange', this.look);
    removeEventListener('pageshow', this.look);
  }

  private readonly use = (): void => {
    this.usedAt = Date.now();
  };

  /** A computer that slept, a window that was hidden: timers may be late. */
  private readonly look = (): void => {
    if (document.visibilityState === 'visible' && this.isNear()) void this.check();
  };

  private isNear(): boolean {
    return this.said !== 'over' && Date.now() >= this.endsAt - this.warnedValue * 1000;
  }

  private last(seconds: number): void {
    this.endsAt = Date.now() + seconds * 1000;
    this.wait(Math.max(0, seconds - this.warnedValue) * 1000);
  }

  private wait(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.check(), ms);
  }

  private async check(): Promise<void> {
    this.wait(againMs);
    const left = await this.request(this.askValue);
    if (left === 'over') this.tell('over', this.over);
    else if (left !== null) await this.hear(left);
  }

  private async hear(left: Left): Promise<void> {
    if (left.seconds > this.warnedValue) return this.carryOn(left.seconds);
    this.endsAt = Date.now() + left.seconds * 1000;
    // A moment later than the end, to be told of it.
    this.wait(Math.min(againMs, (left.seconds + 1) * 1000));
    if (!left.isFinal && Date.now() - this.usedAt < this.warnedValue * 1000) await this.prolong();
    else this.tell('soon', left);
  }

  /** The end was put off, here or in another window. */
  private carryOn(seconds: number): void {
    this.said = undefined;
    this.element.close();
    this.last(seconds);
  }

  private tell(what: 'soon' | 'over', words: { title: string; text: string; isFinal?: boolean }) {
    this.titleTarget.textContent = words.title;
    this.textTarget.textContent = words.text;
    this.stayTarget.hidden = what === 'over' || words.isFinal === true;
    this.enterTarget.hidden = what === 'soon';
    if (what === 'over') clearTimeout(this.timer);
    if (this.said === what) return;
    this.comeBackHere();
    this.said = what;
    this.faultTarget.textContent = '';
    // Opened again rather than changed: it is read out, and the cursor is on what there is to do.
    this.element.close();
    this.element.showModal();
  }

  private comeBackHere(): void {
    const way = this.enterTarget.querySelector('a');
    const { pathname, search, hash } = location;
    if (way) way.search = new URLSearchParams({ retour: pathname + search + hash }).toString();
  }

  async stay(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    await this.prolong();
  }

  private async prolong(): Promise<void> {
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(this.stayTarget)) {
      if (typeof value === 'string') body.append(name, value);
    }
    const left = await this.request(this.stayTarget.action, { method: 'POST', body });
    if (left === 'over') this.tell('over', this.over);
    else if (left === null) this.faultTarget.textContent = this.failedValue;
    else if (left.seconds > this.warnedValue) this.carryOn(left.seconds);
    else this.tell('soon', left);
  }

  private async request(url: string, init: RequestInit = {}): Promise<Left | 'over' | null> {
    const headers = { accept: 'application/json' };
    const answer = await fetch(url, { ...init, headers }).catch(() => null);
    if (answer?.status === 401) return 'over';
    if (!answer?.ok || answer.redirected) return null;
    return answer.json().catch(() => null) as Promise<Left | null>;
  }
}
