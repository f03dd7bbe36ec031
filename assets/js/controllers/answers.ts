import { Controller } from '@hotwired/stimulus';

const pause = 600;
const shortest = 4;

/**
 * Shows the sheets that may answer a subject while it is typed. Their number is said politely; the focus never moves,
 * and a list somebody has gone into is not replaced under them.
 */
export class AnswersController extends Controller<HTMLElement> {
  static override targets = ['button', 'status', 'box'];
  static override values = { url: String };
  declare readonly buttonTarget: HTMLElement;
  declare readonly statusTarget: HTMLElement;
  declare readonly boxTarget: HTMLElement;
  declare readonly urlValue: string;

  private timer: ReturnType<typeof setTimeout> | undefined;
  private asked = '';
  private asking: AbortController | undefined;

  override connect(): void {
    this.buttonTarget.hidden = true;
    this.asked = this.subject();
  }

  override disconnect(): void {
    clearTimeout(this.timer);
    this.asking?.abort();
  }

  wait(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.ask(), pause);
  }

  private subject(): string {
    return this.element.querySelector('input')?.value.trim() ?? '';
  }

  private async ask(): Promise<void> {
    const subject = this.subject();
    if (subject === this.asked) return;
    this.asked = subject;
    this.asking?.abort();
    if (subject.length < shortest) {
      this.show('');
      return;
    }
    const asking = new AbortController();
    this.asking = asking;
    const url = new URL(this.urlValue, location.href);
    url.searchParams.set('objet', subject);
    const html = await fetch(url, { signal: asking.signal })
      .then((answer) => (answer.ok && !answer.redirected ? answer.text() : null))
      .catch(() => null);
    // Nothing is said of a network that fails: the form works without these sheets.
    if (html !== null && this.asking === asking) this.show(html);
  }

  private show(html: string): void {
    if (this.boxTarget.contains(document.activeElement)) return;
    const found = new DOMParser().parseFromString(html, 'text/html').body;
    this.boxTarget.replaceChildren(...found.childNodes);
    const said = this.boxTarget.querySelector<HTMLElement>('[data-said]')?.dataset['said'] ?? '';
    if (this.statusTarget.textContent !== said) this.statusTarget.textContent = said;
  }
}
