import { priorities } from '../../domain/tickets/ticket.ts';
import { displayName } from '../../platform/text/people.ts';
import { ActPanel } from '../../ui/act-bar.tsx';
import { Button } from '../../ui/button.tsx';
import { SelectField } from '../../ui/choice-field.tsx';
import type { IconName } from '../../ui/icon.tsx';
import { DateField, TextArea } from '../../ui/text-field.tsx';
import type { TextKey } from '../../ui/texts.ts';
import { ActForm, type BenchProps, fieldOf, isStale } from './act-form.tsx';
import { actOfForm, draftOf, type FormName } from './act-forms.ts';
import { AlsoTake, claims } from './also-take.tsx';

type Panel = {
  form: FormName;
  icon: IconName;
  title: TextKey;
  Form: (props: BenchProps) => preact.JSX.Element;
};

/** The words of the button that sends: « Envoyer quand même » once the new messages have been shown. */
function sendLabel({ ctx, returned }: BenchProps, form: FormName, usual: TextKey): string {
  return ctx.t(isStale(returned, form) ? 'console:compose.sendAnyway' : usual);
}

function AskForm(props: BenchProps) {
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
            take="panel.takeAndAsk"
            takeOver="panel.takeOverAndAsk"
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

function HoldForm(props: BenchProps) {
  const { ctx, bench } = props;
  const { t } = ctx;
  const { holdReasons } = bench.choices;
  const dated = holdReasons.filter((reason) => reason.needsDate).map(({ name }) => name);
  return (
    <ActForm
      {...props}
      form="hold"
      label={t('console:panel.hold')}
      actions={
        <Button icon="pause">
          {sendLabel(
            props,
            'hold',
            claims(bench) ? 'console:panel.takeAndHold' : 'console:panel.holdSend',
          )}
        </Button>
      }
    >
      <SelectField
        {...fieldOf(props, 'hold', 'motif')}
        label={t('console:panel.holdReason')}
        required
        choices={holdReasons.map(({ id, name, stopsClock }) => ({
          value: String(id),
          label: `${name} (${t(stopsClock ? 'console:panel.stops' : 'console:panel.runs')})`,
        }))}
      />
      <DateField
        {...fieldOf(props, 'hold', 'jusquau')}
        label={t('console:panel.holdUntil')}
        hint={
          dated.length > 0
            ? t('console:panel.holdUntilHint', { reasons: dated.join(', ') })
            : t('console:panel.holdUntilOptional')
        }
      />
      <TextArea
        {...fieldOf(props, 'hold', 'texte')}
        label={t('console:panel.holdText')}
        rows={3}
        required={false}
      />
    </ActForm>
  );
}

function ResolveForm(props: BenchProps) {
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
            take="panel.takeAndResolve"
            takeOver="panel.takeOverAndResolve"
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

function TransferForm(props: BenchProps) {
  const { ctx, bench } = props;
  const { t } = ctx;
  const { categories, teams } = bench.choices.transfer;
  const others = categories.filter(({ id }) => id !== bench.ticket.categoryId);
  const families = [...new Set(others.map(({ familyName }) => familyName))];
  return (
    <ActForm
      {...props}
      form="transfer"
      label={t('console:panel.transfer')}
      actions={<Button icon="transfer">{t('console:panel.transferSend')}</Button>}
    >
      <SelectField
        {...fieldOf(props, 'transfer', 'nature')}
        label={t('console:panel.transferCategory')}
        hint={t('console:panel.transferCategoryHint')}
        emptyLabel={t('console:panel.transferCategoryKeep', { name: bench.ticket.categoryName })}
        groups={families.map((family) => ({
          label: family,
          choices: others
            .filter(({ familyName }) => familyName === family)
            .map(({ id, name, teamCode }) => ({
              value: String(id),
              label: t('console:panel.routed', { category: name, team: teamCode }),
            })),
        }))}
      />
      <SelectField
        {...fieldOf(props, 'transfer', 'equipe')}
        label={t('console:panel.transferTeam')}
        emptyLabel={t('console:panel.transferTeamAuto')}
        choices={teams.map(({ id, code, name }) => ({
          value: String(id),
          label:
            id === bench.ticket.teamId
              ? t('console:panel.transferTeamCurrent', { team: code })
              : `${code} – ${name}`,
        }))}
      />
      <TextArea
        {...fieldOf(props, 'transfer', 'raison')}
        label={t('console:panel.transferReason')}
        hint={t('console:panel.transferReasonHint')}
        rows={3}
        required
      />
    </ActForm>
  );
}

function AssignForm(props: BenchProps) {
  const { ctx, bench } = props;
  const { t } = ctx;
  const { state, holder, assignee } = bench.ticket;
  const present = state === 'awaiting' ? assignee : holder;
  const people = bench.choices.colleagues.filter(({ personId }) => personId !== present?.id);
  return (
    <ActForm
      {...props}
      form="assignment"
      label={t('console:panel.assign')}
      actions={<Button icon="person">{t('console:panel.assignSend')}</Button>}
    >
      <SelectField
        {...fieldOf(props, 'assignment', 'personne')}
        label={t('console:panel.assignTo')}
        hint={t(state === 'awaiting' ? 'console:panel.assignHint' : 'console:panel.assignHeldHint')}
        required
        choices={people.map((person) => ({
          value: String(person.personId),
          label: displayName(person),
        }))}
      />
    </ActForm>
  );
}

function PriorityForm(props: BenchProps) {
  const { ctx, bench } = props;
  const { t } = ctx;
  const others = priorities.toReversed().filter((priority) => priority !== bench.ticket.priority);
  return (
    <ActForm
      {...props}
      form="priority"
      label={t('console:panel.priority')}
      actions={<Button icon="flag">{t('console:panel.prioritySend')}</Button>}
    >
      <SelectField
        {...fieldOf(props, 'priority', 'priorite')}
        label={t('console:panel.priorityTo')}
        hint={t('console:panel.priorityHint')}
        required
        choices={others.map((priority) => ({
          value: priority,
          label: t(`common:priority.${priority}`),
        }))}
      />
    </ActForm>
  );
}

function ReopenForm(props: BenchProps) {
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

const panels: readonly Panel[] = [
  { form: 'resolution', icon: 'checkCircle', title: 'console:panel.resolve', Form: ResolveForm },
  { form: 'question', icon: 'question', title: 'console:panel.ask', Form: AskForm },
  { form: 'hold', icon: 'pause', title: 'console:panel.hold', Form: HoldForm },
  { form: 'reopening', icon: 'undo', title: 'console:panel.reopen', Form: ReopenForm },
  { form: 'transfer', icon: 'transfer', title: 'console:panel.transfer', Form: TransferForm },
  { form: 'assignment', icon: 'person', title: 'console:panel.assign', Form: AssignForm },
  { form: 'priority', icon: 'flag', title: 'console:panel.priority', Form: PriorityForm },
];

/** The panel to open: the form that came back, else the one something was last being typed in. */
function openForm({ bench, returned }: BenchProps): FormName | null {
  if (returned !== null) return returned.form;
  const drafts = bench.drafts.map(({ place }) => place);
  const [latest] = panels
    .filter(({ form }) => draftOf(bench, form) !== null)
    .sort(
      (a, b) =>
        drafts.indexOf(draftOf(bench, a.form)?.place ?? '') -
        drafts.indexOf(draftOf(bench, b.form)?.place ?? ''),
    );
  return latest?.form ?? null;
}

/** The acts that need a few words, each in a panel that opens in place. */
export function ActPanels(props: BenchProps) {
  const { ctx, bench } = props;
  const open = openForm(props);
  return (
    <>
      {panels
        .filter(({ form }) => bench.acts.includes(actOfForm[form]))
        .map(({ form, icon, title, Form }) => (
          <ActPanel
            key={form}
            id={`acte-${form}`}
            summary={ctx.t(title)}
            icon={icon}
            open={open === form}
          >
            <Form {...props} />
          </ActPanel>
        ))}
    </>
  );
}

/** The forms that a panel or a composer shows; the others are one button. */
export const writtenForms: ReadonlySet<FormName> = new Set<FormName>([
  'reply',
  'note',
  ...panels.map(({ form }) => form),
]);
