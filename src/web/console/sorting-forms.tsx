import { priorities } from '../../domain/tickets/ticket.ts';
import { displayName } from '../../platform/text/people.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField } from '../../ui/choice-field.tsx';
import { DateField, TextArea } from '../../ui/text-field.tsx';
import { deskLang } from '../desk-lang.tsx';
import { ActForm, type BenchProps, fieldOf } from './act-form.tsx';
import { claims } from './also-take.tsx';
import { sendLabel } from './answer-forms.tsx';

/** Makes the ticket wait: why, until when, and what the requester will read. */
export function HoldForm(props: BenchProps) {
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

/** Sends the ticket where it should have gone: each nature tells the team it leads to. */
export function TransferForm(props: BenchProps) {
  const { ctx, bench } = props;
  const { t } = ctx;
  const { categories, teams } = bench.choices.transfer;
  const others = categories.filter(({ id }) => id !== bench.ticket.categoryId);
  const lang = deskLang(ctx);
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
          lang,
          choices: others
            .filter(({ familyName }) => familyName === family)
            .map(({ id, name, teamCode }) => ({
              value: String(id),
              lang,
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

/** Hands the ticket to a person of the team. */
export function AssignForm(props: BenchProps) {
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

/** Changes how pressing the ticket is. */
export function PriorityForm(props: BenchProps) {
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
