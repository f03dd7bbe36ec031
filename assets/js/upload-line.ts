/** What the script says, from the page: in the reader's language. */
export type FileWords = Record<
  | 'sending'
  | 'progress'
  | 'sent'
  | 'pasted'
  | 'removed'
  | 'cancelled'
  | 'lost'
  | 'session'
  | 'signIn'
  | 'wait'
  | 'unsent'
  | 'pastedName'
  | 'cancel'
  | 'retry'
  | 'remove'
  | 'tooLarge'
  | 'byte'
  | 'bytes',
  string
> & { units: string[] };

/** Writes a size as the pages do: « 340 Kio », « 1,2 Mio ». */
export function sizeWords(bytes: number, { byte, bytes: several, units }: FileWords): string {
  const { lang } = document.documentElement;
  const power = bytes < 1024 ? 0 : Math.min(3, Math.floor(Math.log2(bytes) / 10));
  const size = bytes / 1024 ** power;
  const shown = size.toLocaleString(lang, {
    maximumFractionDigits: size < 10 ? 1 : 0,
  });
  // In French nothing is one thing: « 0 octet ».
  const small = new Intl.PluralRules(lang).select(bytes) === 'one' ? byte : several;
  return (power === 0 ? small : (units[power - 1] ?? small)).replace('%size', shown);
}

/** A piece of the page, written by the script. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  look: string,
  ...content: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  made.className = look;
  made.append(...content);
  return made;
}

/** The line of a file on its way: how far it is, or why it did not arrive, and what can be done. */
export class UploadLine {
  readonly element: HTMLLIElement;
  private readonly facts = element('span', 'file-facts');
  private readonly buttons = element('span', 'file-buttons');
  private readonly progress = document.createElement('progress');
  private readonly percent = element('span', 'file-percent');
  private readonly words: FileWords;
  private readonly name: string;

  constructor(file: File, { words, icon }: { words: FileWords; icon: Node | string }) {
    this.words = words;
    this.name = file.name;
    const name = element('bdi', 'file-name', file.name);
    const size = element('span', '', sizeWords(file.size, words));
    this.element = element(
      'li',
      'file',
      element('span', 'file-picture', icon),
      element('span', 'file-words', name, size, this.facts),
      this.buttons,
    );
    this.progress.max = 100;
    this.progress.setAttribute('aria-label', words.sending.replace('%name', file.name));
  }

  /** On its way: a bar, and a way to stop it. */
  sending(cancel: () => void): void {
    this.element.dataset['state'] = 'sending';
    this.advance(0);
    this.facts.replaceChildren(this.progress, this.percent);
    this.buttons.replaceChildren(this.button(this.words.cancel, cancel));
  }

  advance(percent: number): void {
    this.progress.value = percent;
    this.percent.textContent = this.words.progress.replace('%percent', String(percent));
  }

  /** Not arrived: why, and what can be done about it. */
  failed(why: string, { retry, remove }: { retry?: () => void; remove: () => void }): void {
    this.element.dataset['state'] = 'failed';
    this.facts.replaceChildren(element('span', 'file-problem', why));
    this.buttons.replaceChildren(
      ...(retry ? [this.button(this.words.retry, retry)] : []),
      this.button(this.words.remove, remove),
    );
  }

  /** Where to sign in, without leaving this page. */
  offerSignIn(url: string): void {
    const link = element('a', 'ds-link', this.words.signIn);
    link.href = url;
    link.target = '_blank';
    this.facts.append(link);
  }

  focus(): void {
    this.buttons.querySelector('button')?.focus();
  }

  private button(words: string, press: () => void): HTMLButtonElement {
    const hidden = element('span', 'ds-sr-only', ` ${this.name}`);
    const made = element('button', 'ds-button', words, hidden);
    made.type = 'button';
    made.dataset['variant'] = 'tertiary';
    made.dataset['size'] = 'sm';
    made.addEventListener('click', press);
    return made;
  }
}
