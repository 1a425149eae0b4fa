import type { ImportId } from '../../src/events/ids.ts';
import type { ImportJob, ImportJobs } from '../../src/ports/import-jobs.ts';

/** The progress of import jobs in memory. */
export function memoryImportJobs(): ImportJobs {
  const jobs = new Map<ImportId, ImportJob>();
  const cancelled = new Set<ImportId>();
  const isRunning = (importId: ImportId) => jobs.get(importId)?.state === 'running';
  return {
    async begin(job) {
      if (isRunning(job.importId)) return false;
      cancelled.delete(job.importId);
      jobs.set(job.importId, job);
      return true;
    },
    async advance(job) {
      jobs.set(job.importId, job);
      return cancelled.has(job.importId);
    },
    end: async (job) => void jobs.set(job.importId, job),
    async cancel(importId) {
      if (isRunning(importId)) cancelled.add(importId);
      return isRunning(importId);
    },
    read: async (importId) => jobs.get(importId) ?? null,
  };
}
