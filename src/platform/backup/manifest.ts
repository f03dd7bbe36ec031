import { z } from 'zod';

/** The name of the description inside a backup. */
export const manifestFile = 'manifest.json';

const table = z.object({
  schema: z.string(),
  name: z.string(),
  columns: z.array(z.string()).min(1),
  rows: z.int().nonnegative(),
  file: z.string(),
});

const sequence = z.object({
  schema: z.string(),
  name: z.string(),
  /** As text: a sequence may go further than a number does. */
  value: z.string().regex(/^-?\d+$/),
  isCalled: z.boolean(),
});

/** What a backup holds, and what is needed to read it again. */
export const manifest = z.object({
  format: z.literal(1),
  product: z.literal('centre-de-services'),
  version: z.string(),
  takenAt: z.string(),
  /** Every file of the folder but this description and the list of sums. */
  fileCount: z.int().nonnegative(),
  migrations: z.array(z.object({ name: z.string(), checksum: z.string() })),
  /** The migrations of the job queue, by number. */
  jobMigrations: z.array(z.int()),
  tables: z.array(table).min(1),
  sequences: z.array(sequence),
});

export type Manifest = z.infer<typeof manifest>;
export type DumpedTable = z.infer<typeof table>;
export type DumpedSequence = z.infer<typeof sequence>;
