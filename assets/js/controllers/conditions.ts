import { Controller } from '@hotwired/stimulus';
import {
  type ConditionalField,
  visibleCodes,
} from '../../../src/domain/catalogue/field-condition.ts';

/**
 * Shows the questions that the answers call for, and puts away the others: these are not sent, and what was typed in
 * them is there when they come back. What appears is said politely; the focus never moves, since a question depends
 * on those before it only.
 */
export class ConditionsController extends Controller<HTMLElement> {
  static override targets = ['question', 'status'];
  static override values = { fields: Array, added: String, more: String, removed: String };
  declare readonly questionTargets: HTMLFieldSetElement[];
  declare readonly statusTarget: HTMLElement;
  declare readonly fieldsValue: ConditionalField[];
  declare readonly addedValue: string;
  declare readonly moreValue: string;
  declare readonly removedValue: string;

  override connect(): void {
    this.show();
  }

  /** Back from another page, the browser puts the answers in again without a word. */
  restore(): void {
    this.show();
  }

  update(): void {
    const { added, removed } = this.show();
    const [first] = added;
    if (first !== undefined) {
      const words = added.length === 1 ? this.addedValue : this.moreValue;
      this.say(words.replace('%s', first));
    } else if (removed > 0) this.say(this.removedValue);
  }

  /** Brings the questions in line with the answers; tells the labels of those that came, and how many went. */
  private show(): { added: string[]; removed: number } {
    const visible = visibleCodes(this.fieldsValue, (code) => this.typed(code));
    const added: string[] = [];
    let removed = 0;
    for (const question of this.questionTargets) {
      const isAsked = visible.has(question.dataset['code'] ?? '');
      if (isAsked === !question.hidden) continue;
      question.hidden = !isAsked;
      question.disabled = !isAsked;
      if (isAsked) added.push(question.dataset['label'] ?? '');
      else removed += 1;
    }
    return { added, removed };
  }

  /** What is in the boxes of a question, asked or not. */
  private typed(code: string): string[] {
    const names = [`champ-${code}`, `champ-${code}-bureau`];
    return names.flatMap((name) =>
      [...this.element.querySelectorAll<HTMLInputElement>(`[name="${name}"]`)]
        .filter(({ type, checked }) => checked || !['radio', 'checkbox'].includes(type))
        .map(({ value }) => value),
    );
  }

  private say(words: string): void {
    if (this.statusTarget.textContent !== words) this.statusTarget.textContent = words;
  }
}
