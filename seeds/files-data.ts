import { drawing, type Patch } from './drawing.ts';

const purple = [83, 65, 177] as const;
const paper = [250, 249, 246] as const;
const white = [255, 255, 255] as const;
const grey = [196, 196, 204] as const;
const ink = [60, 60, 72] as const;
const red = [200, 40, 60] as const;
const water = [150, 120, 84] as const;

const lines = (colour: Patch['colour'], at: readonly [number, number], widths: readonly number[]) =>
  widths.map(
    (width, index): Patch => ({
      ...{ colour, at: [at[0], at[1] + index * 18] },
      size: [width, 7],
    }),
  );

/** A screen with a message in the middle of its window. */
const capture = (band: Patch['colour'], words: readonly number[]): Buffer =>
  drawing(
    [480, 300],
    [
      { colour: paper, at: [0, 0], size: [480, 300] },
      { colour: purple, at: [0, 0], size: [480, 28] },
      ...lines(grey, [24, 52], [200, 320, 280, 340, 240, 300, 180]),
      { colour: ink, at: [88, 92], size: [304, 140] },
      { colour: white, at: [90, 94], size: [300, 136] },
      { colour: band, at: [90, 94], size: [300, 24] },
      ...lines(ink, [112, 138], words),
      { colour: purple, at: [300, 196], size: [72, 22] },
    ],
  );

/** A ceiling with a stain, above the cabinet of a corridor. */
const leak = (): Buffer =>
  drawing(
    [480, 320],
    [
      { colour: [226, 224, 216], at: [0, 0], size: [480, 320] },
      { colour: [242, 240, 234], at: [0, 0], size: [480, 120] },
      { colour: [206, 190, 160], at: [150, 30], size: [170, 64] },
      { colour: water, at: [178, 44], size: [110, 38] },
      { colour: [120, 170, 210], at: [230, 130], size: [4, 14] },
      { colour: [120, 170, 210], at: [230, 176], size: [4, 14] },
      { colour: [130, 134, 142], at: [350, 140], size: [90, 180] },
      { colour: [240, 200, 60], at: [382, 170], size: [26, 26] },
      { colour: [90, 90, 98], at: [196, 262], size: [72, 58] },
    ],
  );

/** The files of the demonstration: all made here, a few kibibytes at most. */
export const fileContents = {
  'accès-refusé.png': () => capture(red, [230, 250, 160]),
  'demande-de-code.png': () => capture(purple, [180, 240, 90]),
  'fuite-plafond-215.png': leak,
  'liste-validée.txt': () =>
    'Dossier « Sujets d’examen » : personnes autorisées\n\nVERNET Agathe – Siège\nDUPONT Marie – Siège\nROCHE-VIAL Philippine – Lerzanne\n',
  'journal-port-2-0-17.txt': () =>
    '08:12:41 port 2/0/17 down\n08:12:44 port 2/0/17 up, 10 Mb/s half\n08:12:59 port 2/0/17 down, crc errors 41 877\n08:13:02 port 2/0/17 disabled\n',
  'bordereau-à-signer.txt': () =>
    'Bordereau d’enlèvement\n\n46 cartons scellés, de Lerzanne à Clairval\nDépart, nom et signature :\nArrivée, nom et signature :\n',
  'ateliers-et-places.csv': () =>
    'Atelier;Horaire;Places\nMétiers du bois;9 h;24\nSoins et santé;10 h 30;30\nNumérique;14 h;28\n',
} as const satisfies Readonly<Record<string, () => Buffer | string>>;

export type FileName = keyof typeof fileContents;
