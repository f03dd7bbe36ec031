import { Controller } from '@hotwired/stimulus';
import { renewProof } from '../upload.ts';
import { element } from '../upload-line.ts';

/** Signed out, or not let in: told apart, since only the first is mended by signing in. */
type Refusal = 'session' | 'closed';

const pause = 1000;
const retryAfter = 10_000;

/** Keeps what is typed on the server a second after the typing stops, and when the page goes away. */
export class DraftController extends Controller<HTMLFormElement> {
  static override targets = ['status', 'hint', 'button'];
  static override values = {
    url: String,
    saved: String,
    failed: String,
    aside: String,
    session: String,
    signIn: String,
    closed: String,
  };
  declare readonly statusTargets: HTMLElement[];
  declare readonly hintTargets: HTMLElement[];
  declare readonly buttonTargets: HTMLButtonElement[];
  declare readonly urlValue: string;
  declare readonly savedValue: string;
  declare readonly failedValue: string;
  declare readonly asideValue: string;
  declare readonly sessionValue: string;
  declare readonly signInValue: string;
  declare readonly closedValue: string;

  private timer: ReturnType<typeof setTimeout> | undefined;
  private kept = '';
  private sending = false;
  private submitted = false;
  /** Why the text is on this page only: the session is over or somebody else’s, or the form is no longer theirs. */
  private refused: Refusal | null = null;

  override connect(): void {
    this.kept = this.typed().toString();
    this.element.addEventListener('input', this.wait);
    this.element.addEventListener('change', this.wait);
    this.element.addEventListener('submit', this.stop);
    addEventListener('pagehide', this.leave);
    addEventListener('beforeunload', this.warn);
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
    removeEventListener('beforeunload', this.warn);
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

  /** Coming back may be coming back from signing in. */
  private readonly leave = (): void => {
    const isBack = document.visibilityState === 'visible' && this.refused === null;
    if (this.submitted || (isBack && this.timer === undefined)) return;
    void this.save();
  };

  private readonly warn = (event: BeforeUnloadEvent): void => {
    if (this.refused !== null && !this.submitted) event.preventDefault();
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
    const text = this.typed().toString();
    if (text === this.kept) return;
    if (this.sending) {
      this.schedule(pause);
      return;
    }
    this.sending = true;
    try {
      const answer = await this.send();
      if (answer === 'session' || answer === 'closed') {
        this.tellRefused(answer);
        return;
      }
      this.refused = null;
      this.kept = text;
      const saved = this.savedValue.replace('%s', await savedTime(answer));
      const isOtherAside = answer.headers.has('draft-set-aside');
      this.say(isOtherAside ? `${saved}. ${this.asideValue}` : saved, false);
    } catch {
      this.say(this.failedValue, true);
      if (!this.submitted) this.schedule(retryAfter);
    } finally {
      this.sending = false;
    }
  }

  /** Sends what is typed; once more when its author has signed in again in another tab. */
  private async send(isAgain = false): Promise<Response | Refusal> {
    const body = this.typed();
    const answer = await fetch(this.urlValue, {
      method: 'POST',
      body,
      // A browser refuses `keepalive` above 64 KiB: a longer text is then sent the ordinary way.
      keepalive: body.toString().length < 60_000,
      headers: { accept: 'application/json' },
    });
    if (answer.status === 401 || answer.status === 403) {
      if (isAgain) return answer.status === 401 ? 'session' : 'closed';
      return (await renewProof(this.proofUrl)) ? this.send(true) : 'session';
    }
    if (answer.status === 404) return 'closed';
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    return answer;
  }

  private get proofUrl(): string {
    return document.querySelector<HTMLElement>('[data-proof-url]')?.dataset['proofUrl'] ?? '';
  }

  /** Asking again by itself would change nothing: somebody signs in, in another tab, or takes the text elsewhere. */
  private tellRefused(why: Refusal): void {
    if (this.refused === why) return;
    this.refused = why;
    this.say(why === 'session' ? this.sessionValue : this.closedValue, true);
    if (why === 'session') this.offerSignIn();
  }

  private offerSignIn(): void {
    const way = document.querySelector<HTMLAnchorElement>('#fin-de-session a[href]');
    for (const status of way ? this.statusTargets : []) {
      const link = element('a', 'ds-link', this.signInValue);
      link.href = way?.href ?? '';
      link.target = '_blank';
      status.append(' ', link);
    }
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

/** When the desk says it kept the text. */
async function savedTime(answer: Response): Promise<string> {
  const { savedAt } = (await answer.json()) as { savedAt: string };
  return savedAt;
}
