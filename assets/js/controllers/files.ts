import { Controller } from '@hotwired/stimulus';
import { renewProof, type Sending, sendFile } from '../upload.ts';
import { type FileWords, sizeWords, UploadLine } from '../upload-line.ts';

const mostAtOnce = 3;

type Upload = { file: File; line: UploadLine; state: 'waiting' | 'sending' | 'failed' | 'refused' };

/** Named by the browser and not by its author: a screenshot that was pasted. */
const isUnnamed = ({ name }: File): boolean => /^image\.\w+$/.test(name);

const two = (number: number): string => String(number).padStart(2, '0');

function renamed(file: File, word: string): File {
  const now = new Date();
  const day = `${String(now.getFullYear())}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  const hour = `${two(now.getHours())}${two(now.getMinutes())}`;
  const name = `${word}-${day}-${hour}.${file.name.split('.').at(-1) ?? 'png'}`;
  return new File([file], name, { type: file.type });
}

/**
 * Sends the files of a form as soon as they are chosen, dropped or pasted, so that the form itself leaves at once. It
 * waits for those on their way, and is not sent while one has failed: nothing is left behind without a word.
 */
export class FilesController extends Controller<HTMLElement> {
  static override targets = ['input', 'list', 'status', 'stage', 'zone'];
  static override values = {
    uploadUrl: String,
    draftUrl: String,
    signInUrl: String,
    proofUrl: String,
    most: Number,
    main: Boolean,
    words: Object,
  };
  declare readonly inputTarget: HTMLInputElement;
  declare readonly listTarget: HTMLElement;
  declare readonly statusTarget: HTMLElement;
  declare readonly stageTarget: HTMLElement;
  declare readonly zoneTarget: HTMLElement;
  declare readonly uploadUrlValue: string;
  declare readonly draftUrlValue: string;
  declare readonly signInUrlValue: string;
  declare readonly proofUrlValue: string;
  declare readonly mostValue: number;
  declare readonly mainValue: boolean;
  declare readonly wordsValue: FileWords;

  private uploads: Upload[] = [];
  /** The form that waits for its files: the button it is sent by, and the files already refused when it was pressed. */
  private held: { submitter: HTMLElement | null; refused: readonly Upload[] } | undefined;
  private listening = new AbortController();

  override connect(): void {
    this.stageTarget.hidden = true;
    this.element.toggleAttribute('data-live', true);
    this.listening = new AbortController();
    const { signal } = this.listening;
    const place = this.mainValue ? this.form : this.element;
    place.addEventListener('dragover', this.over, { signal });
    place.addEventListener('dragleave', this.away, { signal });
    place.addEventListener('drop', this.drop, { signal });
    if (this.mainValue) this.form.addEventListener('paste', this.paste, { signal });
    // Before any other controller hears of it.
    this.form.addEventListener('submit', this.hold, { signal, capture: true });
    // Beside the form, a browser would open the file and leave the page.
    addEventListener('dragover', this.ignore, { signal });
    addEventListener('drop', this.ignore, { signal });
    addEventListener('beforeunload', this.warn, { signal });
  }

  override disconnect(): void {
    this.listening.abort();
  }

  choose(): void {
    this.add([...(this.inputTarget.files ?? [])]);
    // They leave by themselves: not once more with the form.
    this.inputTarget.value = '';
  }

  /** Takes a file that has arrived off the form. */
  async remove(event: Event): Promise<void> {
    event.preventDefault();
    const button = event.currentTarget as HTMLButtonElement;
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(this.form)) {
      if (typeof value === 'string') body.append(name, value);
    }
    body.append(button.name, button.value);
    const answer = await fetch(this.draftUrlValue, {
      method: 'POST',
      body,
      headers: { accept: 'application/json' },
    }).catch(() => null);
    const name = button.dataset['name'] ?? '';
    if (!answer?.ok || answer.redirected) {
      this.say(answer?.status === 401 ? 'session' : 'lost', name);
      return;
    }
    this.leave(button.closest('li'));
    this.say('removed', name);
  }

  private get form(): HTMLFormElement {
    const form = this.element.closest('form');
    if (form === null) throw new Error('files stand in a form');
    return form;
  }

  private add(files: File[]): void {
    for (const file of files) {
      const icon = this.zoneTarget.querySelector('svg')?.cloneNode(true) ?? '';
      const line = new UploadLine(file, { words: this.wordsValue, icon });
      const upload: Upload = { file, line, state: 'waiting' };
      this.uploads.push(upload);
      this.listTarget.hidden = false;
      this.listTarget.append(line.element);
      if (file.size > this.mostValue) {
        const size = sizeWords(file.size, this.wordsValue);
        const { tooLarge } = this.wordsValue;
        this.refuse(upload, tooLarge.replace('%name', file.name).replace('%size', size));
      } else line.sending(() => this.forget(upload));
    }
    this.next();
  }

  private next(): void {
    const sending = this.uploads.filter(({ state }) => state === 'sending').length;
    const waiting = this.uploads.filter(({ state }) => state === 'waiting');
    for (const upload of waiting.slice(0, Math.max(0, mostAtOnce - sending))) {
      void this.send(upload);
    }
    if (sending + waiting.length === 0) this.release();
  }

  private async send(upload: Upload): Promise<void> {
    const { file, line } = upload;
    upload.state = 'sending';
    this.say('sending', file.name);
    const fields = new FormData();
    // First: a file that comes before the proof is thrown away.
    fields.append('_csrf', new FormData(this.form).get('_csrf') ?? '');
    fields.append(this.inputTarget.name, file, file.name);
    const sending = sendFile(this.uploadUrlValue, { fields, advance: (by) => line.advance(by) });
    line.sending(() => sending.cancel());
    await this.finish(upload, sending);
    this.next();
  }

  private async finish(upload: Upload, { outcome }: Sending): Promise<void> {
    const { file, line } = upload;
    const end = await outcome;
    if (end.kind === 'kept') {
      this.uploads = this.uploads.filter((one) => one !== upload);
      this.show(line, end.html);
      this.say('sent', file.name);
    } else if (end.kind === 'cancelled') {
      this.forget(upload);
      this.say('cancelled', file.name);
    } else if (end.kind === 'refused') this.refuse(upload, end.why);
    else this.fail(upload, end.kind);
  }

  /** The line as the server writes it, with the id that the form carries. */
  private show(line: UploadLine, html: string): void {
    const item = new DOMParser().parseFromString(html, 'text/html').querySelector('li');
    if (item === null) return;
    const hadFocus = line.element.contains(document.activeElement);
    line.element.replaceWith(document.adoptNode(item));
    if (hadFocus) item.querySelector('button')?.focus();
    // The draft of the form now holds it too.
    item.dispatchEvent(new Event('input', { bubbles: true }));
  }

  private refuse(upload: Upload, why: string): void {
    upload.state = 'refused';
    upload.line.failed(why, { remove: () => this.forget(upload) });
    this.statusTarget.textContent = why;
  }

  private fail(upload: Upload, kind: 'session' | 'lost'): void {
    upload.state = 'failed';
    const { file, line } = upload;
    const why = this.wordsValue[kind].replace('%name', file.name);
    const retry = () => void this.retry(upload, kind);
    line.failed(why, { retry, remove: () => this.forget(upload) });
    if (kind === 'session') line.offerSignIn(this.signInUrlValue);
    this.say(kind, file.name);
  }

  private async retry(upload: Upload, kind: 'session' | 'lost'): Promise<void> {
    if (kind === 'session' && !(await renewProof(this.proofUrlValue))) {
      this.say('session', upload.file.name);
      return;
    }
    // Pressed twice while the proof was on its way.
    if (upload.state !== 'failed') return;
    upload.state = 'waiting';
    upload.line.sending(() => this.forget(upload));
    upload.line.focus();
    this.next();
  }

  private forget(upload: Upload): void {
    this.uploads = this.uploads.filter((one) => one !== upload);
    this.leave(upload.line.element);
  }

  /** The focus goes to what took the place of the line, never to the top of the page. */
  private leave(line: Element | null): void {
    const hadFocus = line?.contains(document.activeElement) ?? false;
    const near = line?.nextElementSibling ?? line?.previousElementSibling;
    line?.remove();
    this.listTarget.hidden = this.listTarget.childElementCount === 0;
    if (hadFocus) (near?.querySelector('button') ?? this.inputTarget).focus();
    this.form.dispatchEvent(new Event('input', { bubbles: true }));
  }

  private readonly hold = (event: SubmitEvent): void => {
    const failed = this.uploads.find(({ state }) => state === 'failed');
    const isBusy = this.uploads.some(({ state }) => state === 'sending' || state === 'waiting');
    // A question put away sends nothing: its files hold nothing up.
    if ((!failed && !isBusy) || this.inputTarget.matches(':disabled')) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (isBusy) {
      const refused = this.uploads.filter(({ state }) => state === 'refused');
      this.held = { submitter: event.submitter, refused };
      this.say('wait');
    } else if (failed) {
      this.say('unsent', failed.file.name);
      failed.line.focus();
    }
  };

  /** Everything has arrived: the form that was waiting leaves. */
  private release(): void {
    if (this.held === undefined) return;
    const { submitter, refused } = this.held;
    this.held = undefined;
    const stops = (upload: Upload): boolean =>
      upload.state === 'failed' || (upload.state === 'refused' && !refused.includes(upload));
    if (!this.uploads.some(stops)) this.form.requestSubmit(submitter);
  }

  private readonly over = (event: Event): void => {
    if (!(event instanceof DragEvent) || !hasFiles(event) || this.isForAnother(event)) return;
    event.preventDefault();
    this.element.toggleAttribute('data-dragging', true);
  };

  private readonly away = (event: Event): void => {
    const { relatedTarget } = event as DragEvent;
    const place = event.currentTarget as HTMLElement;
    if (relatedTarget instanceof Node && place.contains(relatedTarget)) return;
    this.element.removeAttribute('data-dragging');
  };

  private readonly drop = (event: Event): void => {
    this.element.removeAttribute('data-dragging');
    if (!(event instanceof DragEvent) || !hasFiles(event) || this.isForAnother(event)) return;
    event.preventDefault();
    this.add([...(event.dataTransfer?.files ?? [])]);
  };

  /** Words that come with their picture are pasted as words. */
  private readonly paste = (event: ClipboardEvent): void => {
    const { clipboardData } = event;
    const files = [...(clipboardData?.files ?? [])];
    if (files.length === 0 || clipboardData?.types.includes('text/plain')) return;
    event.preventDefault();
    const { pastedName } = this.wordsValue;
    const named = files.map((file) => (isUnnamed(file) ? renamed(file, pastedName) : file));
    this.add(named);
    this.say('pasted', named.map(({ name }) => name).join(', '));
  };

  private readonly ignore = (event: DragEvent): void => {
    if (hasFiles(event)) event.preventDefault();
  };

  private readonly warn = (event: BeforeUnloadEvent): void => {
    const isBusy = this.uploads.some(({ state }) => state === 'sending' || state === 'waiting');
    if (isBusy && this.held === undefined) event.preventDefault();
  };

  /** Another field of files takes what is dropped on it. */
  private isForAnother({ target }: Event): boolean {
    const field = target instanceof Element ? target.closest('.file-field') : null;
    return field !== null && field !== this.element;
  }

  private say(key: Exclude<keyof FileWords, 'units'>, name = ''): void {
    this.statusTarget.textContent = this.wordsValue[key].replace('%name', name);
  }
}

const hasFiles = ({ dataTransfer }: DragEvent): boolean =>
  dataTransfer?.types.includes('Files') ?? false;
