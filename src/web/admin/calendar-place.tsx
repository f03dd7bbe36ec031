import { HOLIDAY_ZONES, type HolidayZone } from '../../domain/calendar/holidays.ts';
import { paths } from '../../paths.ts';
import { Button } from '../../ui/button.tsx';
import { RadioGroup, SelectField } from '../../ui/choice-field.tsx';
import { FieldRow, Form, FormActions } from '../../ui/form.tsx';
import { DescriptionList } from '../../ui/surface.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { T } from '../../ui/texts.ts';
import { calendarLimits, noHolidays } from './calendar-fields.ts';
import type { CalendarPageProps } from './calendar-page.tsx';

/** The clock of each place that has public holidays of its own; Alsace-Moselle has that of Paris. */
const clocks: Record<Exclude<HolidayZone, 'alsace-moselle'>, string> = {
  metropole: 'Europe/Paris',
  'la-reunion': 'Indian/Reunion',
  guadeloupe: 'America/Guadeloupe',
  martinique: 'America/Martinique',
  guyane: 'America/Cayenne',
  mayotte: 'Indian/Mayotte',
  'saint-barthelemy': 'America/St_Barthelemy',
  'saint-martin': 'America/Marigot',
  'saint-pierre-et-miquelon': 'America/Miquelon',
  'nouvelle-caledonie': 'Pacific/Noumea',
  'polynesie-francaise': 'Pacific/Tahiti',
  'wallis-et-futuna': 'Pacific/Wallis',
};

function clockChoices(current: string, t: T) {
  const places = Object.entries(clocks) as [keyof typeof clocks, string][];
  const choices = places.map(([place, value]) => ({
    value,
    label: `${t(`calendar:zone.${place}`)} (${value})`,
  }));
  const isListed = choices.some(({ value }) => value === current);
  return isListed ? choices : [...choices, { value: current, label: current }];
}

/** What a calendar is called, where it is, whether people work there on public holidays. */
export function PlaceForm({ ctx, calendar, fields, errors = {} }: CalendarPageProps) {
  const { t, csrfToken } = ctx;
  return (
    <Form
      action={paths.calendarEditing(calendar.id)}
      csrf={csrfToken}
      hidden={{ version: calendar.version }}
    >
      <TextField
        name="nom"
        label={t('calendar:place.name')}
        value={fields['nom']}
        error={errors['nom']}
        maxLength={calendarLimits.nom}
        width="medium"
        required
      />
      <FieldRow>
        <SelectField
          name="fuseau"
          label={t('calendar:place.timeZone')}
          value={fields['fuseau']}
          error={errors['fuseau']}
          emptyLabel={null}
          choices={clockChoices(calendar.stored.timeZone, t)}
        />
        <SelectField
          name="zone"
          label={t('calendar:place.holidayZone')}
          value={fields['zone']}
          error={errors['zone']}
          emptyLabel={null}
          choices={[
            ...HOLIDAY_ZONES.map((value) => ({ value, label: t(`calendar:zone.${value}`) })),
            { value: noHolidays, label: t('calendar:place.noHolidays') },
          ]}
        />
      </FieldRow>
      <RadioGroup
        name="pentecote"
        label={t('calendar:place.pentecost')}
        value={fields['pentecote']}
        error={errors['pentecote']}
        choices={[
          { value: 'ferie', label: t('calendar:place.pentecostOff') },
          { value: 'travaille', label: t('calendar:place.pentecostWorked') },
        ]}
        inline
      />
      <FormActions>
        <Button icon="save">{t('calendar:place.save')}</Button>
      </FormActions>
    </Form>
  );
}

/** The same, for those who only read it. */
export function PlaceTold({ ctx: { t }, calendar: { stored } }: CalendarPageProps) {
  const { timeZone, holidayZone, pentecostWorked } = stored;
  return (
    <DescriptionList
      items={[
        { term: t('calendar:place.timeZone'), value: timeZone },
        {
          term: t('calendar:place.holidayZone'),
          value: t(
            holidayZone === null ? 'calendar:place.noHolidays' : `calendar:zone.${holidayZone}`,
          ),
        },
        {
          term: t('calendar:place.pentecost'),
          value: t(
            pentecostWorked ? 'calendar:place.pentecostWorked' : 'calendar:place.pentecostOff',
          ),
        },
      ]}
    />
  );
}
