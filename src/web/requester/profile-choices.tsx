import {
  followedTopics,
  type NoticeTopic,
  workedTopics,
} from '../../domain/notifications/notice-topics.ts';
import { paths } from '../../paths.ts';
import { Button } from '../../ui/button.tsx';
import { CheckboxGroup, RadioGroup } from '../../ui/choice-field.tsx';
import { Form, FormActions } from '../../ui/form.tsx';
import type { TextKey } from '../../ui/texts.ts';
import type { ProfilePageProps } from './profile-page.tsx';

/** What one wants to be told of. */
export function NoticesForm(props: ProfilePageProps) {
  const { ctx, profile } = props;
  const { t } = ctx;
  const works = workedTopics.some((topic) => profile.topics.includes(topic));
  return (
    <Form
      action={paths.noticeChoice()}
      csrf={ctx.csrfToken}
      label={t('profile:notices.title')}
      guard
    >
      <Topics {...props} id="topics" label="profile:notices.followed" topics={followedTopics} />
      {works && (
        <Topics
          {...props}
          id="worked-topics"
          label="profile:notices.worked"
          topics={workedTopics}
        />
      )}
      <FormActions>
        <Button icon="save">{t('profile:notices.save')}</Button>
      </FormActions>
    </Form>
  );
}

type TopicsProps = ProfilePageProps & {
  id: string;
  label: TextKey;
  topics: readonly NoticeTopic[];
};

function Topics({ ctx, profile, wanted, errors = {}, id, label, topics }: TopicsProps) {
  const { t } = ctx;
  return (
    <CheckboxGroup
      name="topics"
      id={id}
      label={t(label)}
      error={id === 'topics' ? errors['topics'] : undefined}
      values={wanted ?? topics.filter((topic) => !profile.refused.includes(topic))}
      choices={topics.map((topic) => ({
        value: topic,
        label: t(`profile:notices.topic.${topic}`),
      }))}
    />
  );
}

/** How pages should be. */
export function DisplayForm({ ctx, profile, display, errors = {} }: ProfilePageProps) {
  const { t } = ctx;
  const { language, preferences } = profile;
  const { colorScheme, density, shortcuts } = preferences;
  const known = { language, colorScheme, density, shortcuts: shortcuts ? 'on' : 'off' };
  const values: Record<string, string> = { ...known, ...display };
  const radio = (name: keyof typeof known, words: readonly [string, TextKey][], hint?: TextKey) => (
    <RadioGroup
      name={name}
      label={t(`profile:display.${name}`)}
      hint={hint && t(hint)}
      value={values[name]}
      error={errors[name]}
      inline
      choices={words.map(([value, label]) => ({ value, label: t(label) }))}
    />
  );
  return (
    <Form
      action={paths.preferences()}
      csrf={ctx.csrfToken}
      label={t('profile:display.title')}
      guard
    >
      {radio('language', languageChoices, 'profile:display.languageHint')}
      {radio('colorScheme', schemeChoices)}
      {radio('density', densityChoices, 'profile:display.densityHint')}
      {radio('shortcuts', switchChoices, 'profile:display.shortcutsHint')}
      <FormActions>
        <Button icon="save">{t('profile:display.save')}</Button>
      </FormActions>
    </Form>
  );
}

const languageChoices = [
  ['fr', 'profile:display.languages.fr'],
  ['en', 'profile:display.languages.en'],
] as const satisfies [string, TextKey][];
const schemeChoices = [
  ['auto', 'profile:display.schemes.auto'],
  ['light', 'profile:display.schemes.light'],
  ['dark', 'profile:display.schemes.dark'],
] as const satisfies [string, TextKey][];
const densityChoices = [
  ['auto', 'profile:display.densities.auto'],
  ['comfortable', 'profile:display.densities.comfortable'],
  ['compact', 'profile:display.densities.compact'],
] as const satisfies [string, TextKey][];
const switchChoices = [
  ['off', 'profile:display.switches.off'],
  ['on', 'profile:display.switches.on'],
] as const satisfies [string, TextKey][];
