import { Controller } from '@hotwired/stimulus';

/** Says how many characters are left, as the server counts them; out loud only near the end. */
export class CountController extends Controller<HTMLElement> {
  static override targets = ['input', 'shown', 'spoken'];
  static override values = {
    max: Number,
    left: String,
    leftOne: String,
    over: String,
    overOne: String,
  };
  declare readonly inputTarget: HTMLTextAreaElement;
  declare readonly shownTarget: HTMLElement;
  declare readonly spokenTarget: HTMLElement;
  declare readonly maxValue: number;
  declare readonly leftValue: string;
  declare readonly leftOneValue: string;
  declare readonly overValue: string;
  declare readonly overOneValue: string;
  private timer: ReturnType<typeof setTimeout> | undefined;

  override connect(): void {
    if (this.inputTarget.value !== '') this.update();
  }

  override disconnect(): void {
    clearTimeout(this.timer);
  }

  update(): void {
    const left = this.maxValue - this.inputTarget.value.length;
    const words = this.words(left);
    this.shownTarget.textContent = words;
    this.shownTarget.toggleAttribute('data-over', left < 0);
    clearTimeout(this.timer);
    if (left > this.maxValue / 10) return;
    this.timer = setTimeout(() => {
      this.spokenTarget.textContent = words;
    }, 1000);
  }

  private words(left: number): string {
    const number = Math.abs(left);
    const one = new Intl.PluralRules(document.documentElement.lang).select(number) === 'one';
    const [single, several] =
      left < 0 ? [this.overOneValue, this.overValue] : [this.leftOneValue, this.leftValue];
    return (one ? single : several).replace(
      '%d',
      number.toLocaleString(document.documentElement.lang),
    );
  }
}
