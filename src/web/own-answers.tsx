import type { ComponentChildren } from 'preact';
import type { Answer } from '../domain/catalogue/answers.ts';
import type { OwnField } from '../domain/catalogue/form.ts';
import type { OwnAnswers } from '../domain/tickets/ticket-queries.ts';
import { formatDate } from '../platform/text/dates.ts';
import { formatNumber } from '../platform/text/numbers.ts';
import { displayName } from '../platform/text/people.ts';
import { PlainText } from '../ui/arrangement.tsx';
import { LinkedText } from '../ui/linkify.tsx';
import { Card, type Description, DescriptionList } from '../ui/surface.tsx';
import { DeskWords, deskLang } from './desk-lang.tsx';
import { AttachedFiles } from './file-fields.tsx';
import type { PageContext } from './layout/page-context.ts';

function valueOf(
  field: OwnField,
  answer: Answer,
  { ctx, own }: { ctx: PageContext; own: OwnAnswers },
): ComponentChildren {
  const { t, lang } = ctx;
  switch (field.kind) {
    case 'text':
    case 'long_text':
      return <LinkedText text={typeof answer === 'string' ? answer : ''} />;
    case 'number':
      return [formatNumber(Number(answer), lang), field.unit].filter(Boolean).join(' ');
    case 'date':
      return typeof answer === 'string' ? formatDate(Temporal.PlainDate.from(answer)) : '';
    case 'choice':
    case 'choices': {
      const chosen = [answer].flat();
      const labels = field.choices.filter(({ value }) => chosen.includes(value));
      return <DeskWords ctx={ctx}>{labels.map(({ label }) => label).join(', ')}</DeskWords>;
    }
    case 'yes_no':
      return t(answer === true ? 'common:answer.yes' : 'common:answer.no');
    case 'person': {
      const person = typeof answer === 'number' ? own.people[answer] : undefined;
      return person ? displayName(person) : '';
    }
    case 'place': {
      if (typeof answer !== 'object' || !('siteId' in answer)) return '';
      const site = own.sites[String(answer.siteId)];
      return <PlainText text={[site, answer.room].filter(Boolean).join(', ')} />;
    }
    case 'file':
      // Files are no answer that a ticket keeps by itself.
      return '';
  }
}

type AnswersProps = { ctx: PageContext; own: OwnAnswers; isPrinted?: boolean };

/** The answers to the nature's own questions, in the order and the words of the form that was filled. */
export function answerItems({ ctx, own, isPrinted }: AnswersProps): Description[] {
  const lang = deskLang(ctx);
  return own.fields.flatMap((field) => {
    const { code: key, label: term } = field;
    if (field.kind === 'file') {
      const files = own.files.filter((file) => file.field === key);
      const value = <AttachedFiles {...{ ctx, files, isPrinted }} label={term} />;
      return files.length === 0 ? [] : [{ key, term, lang, value }];
    }
    const answer = own.answers[key];
    if (answer === undefined) return [];
    return [{ key, term, lang, value: valueOf(field, answer, { ctx, own }) }];
  });
}

/** The answers to the nature's own questions, as a part of a ticket's page; nothing when there are none. */
export function OwnAnswersList({ title, ...answers }: AnswersProps & { title: string }) {
  const items = answerItems(answers);
  if (items.length === 0) return null;
  return (
    <Card as="section" title={title} icon="check" id="reponses">
      <DescriptionList items={items} />
    </Card>
  );
}
