/** The parts of France that have public holidays of their own. */
export const HOLIDAY_ZONES = [
  'metropole',
  'alsace-moselle',
  'la-reunion',
  'guadeloupe',
  'martinique',
  'guyane',
  'mayotte',
  'saint-barthelemy',
  'saint-martin',
  'saint-pierre-et-miquelon',
  'nouvelle-caledonie',
  'polynesie-francaise',
  'wallis-et-futuna',
] as const;

/** A part of France that has public holidays of its own. */
export type HolidayZone = (typeof HOLIDAY_ZONES)[number];

/** Names a public holiday; its words are in the catalogues of texts. */
export type HolidayCode =
  | 'new_year'
  | 'good_friday'
  | 'easter_monday'
  | 'labour_day'
  | 'victory_1945'
  | 'ascension'
  | 'whit_monday'
  | 'national_day'
  | 'assumption'
  | 'all_saints'
  | 'armistice_1918'
  | 'christmas'
  | 'boxing_day'
  | 'abolition_of_slavery';

/** One public holiday of one year. */
export type Holiday = { date: Temporal.PlainDate; code: HolidayCode };

const FIXED: readonly [month: number, day: number, code: HolidayCode][] = [
  [1, 1, 'new_year'],
  [5, 1, 'labour_day'],
  [5, 8, 'victory_1945'],
  [7, 14, 'national_day'],
  [8, 15, 'assumption'],
  [11, 1, 'all_saints'],
  [11, 11, 'armistice_1918'],
  [12, 25, 'christmas'],
];

const AFTER_EASTER: readonly [days: number, code: HolidayCode][] = [
  [1, 'easter_monday'],
  [39, 'ascension'],
  [50, 'whit_monday'],
];

/** Commemoration of the abolition of slavery, by zone: law of 30 June 1983 and the decrees that followed it. */
function abolitionDay(zone: HolidayZone, year: number): [month: number, day: number] | null {
  switch (zone) {
    case 'mayotte':
      return [4, 27];
    case 'martinique':
      return [5, 22];
    case 'guadeloupe':
      return [5, 27];
    case 'saint-martin':
      // Shared Guadeloupe's day until its own was set.
      return [5, year < 2018 ? 27 : 28];
    case 'guyane':
      return [6, 10];
    case 'saint-barthelemy':
      return [10, 9];
    case 'la-reunion':
      return [12, 20];
    default:
      return null;
  }
}

/** Finds Easter Sunday of a year of the Gregorian calendar (the anonymous computation of 1876, in Meeus). */
export function easterSunday(year: number): Temporal.PlainDate {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const yearOfCentury = year % 100;
  const moonShift = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - moonShift + 15) % 30;
  const leapDays = 2 * (century % 4) + 2 * Math.floor(yearOfCentury / 4);
  const toSunday = (32 + leapDays - epact - (yearOfCentury % 4)) % 7;
  const correction = Math.floor((golden + 11 * epact + 22 * toSunday) / 451);
  const position = epact + toSunday - 7 * correction + 114;
  return new Temporal.PlainDate(year, Math.floor(position / 31), (position % 31) + 1);
}

/** Lists a zone's public holidays of a year, in order of date (two may share a day). */
export function holidaysOf(zone: HolidayZone, year: number): Holiday[] {
  const easter = easterSunday(year);
  const on = (month: number, day: number, code: HolidayCode): Holiday => ({
    date: new Temporal.PlainDate(year, month, day),
    code,
  });
  const holidays = [
    ...FIXED.map(([month, day, code]) => on(month, day, code)),
    ...AFTER_EASTER.map(([days, code]) => ({ date: easter.add({ days }), code })),
  ];
  if (zone === 'alsace-moselle') {
    holidays.push({ date: easter.subtract({ days: 2 }), code: 'good_friday' });
    holidays.push(on(12, 26, 'boxing_day'));
  }
  const abolition = abolitionDay(zone, year);
  if (abolition) holidays.push(on(...abolition, 'abolition_of_slavery'));
  return holidays.sort((a, b) => Temporal.PlainDate.compare(a.date, b.date));
}
