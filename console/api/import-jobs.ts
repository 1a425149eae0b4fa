import { api, bodyOf } from './client.ts';
import type { Schemas } from './schemas.ts';

/** A large import or undo that goes on after its request was answered. */
export type Job = Schemas['ImportJob'];

/** A job has ended before its work was done. What it did stays, and the same request continues it. */
export class JobStopped extends Error {}

/** Follows a job until it is done, and tells how far it is. Throws `JobStopped` when it ends before. */
export async function followJob(started: Job, onProgress: (job: Job) => void): Promise<void> {
  let job = started;
  while (job.state === 'running') {
    onProgress(job);
    const params = { path: { id: job.id }, query: { after: job.done } };
    job = await bodyOf(api.GET('/api/v1/imports/{id}/progress', { params }));
  }
  if (job.state !== 'completed') throw new JobStopped();
}
