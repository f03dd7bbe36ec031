import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { easterSunday, HOLIDAY_ZONES, type HolidayCode, holidaysOf } from './holidays.ts';

const PUBLISHED = new URL('../../../../shared/data/holidays-fr/', import.meta.url);
const skip = existsSync(PUBLISHED) ? false : 'the published holidays are not on this machine';

const PUBLISHED_NAMES: Record<HolidayCode, string> = {
  new_year: '1er janvier',
  good_friday: 'Vendredi saint',
  easter_monday: 'Lundi de Pâques',
  labour_day: '1er mai',
  victory_1945: '8 mai',
  ascension: 'Ascension',
  whit_monday: 'Lundi de Pentecôte',
  national_day: '14 juillet',
  assumption: 'Assomption',
  all_saints: 'Toussaint',
  armistice_1918: '11 novembre',
  christmas: 'Jour de Noël',
  boxing_day: '2ème jour de Noël',
  abolition_of_slavery: "Abolition de l'esclavage",
};

for (const zone of HOLIDAY_ZONES) {
  test(`the holidays of ${zone} are every published row, and no other`, { skip }, () => {
    const file = readFileSync(new URL(`jours_feries_${zone}.csv`, PUBLISHED), 'utf8');
    const published = file
      .trim()
      .split(/\r?\n/)
      .slice(1)
      .map((line) => line.split(','))
      .map(([date, , , name]) => `${date} ${name}`);
    const years = [...new Set(published.map((row) => Number(row.slice(0, 4))))];
    assert.ok(years.length >= 26);
    const computed = years
      .flatMap((year) => holidaysOf(zone, year))
      .map(({ date, code }) => `${date} ${PUBLISHED_NAMES[code]}`);
    assert.deepEqual(computed.sort(), published.sort());
  });
}

test('two holidays may share a day', () => {
  const firstOfMay = holidaysOf('metropole', 2008).filter(({ date }) => `${date}` === '2008-05-01');
  assert.deepEqual(firstOfMay.map(({ code }) => code).sort(), ['ascension', 'labour_day']);
});

test('Easter falls where the almanacs put it, at both ends of its range too', () => {
  const almanac = [
    '1818-03-22',
    '1943-04-25',
    '2000-04-23',
    '2024-03-31',
    '2038-04-25',
    '2285-03-22',
  ];
  for (const date of almanac) {
    assert.equal(`${easterSunday(Number(date.slice(0, 4)))}`, date);
  }
});

test('Easter is always a Sunday from 22 March to 25 April', () => {
  for (let year = 1583; year < 4000; year++) {
    const easter = easterSunday(year);
    assert.equal(easter.dayOfWeek, 7);
    const monthDay = `${easter}`.slice(5);
    assert.ok('03-22' <= monthDay && monthDay <= '04-25', `${easter}`);
  }
});
