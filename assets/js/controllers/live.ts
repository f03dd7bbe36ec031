import { Controller } from '@hotwired/stimulus';
import { askCount, channelOf, type Heard, holdStream, type Places } from '../live/hold-stream.ts';

/** Something happened to a ticket; null: perhaps, to any. */
export type Changed = { ticket: number | null };

/** Nothing heard for this long: each visible window asks by itself. */
const silenceMs = 60_000;

/**
 * Keeps the bell true while the page is open, and tells the page which tickets changed. One stream for all windows of
 * the browser: in a shared worker, else in the one window that holds the lock, else none and each asks in turn.
 */
export class LiveController extends Controller<HTMLElement> {
  static override targets = ['badge', 'words', 'said'];
  static override values = { stream: String, ask: String, worker: String, count: Number };
  declare readonly badgeTarget: HTMLElement;
  declare readonly wordsTarget: HTMLElement;
  declare readonly saidTarget: HTMLElement;
  declare readonly streamValue: string;
  declare readonly askValue: string;
  declare readonly workerValue: string;
  declare countValue: number;
  private channel: BroadcastChannel | undefined;
  private timer: ReturnType<typeof setInterval> | undefined;
  private heardAt = performance.now();
  private readonly title = document.title;
  private seen = 0;

  override connect(): void {
    this.seen = this.countValue;
    const places = { stream: this.streamValue, ask: this.askValue };
    this.channel = new BroadcastChannel(channelOf(places));
    this.channel.onmessage = ({ data }: MessageEvent<Heard>) => this.hear(data);
    this.timer = setInterval(this.askAfterSilence, silenceMs / 4);
    document.addEventListener('visibilitychange', this.askAfterSilence);
    this.join(places);
  }

  override disconnect(): void {
    this.channel?.close();
    this.stop();
  }

  private join(places: Places): void {
    if (!('SharedWorker' in window)) return this.lead(places);
    const worker = new SharedWorker(this.workerValue, {
      name: JSON.stringify(places),
      type: 'module',
    });
    worker.addEventListener('error', () => this.lead(places), { once: true });
  }

  private lead(places: Places): void {
    if (!('locks' in navigator)) return;
    const name = channelOf(places);
    const hold = (takesOver: boolean): Promise<never> => {
      holdStream(places, { takesOver });
      // Held until this window goes; then the next one in line leads.
      return new Promise(() => undefined);
    };
    void navigator.locks.request(name, { ifAvailable: true }, (lock) => {
      if (lock !== null) return hold(false);
      void navigator.locks.request(name, () => hold(true));
      return undefined;
    });
  }

  private stop(): void {
    clearInterval(this.timer);
    document.removeEventListener('visibilitychange', this.askAfterSilence);
  }

  private readonly askAfterSilence = (): void => {
    if (document.visibilityState === 'hidden') return;
    if (performance.now() - this.heardAt < silenceMs) return;
    this.heardAt = performance.now();
    void askCount(this.askValue).then((heard) => {
      if (heard === 'gone') this.stop();
      else if (heard !== null) {
        this.hear(heard);
        this.tellPage(null);
      }
    });
  };

  private hear(heard: Heard): void {
    this.heardAt = performance.now();
    if (heard.kind === 'count') this.show(heard.count, heard.text);
    if (heard.kind === 'ticket') this.tellPage(heard.ticket);
  }

  private tellPage(ticket: number | null): void {
    this.dispatch('changed', { detail: { ticket } satisfies Changed });
  }

  private show(count: number, text: string): void {
    if (count > this.countValue && document.visibilityState === 'visible') {
      this.saidTarget.textContent = text;
    }
    this.countValue = count;
    this.dispatch('counted');
    const shown = count > 99 ? '99+' : String(count);
    this.badgeTarget.textContent = shown;
    this.badgeTarget.hidden = count === 0;
    this.wordsTarget.textContent = text;
    // More than when the page was opened: seen among the other windows.
    document.title = count > this.seen ? `(${shown}) ${this.title}` : this.title;
  }
}
