import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { mostImported } from './import-closures.ts';
import { readClosuresCsv } from './import-csv.ts';
import { readClosuresIcs } from './import-ics.ts';
import { readClosures } from './read-closures.ts';

const days = (text: string) => {
  const { closures, faults } = readClosuresCsv(text);
  return {
    closures: closures.map(({ label, from, to }) => `${from} ${to} ${label}`),
    faults: faults.map(({ line, code }) => `${String(line)} ${code}`),
  };
};

test('a table of closures is read as spreadsheets write it', () => {
  const text =
    '\uFEFFDébut;Fin;Libellé\r\n24/12/2026;03/01/2027;"Fermeture ; « Noël »"\r\n\r\n2027-05-07;;Pont\r\n';
  assert.deepEqual(days(text), {
    closures: ['2026-12-24 2027-01-03 Fermeture ; « Noël »', '2027-05-07 2027-05-07 Pont'],
    faults: [],
  });
  assert.deepEqual(days('1/8/2026,15/8/2026,"Août, ""fermé"""').closures, [
    '2026-08-01 2026-08-15 Août, "fermé"',
  ]);
  assert.deepEqual(days('2026-08-01\t\tPont').closures, ['2026-08-01 2026-08-01 Pont']);
});

test('a table is read with the line some spreadsheets put first, and formulas are refused', () => {
  assert.deepEqual(days('sep=,\r\nDébut,Fin,Libellé\r\n2027-05-07,,Pont').closures, [
    '2027-05-07 2027-05-07 Pont',
  ]);
  const dangerous = ['=cmd|calc', '+1', '-1', '@SUM(A1)', '＝1', '"  =1"'];
  for (const label of dangerous) {
    assert.deepEqual(
      days(`\n2027-05-07;;${label}`),
      { closures: [], faults: ['2 formula'] },
      label,
    );
  }
  assert.deepEqual(days('2027-05-07;;Noël = fermé').faults, []);
  assert.deepEqual(days(`2027-05-07;;${'é'.repeat(121)}`).faults, ['1 label_too_long']);
  assert.deepEqual(days('2027-05-07;;\u200B').faults, ['1 no_label']);
  assert.deepEqual(days('0027-05-07;;Pont').faults, ['1 not_a_date']);
});

test('each line that cannot stand is named, the others are read', () => {
  const text = [
    '31/02/2026;;Rien',
    '01/08/2026;01/07/2026;À l’envers',
    '01/08/2026;;',
    '01/08/2026;Pont',
    '01/08/2026;01/08/2036;Dix ans',
    '14/05/2026;15/05/2026;Pont de l’Ascension',
  ].join('\n');
  assert.deepEqual(days(text), {
    closures: ['2026-05-14 2026-05-15 Pont de l’Ascension'],
    faults: [
      '1 not_a_date',
      '2 ends_before_start',
      '3 no_label',
      '4 not_three_columns',
      '5 too_long',
    ],
  });
  assert.deepEqual(days('01/08/2026;;Pont\n\n02/08/2026;;"Pont\n').faults, ['3 open_quote']);
  assert.deepEqual(days(''), { closures: [], faults: [] });
  const many = '01/08/2026;;Pont\n'.repeat(mostImported + 1);
  assert.deepEqual(days(many).faults, [`${String(mostImported + 1)} too_many`]);
});

const ics = (...events: string[][]) =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    ...events.flatMap((event) => ['BEGIN:VEVENT', ...event, 'END:VEVENT']),
    'END:VCALENDAR',
    '',
  ].join('\r\n');

const events = (text: string, timeZone = 'Europe/Paris') => {
  const { closures, faults } = readClosuresIcs(text, timeZone);
  return {
    closures: closures.map(({ label, from, to, hours }) =>
      [from, to, ...hours.map(({ opens, closes }) => `${opens}-${closes}`), label].join(' '),
    ),
    faults: faults.map(({ line, code }) => `${String(line)} ${code}`),
  };
};

test('whole days of a calendar end the day before its end', () => {
  const text = ics(
    [
      'DTSTART;VALUE=DATE:20261224',
      'DTEND;VALUE=DATE:20270104',
      'SUMMARY:Fermeture\\, fin',
      '  d’année',
    ],
    ['DTSTART;VALUE=DATE:20260514', 'SUMMARY:Ascension'],
    ['DTSTART;VALUE=DATE:20260714', 'DURATION:P2D', 'SUMMARY:Pont'],
  );
  assert.deepEqual(events(text), {
    closures: [
      '2026-12-24 2027-01-03 Fermeture, fin d’année',
      '2026-05-14 2026-05-14 Ascension',
      '2026-07-14 2026-07-15 Pont',
    ],
    faults: [],
  });
});

test('hours are told by the clock of the calendar they go to', () => {
  const text = ics(
    ['DTSTART:20261224T110000Z', 'DTEND:20261224T230000Z', 'SUMMARY:Réveillon'],
    [
      'DTSTART;TZID="Europe/Paris":20261224T120000',
      'DTEND;TZID=Europe/Paris:20261227T080000',
      'SUMMARY:Noël',
      'BEGIN:VALARM',
      'SUMMARY:Sonnerie',
      'RRULE:FREQ=DAILY',
      'END:VALARM',
    ],
    ['DTSTART:20260601T090000', 'DURATION:PT90M', 'SUMMARY:Séminaire'],
  );
  assert.deepEqual(events(text), {
    closures: [
      '2026-12-24 2026-12-24 12:00-24:00 Réveillon',
      '2026-12-24 2026-12-24 12:00-24:00 Noël',
      '2026-12-25 2026-12-26 Noël',
      '2026-12-27 2026-12-27 00:00-08:00 Noël',
      '2026-06-01 2026-06-01 09:00-10:30 Séminaire',
    ],
    faults: [],
  });
  const there = ics(['DTSTART:20261224T200000Z', 'DTEND:20261225T200000Z', 'SUMMARY:Minuit']);
  assert.deepEqual(events(there, 'Indian/Reunion').closures, ['2026-12-25 2026-12-25 Minuit']);
});

test('a place is known by the name that the messaging of an office gives it', () => {
  const at = (zone: string) =>
    events(ics([`DTSTART;TZID=${zone}:20260601T090000`, 'DURATION:PT1H', 'SUMMARY:Séminaire']))
      .closures[0];
  assert.equal(at('Romance Standard Time'), '2026-06-01 2026-06-01 09:00-10:00 Séminaire');
  assert.equal(
    at('/exemple.org/2026/Indian/Reunion'),
    '2026-06-01 2026-06-01 07:00-08:00 Séminaire',
  );
  assert.equal(at('Lune'), undefined);
});

test('the night when clocks change, an event ends when the clock on the wall says', () => {
  const night = ics([
    'DTSTART;TZID=Europe/Paris:20260329T010000',
    'DTEND;TZID=Europe/Paris:20260329T040000',
    'SUMMARY:Mise à jour',
  ]);
  assert.deepEqual(events(night).closures, ['2026-03-29 2026-03-29 01:00-04:00 Mise à jour']);
});

test('what is no calendar, repeats, or has no place in time is named; what is cancelled is left out', () => {
  assert.deepEqual(events('date;fin\n').faults, ['1 not_a_calendar']);
  const text = ics(
    ['DTSTART;VALUE=DATE:20260101', 'RRULE:FREQ=YEARLY', 'SUMMARY:Nouvel An'],
    ['SUMMARY:Un jour'],
    ['DTSTART;TZID=Sur la Lune:20260101T090000', 'SUMMARY:Ailleurs'],
    ['DTSTART;VALUE=DATE:20261332', 'SUMMARY:Treizième mois'],
    ['DTSTART:20260101T090000Z', 'SUMMARY:Un instant'],
    ['DTSTART;VALUE=DATE:20260102', 'SUMMARY:'],
    ['DTSTART;VALUE=DATE:20260102', 'STATUS:CANCELLED', 'SUMMARY:Rien'],
  );
  assert.deepEqual(events(text), {
    closures: [],
    faults: [
      '3 repeats',
      '8 no_start',
      '11 unknown_time_zone',
      '15 not_a_date',
      '19 ends_before_start',
      '23 no_label',
    ],
  });
  assert.equal(readClosures(text, 'Europe/Paris').cancelled, 1);
  assert.equal(readClosures('\uFEFFbegin:vcalendar\n', 'Europe/Paris').faults.length, 0);
});

test('a hundred thousand characters of anything are read at once', () => {
  const parts = [
    '"',
    ';',
    ';a=',
    'DTSTART;',
    'BEGIN:VEVENT\n',
    ' ',
    '\n ',
    '01/08/2026;;Pont\n',
    '=',
    'é',
  ];
  for (const part of parts) {
    const text = part.repeat(100_000 / part.length);
    const before = performance.now();
    readClosuresCsv(text);
    readClosuresIcs(`BEGIN:VCALENDAR\n${text}`, 'Europe/Paris');
    assert.ok(performance.now() - before < 2000, JSON.stringify(part));
  }
});

test('any text at all is read without failing', () => {
  const odd = fc.array(
    fc.constantFrom(
      'BEGIN:VCALENDAR',
      'BEGIN:VEVENT',
      'END:VEVENT',
      'DTSTART:',
      '20260101',
      ';',
      '"',
      '\n',
      'P',
      'DURATION:P1',
      ' ',
      ':',
      'END:',
    ),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        odd.map((parts) => parts.join('\n')),
        odd.map((parts) => parts.join('')),
      ),
      (text) => {
        readClosuresCsv(text);
        readClosuresIcs(`BEGIN:VCALENDAR\n${text}`, 'Europe/Paris');
      },
    ),
    { numRuns: 500 },
  );
});
