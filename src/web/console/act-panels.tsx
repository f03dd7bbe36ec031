import type { JSX } from 'preact';
import { ActPanel } from '../../ui/act-bar.tsx';
import type { IconName } from '../../ui/icon.tsx';
import type { TextKey } from '../../ui/texts.ts';
import type { BenchProps } from './act-form.tsx';
import { actOfForm, draftOf, type FormName } from './act-forms.ts';
import { AskForm, ReopenForm, ResolveForm } from './answer-forms.tsx';
import { AssignForm, HoldForm, PriorityForm, TransferForm } from './sorting-forms.tsx';

type Panel = {
  form: FormName;
  icon: IconName;
  title: TextKey;
  Form: (props: BenchProps) => JSX.Element;
};

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
