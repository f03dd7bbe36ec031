import type { FileDesk } from './domain/files/file-desk.ts';
import type { Db } from './domain/tables.ts';
import { crontab } from './jobs/crontab.ts';
import { registry } from './jobs/registry.ts';
import type { Clock } from './platform/clock.ts';
import { type JobRunner, runJobs } from './platform/jobs/run-jobs.ts';
import type { Log } from './platform/log.ts';

export type WorkerOptions = { url: string; db: Db; files: FileDesk; clock: Clock; log: Log };

/** Starts the part of the desk that acts by itself: what follows from events, and what comes due. */
export function startWorker({ url, db, files, clock, log }: WorkerOptions): Promise<JobRunner> {
  const jobs = Object.fromEntries(
    Object.entries(registry).map(([name, handler]) => [
      name,
      (payload: unknown) => handler({ db, files }, payload, clock()),
    ]),
  );
  return runJobs({ url, jobs, crontab, log });
}
