import type { ComponentChildren } from 'preact';
import { paths } from '../../paths.ts';
import { Button } from '../../ui/button.tsx';
import { type ChoiceGroup, SelectField } from '../../ui/choice-field.tsx';
import { richText } from '../../ui/rich-text.tsx';
import { Disclosure } from '../../ui/surface.tsx';
import { deskLang } from '../desk-lang.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { AnnouncedWords } from './announced-delay.tsx';
import { conditionWords } from './catalogue-links.tsx';
import { Promised, TeamName } from './catalogue-nature-page.tsx';
import type { NewTicketView } from './new-ticket-view.ts';

/** The button that carries everything typed to the form of another nature; without a value, to the one selected. */
export const changeNatureName = '_changer';
/** Where another nature is selected. */
export const otherNatureName = 'autre';

type ChangeProps = {
  slug: string;
  name: string;
  hint?: ComponentChildren;
  lang?: string | undefined;
  ctx: PageContext;
};

function ChangeTo({ slug, name, hint, lang, ctx: { t } }: ChangeProps) {
  return (
    <li class="cluster">
      <Button
        variant="secondary"
        size="sm"
        icon="swap"
        formAction={paths.newTicketDraft()}
        formNoValidate
        name={changeNatureName}
        value={slug}
        aria-label={`${t('filing:team.changeTo')} ${name}`}
      >
        {lang === undefined ? name : <span lang={lang}>{name}</span>}
      </Button>
      {hint !== undefined && <span class="muted">{hint}</span>}
    </li>
  );
}

function groupsOf({ catalogue, category }: NewTicketView, lang: string | undefined): ChoiceGroup[] {
  return catalogue.families.map((family) => ({
    label: family.name,
    lang,
    choices: family.categories
      .filter(({ id }) => id !== category.id)
      .map(({ slug, name }) => ({ value: slug, label: name, lang })),
  }));
}

/** « Cette demande sera confiée à … Ce n’est pas cela ? » and the other natures, everything typed kept. */
export function NatureChoice({ ctx, view }: { ctx: PageContext; view: NewTicketView }) {
  const { t } = ctx;
  const { category, catalogue, team, nearest, announced } = view;
  const { unknown } = catalogue;
  return (
    <div class="card" data-tone="accent">
      <p lang={deskLang(ctx)}>{category.description}</p>
      {category.active && (
        <>
          <p>
            {richText(t, 'filing:team.sentTo', {
              team: <TeamName key="team" ctx={ctx} team={team} />,
            })}
          </p>
          <AnnouncedWords ctx={ctx} announced={announced} />
          <Promised ctx={ctx} due={announced.due} />
        </>
      )}
      <Disclosure summary={t('filing:team.notThat')} icon="swap" open={!category.active}>
        <div class="stack" data-gap="sm">
          <p class="muted">{t('filing:team.keep')}</p>
          <ul class="plain-list">
            {nearest.map((near) => (
              <ChangeTo
                key={near.category.id}
                ctx={ctx}
                slug={near.category.slug}
                name={near.category.name}
                lang={deskLang(ctx)}
                hint={near.condition === null ? undefined : conditionWords(near.condition, ctx)}
              />
            ))}
            {unknown !== null && unknown.id !== category.id && (
              <ChangeTo
                ctx={ctx}
                slug={unknown.slug}
                name={t('filing:team.unknown')}
                hint={t('filing:team.unknownHint')}
              />
            )}
          </ul>
          <div class="form--inline">
            <SelectField
              name={otherNatureName}
              label={t('filing:team.other')}
              groups={groupsOf(view, deskLang(ctx))}
              width="medium"
            />
            <Button
              variant="secondary"
              formAction={paths.newTicketDraft()}
              formNoValidate
              name={changeNatureName}
              value=""
            >
              {t('filing:team.change')}
            </Button>
          </div>
        </div>
      </Disclosure>
    </div>
  );
}
