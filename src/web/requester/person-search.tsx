import type { Person } from '../../domain/people/person.ts';
import { paths } from '../../paths.ts';
import { displayName } from '../../platform/text/people.ts';
import { Button } from '../../ui/button.tsx';
import { type Choice, RadioGroup } from '../../ui/choice-field.tsx';
import type { FieldBase } from '../../ui/field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { PageContext } from '../layout/page-context.ts';

/** The button that looks for a person by name; its value says which box of the form the name is in. */
export const findPersonName = '_chercher';

export type PersonSearchProps = {
  ctx: PageContext;
  /** The box of the name. */
  search: FieldBase & { value: string };
  /** The people it may mean, and what may be ticked besides; nothing to tick when null. */
  choice:
    | (FieldBase & {
        value: string;
        people: readonly Person[];
        /** More people have this name than are listed. */
        hasMore: boolean;
        others: Choice[];
      })
    | null;
};

/** Names somebody: a name, the people it may mean, a choice. */
export function PersonSearch({ ctx: { t }, search, choice }: PersonSearchProps) {
  return (
    <div class="stack">
      <TextField {...search} autocomplete="off" width="medium" maxLength={200} spellcheck={false} />
      <div>
        <Button
          variant="secondary"
          icon="search"
          formAction={paths.newTicketDraft()}
          formNoValidate
          name={findPersonName}
          value={search.name}
        >
          {t('filing:behalf.button')}
        </Button>
      </div>
      {choice && (
        <RadioGroup
          {...choice}
          hint={choice.hasMore ? t('filing:behalf.more') : undefined}
          choices={[
            ...choice.others,
            ...choice.people.map((person) => ({
              value: String(person.id),
              label: displayName(person),
              hint: person.email,
            })),
          ]}
        />
      )}
    </div>
  );
}

/** Whoever was chosen stays in the list, found again or not. */
export function withChosen(found: readonly Person[], chosen: Person | null): readonly Person[] {
  const isListed = found.some(({ id }) => id === chosen?.id);
  return chosen && !isListed ? [chosen, ...found] : found;
}
