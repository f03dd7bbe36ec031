import type { DirectoryConfig } from './config-directory.ts';
import type { FileDesk } from './domain/files/file-desk.ts';
import type { Db } from './domain/tables.ts';
import { directoryFollower } from './identity/follow-directory-nightly.ts';
import { crontab } from './jobs/crontab.ts';
import { registry } from './jobs/registry.ts';
import type { Clock } from './platform/clock.ts';
import { type JobRunner, runJobs } from './platform/jobs/run-jobs.ts';
import type { Log } from './platform/log.ts';

export type WorkerOptions = {
  url: string;
  db: Db;
  files: FileDesk;
  directory: DirectoryConfig | null;
  clock: Clock;
  log: Log;
};

/** Starts the part of the desk that acts by itself: what follows from events, and what comes due. */
export function startWorker(options: WorkerOptions): Promise<JobRunner> {
  const { url, db, files, clock, log } = options;
  const directory = directoryFollower(options.directory, log);
  const jobs = Object.fromEntries(
    Object.entries(registry).map(([name, handler]) => [
      name,
      (payload: unknown) => handler({ db, files, directory }, payload, clock()),
    ]),
  );
  return runJobs({ url, jobs, crontab, log });
}
