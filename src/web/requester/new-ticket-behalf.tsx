import { fullName } from '../../platform/text/people.ts';
import { Disclosure } from '../../ui/surface.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { myself } from './new-ticket-fields.ts';
import type { NewTicketView } from './new-ticket-view.ts';
import { PersonSearch, type PersonSearchProps, withChosen } from './person-search.tsx';

export type BehalfProps = {
  ctx: PageContext;
  view: NewTicketView;
  errors: Readonly<Record<string, string>>;
};

/** They looked for their own name, and did not choose themselves yet. */
const isSelf = ({ problem }: NewTicketView['beneficiary']): boolean =>
  problem?.text === 'filing:behalf.self';

function choiceOf({ ctx: { t }, view, errors }: BehalfProps): PersonSearchProps['choice'] {
  const { viewer, fields, beneficiary } = view;
  return {
    name: 'personne',
    label: t('filing:behalf.who'),
    value: fields.personne === '' && fields.pour.trim() === '' ? myself : fields.personne,
    error: errors['personne'] ?? (isSelf(beneficiary) ? t('filing:behalf.self') : undefined),
    people: withChosen(beneficiary.found, beneficiary.chosen),
    hasMore: beneficiary.hasMore,
    others: [{ value: myself, label: t('filing:behalf.me', { name: fullName(viewer) }) }],
  };
}

/** « Pour le compte de »: oneself, or somebody looked for by name. */
export function Behalf(props: BehalfProps) {
  const { ctx, view, errors } = props;
  const { t } = ctx;
  const { fields, beneficiary } = view;
  const name = fields.pour.trim();
  const isUsed = name !== '' || beneficiary.chosen !== null || beneficiary.problem !== null;
  const isUnknown = beneficiary.problem?.text === 'filing:behalf.none';
  return (
    <Disclosure summary={t('filing:behalf.title')} icon="people" look="panel" open={isUsed}>
      <PersonSearch
        ctx={ctx}
        search={{
          name: 'pour',
          label: t('filing:behalf.search'),
          hint: t('filing:behalf.hint'),
          value: fields.pour,
          error:
            errors['pour'] ?? (isUnknown ? t('filing:behalf.none', { text: name }) : undefined),
          required: false,
        }}
        choice={isUsed ? choiceOf(props) : null}
      />
    </Disclosure>
  );
}
