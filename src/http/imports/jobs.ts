import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { notFound } from '../../errors.ts';
import type { AccountId, ImportId } from '../../events/ids.ts';
import type { ImportJob } from '../../ports/import-jobs.ts';
import type { Begun } from '../../use-cases/import/background.ts';
import type { Dependencies } from '../dependencies.ts';
import { HttpError } from '../problem.ts';
import { json, noContent, type Reply } from '../reply.ts';
import { response } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { exampleJob, importId } from './examples.ts';
import { importPath } from './import-requests.ts';
import { importJob } from './responses.ts';

/** How long a request waits for progress at most, and how often it looks. */
const [waitMs, pollMs] = [20_000, 250];

type Deps = Pick<Dependencies, 'importJobs'>;

const progress = z.strictObject({
  after: z.coerce
    .number()
    .int()
    .min(0)
    .optional()
    .describe('A value of `done`. The response waits up to 20 s for another one.'),
});

const jobDocument = ({ importId: id, kind, state, done, total }: ImportJob) => ({
  id,
  kind,
  state,
  done,
  total,
  unit: kind === 'import' ? ('bytes' as const) : ('sessions' as const),
});

/** The reply to a request whose work goes on as a job. */
export const accepted = ({ job, head }: Begun): Reply<202, z.output<typeof importJob>> => ({
  status: 202,
  body: jobDocument(job),
  location: `/api/v1/imports/${job.importId}/progress`,
  position: head,
});

/** Refuses another upload or undo while the account has as many jobs as it may have uploads. */
export function checkJobs({ background, config }: Pick<Dependencies, 'background' | 'config'>, owner: AccountId): void {
  const { running } = config.limits.uploads;
  if (running === 0 || background.count(owner) < running) return;
  throw new HttpError('too-many-requests', 'This account has too many imports at the same time.', {
    'Retry-After': '1',
  });
}

/** The routes for the jobs of large imports and undos. */
export const importJobRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/v1/imports/:id/progress',
    operationId: 'getImportProgress',
    tag: 'imports',
    guard: 'user',
    summary: 'Read how far the import or its undo is.',
    description: 'With `after`, the answer waits up to 20 s until `done` has another value than this.',
    request: { path: importPath, query: progress },
    responses: { 200: response(importJob) },
    problems: ['import-not-found'],
    example: { request: { path: { id: importId } }, response: { status: 200, body: exampleJob } },
    handle:
      (deps) =>
      async ({ path, query, caller, incoming }) => {
        const isOver = () => incoming.raw.destroyed;
        return json(
          jobDocument(await waitForProgress(deps, { id: path.id, owner: caller.account.id, ...query }, isOver)),
        );
      },
  }),
  route({
    method: 'post',
    path: '/api/v1/imports/:id/cancel',
    operationId: 'cancelImport',
    tag: 'imports',
    guard: 'user',
    summary: 'Stop the import or its undo. What it has done stays; the same request continues it.',
    request: { path: importPath },
    responses: { 204: response(null) },
    problems: ['import-not-found'],
    example: { request: { path: { id: importId } }, response: { status: 204 } },
    handle:
      (deps) =>
      async ({ path, caller }) => {
        await readJob(deps, path.id, caller.account.id);
        await deps.importJobs.cancel(path.id);
        return noContent;
      },
  }),
];

async function readJob({ importJobs }: Deps, id: ImportId, owner: AccountId): Promise<ImportJob> {
  const job = await importJobs.read(id);
  if (job?.owner !== owner) throw notFound('import');
  return job;
}

type Question = Readonly<{ id: ImportId; owner: AccountId; after?: number | undefined }>;

async function waitForProgress(deps: Deps, { id, owner, after }: Question, isOver: () => boolean): Promise<ImportJob> {
  for (let waited = 0; ; waited += pollMs) {
    const job = await readJob(deps, id, owner);
    if (job.state !== 'running' || job.done !== after || waited >= waitMs || isOver()) return job;
    await delay(pollMs);
  }
}
