import { fullName } from '../../platform/text/people.ts';
import { Composer } from '../../ui/act-bar.tsx';
import { Button } from '../../ui/button.tsx';
import { TextArea } from '../../ui/text-field.tsx';
import { ActForm, type BenchProps, fieldOf, isStale } from './act-form.tsx';
import { rescuedText, rescueForm } from './act-forms.ts';
import { AlsoTake } from './also-take.tsx';

/** What a composer holds: its own text, or that of an act that is no longer possible. */
function textOf(props: BenchProps, form: 'reply' | 'note') {
  const { bench, returned } = props;
  const field = fieldOf(props, form, 'texte');
  if (returned === null || rescueForm(returned, bench.acts) !== form) return field;
  return { ...field, value: rescuedText(bench, returned, form) };
}

function ReplyComposer(props: BenchProps) {
  const { ctx, bench, returned } = props;
  const { t } = ctx;
  const name = fullName(bench.ticket.requester);
  const send = isStale(returned, 'reply')
    ? t('console:compose.sendAnyway')
    : t('console:compose.replySend', { name });
  return (
    <Composer
      kind="reply"
      id="repondre"
      title={t('console:compose.reply')}
      audience={t('console:compose.replyAudience', { name })}
    >
      <ActForm
        {...props}
        form="reply"
        label={t('console:compose.reply')}
        actions={
          <>
            <Button icon="send">{send}</Button>
            <AlsoTake
              bench={bench}
              take="console:compose.takeAndReply"
              takeOver="console:compose.takeOverAndReply"
              ctx={ctx}
            />
          </>
        }
      >
        <TextArea
          {...textOf(props, 'reply')}
          label={t('console:compose.replyText')}
          hint={bench.ticket.state === 'awaiting' ? t('console:compose.claims') : undefined}
          rows={5}
        />
      </ActForm>
    </Composer>
  );
}

function NoteComposer(props: BenchProps) {
  const { ctx, bench } = props;
  const { t } = ctx;
  const name = fullName(bench.ticket.requester);
  return (
    <Composer
      kind="note"
      id="noter"
      title={t('console:compose.note')}
      audience={t('console:compose.noteAudience', { name })}
    >
      <ActForm
        {...props}
        form="note"
        label={t('console:compose.note')}
        actions={
          <Button variant="note" icon="eyeOff">
            {t('console:compose.noteSend')}
          </Button>
        }
      >
        <TextArea {...textOf(props, 'note')} label={t('console:compose.noteText')} rows={3} />
      </ActForm>
    </Composer>
  );
}

/** Where one writes on a ticket: to the requester, or to the teams only; never the same place, look nor words. */
export function Composers(props: BenchProps) {
  const { acts } = props.bench;
  return (
    <>
      {acts.includes('reply') && <ReplyComposer {...props} />}
      {acts.includes('note') && <NoteComposer {...props} />}
    </>
  );
}
