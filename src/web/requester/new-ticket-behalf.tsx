import type { Person } from '../../domain/people/person.ts';
import { paths } from '../../paths.ts';
import { displayName, fullName } from '../../platform/text/people.ts';
import { Button } from '../../ui/button.tsx';
import { RadioGroup } from '../../ui/choice-field.tsx';
import { Disclosure } from '../../ui/surface.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { myself } from './new-ticket-fields.ts';
import type { NewTicketView } from './new-ticket-view.ts';

/** The button that looks for a person by name. */
export const findPersonName = '_chercher';

export type BehalfProps = {
  ctx: PageContext;
  view: NewTicketView;
  errors: Readonly<Record<string, string>>;
};

function Choices({ ctx: { t }, view, errors }: BehalfProps) {
  const { viewer, fields, beneficiary } = view;
  const { found, chosen } = beneficiary;
  const isListed = found.some(({ id }) => id === chosen?.id);
  const people: Person[] = chosen && !isListed ? [chosen, ...found] : [...found];
  return (
    <RadioGroup
      name="personne"
      label={t('filing:behalf.who')}
      value={fields.personne === '' && fields.pour.trim() === '' ? myself : fields.personne}
      error={errors['personne']}
      choices={[
        { value: myself, label: t('filing:behalf.me', { name: fullName(viewer) }) },
        ...people.map((person) => ({
          value: String(person.id),
          label: displayName(person),
          hint: person.email,
        })),
      ]}
    />
  );
}

/** « Pour le compte de »: a name, the people it may mean, a choice. */
export function Behalf(props: BehalfProps) {
  const { ctx, view, errors } = props;
  const { t } = ctx;
  const { fields, beneficiary } = view;
  const name = fields.pour.trim();
  const isUsed = name !== '' || beneficiary.chosen !== null || beneficiary.problem !== null;
  return (
    <Disclosure summary={t('filing:behalf.title')} icon="people" look="panel" open={isUsed}>
      <div class="stack">
        <TextField
          name="pour"
          label={t('filing:behalf.search')}
          hint={t('filing:behalf.hint')}
          value={fields.pour}
          error={
            errors['pour'] ??
            (name !== '' && beneficiary.found.length === 0
              ? t('filing:behalf.none', { text: name })
              : undefined)
          }
          required={false}
          autocomplete="off"
          width="medium"
          maxLength={200}
          spellcheck={false}
        />
        <div>
          <Button
            variant="secondary"
            icon="search"
            formAction={paths.newTicketDraft()}
            formNoValidate
            name={findPersonName}
            value="oui"
          >
            {t('filing:behalf.button')}
          </Button>
        </div>
        {isUsed && <Choices {...props} />}
      </div>
    </Disclosure>
  );
}
