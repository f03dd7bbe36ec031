import { Button } from '../../ui/button.tsx';
import { TextArea } from '../../ui/text-field.tsx';
import type { TextKey } from '../../ui/texts.ts';
import { ActForm, type BenchProps, fieldOf, isStale } from './act-form.tsx';
import type { FormName } from './act-forms.ts';
import { AlsoTake, claims } from './also-take.tsx';

/** The words of the button that sends: « Envoyer quand même » once the new messages have been shown. */
export function sendLabel({ ctx, returned }: BenchProps, form: FormName, usual: TextKey): string {
  return ctx.t(isStale(returned, form) ? 'console:compose.sendAnyway' : usual);
}

/** Asks the requester for what is missing, one thing a line if need be. */
export function AskForm(props: BenchProps) {
  const { ctx, bench } = props;
  const { t } = ctx;
  const claimed = claims(bench);
  return (
    <ActForm
      {...props}
      form="question"
      label={t('console:panel.ask')}
      actions={
        <>
          {!claimed && (
            <Button icon="send">{sendLabel(props, 'question', 'console:panel.askSend')}</Button>
          )}
          <AlsoTake
            {...{ ctx, bench }}
            take="console:panel.takeAndAsk"
            takeOver="console:panel.takeOverAndAsk"
            variant={claimed ? 'primary' : 'secondary'}
          />
        </>
      }
    >
      <TextArea
        {...fieldOf(props, 'question', 'texte')}
        label={t('console:panel.askText')}
        hint={t('console:panel.askHint')}
        rows={4}
        required
      />
      <TextArea
        {...fieldOf(props, 'question', 'manquants')}
        label={t('console:panel.askItems')}
        hint={t('console:panel.askItemsHint')}
        rows={3}
        required={false}
      />
    </ActForm>
  );
}

/** Gives the answer that resolves the ticket. */
export function ResolveForm(props: BenchProps) {
  const { ctx, bench } = props;
  const { t } = ctx;
  const claimed = claims(bench);
  return (
    <ActForm
      {...props}
      form="resolution"
      label={t('console:panel.resolve')}
      actions={
        <>
          {!claimed && (
            <Button icon="checkCircle">
              {sendLabel(props, 'resolution', 'console:panel.resolveSend')}
            </Button>
          )}
          <AlsoTake
            {...{ ctx, bench }}
            take="console:panel.takeAndResolve"
            takeOver="console:panel.takeOverAndResolve"
            variant={claimed ? 'primary' : 'secondary'}
          />
        </>
      }
    >
      <TextArea
        {...fieldOf(props, 'resolution', 'texte')}
        label={t('console:panel.resolveText')}
        hint={t('console:panel.resolveHint')}
        rows={5}
        required
      />
    </ActForm>
  );
}

/** Puts the ticket back to work, and says why. */
export function ReopenForm(props: BenchProps) {
  const { t } = props.ctx;
  return (
    <ActForm
      {...props}
      form="reopening"
      label={t('console:panel.reopen')}
      actions={<Button icon="undo">{t('console:panel.reopenSend')}</Button>}
    >
      <TextArea
        {...fieldOf(props, 'reopening', 'texte')}
        label={t('console:panel.reopenText')}
        hint={t('console:panel.reopenHint')}
        rows={3}
        required
      />
    </ActForm>
  );
}
