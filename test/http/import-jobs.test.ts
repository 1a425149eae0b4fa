import { setImmediate } from 'node:timers/promises';
import { expect } from 'chai';
import type { ImportJobs } from '../../src/ports/import-jobs.ts';
import { createBackground } from '../../src/use-cases/import/background.ts';
import { memoryImportJobs } from '../support/in-memory-import-jobs.ts';
import { type Answer, type Client, problem } from './support/client.ts';
import { httpConfig } from './support/test-app.ts';
import { useApp } from './support/use-app.ts';

const header =
  'Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE';
const sessions = 210;
/** A file with so many workouts that undoing them is a job too. */
const csv = [
  header,
  ...Array.from({ length: sessions }, (_, at) => {
    const [day, minute] = [(at % 28) + 1, Math.floor(at / 28)].map((part) => String(part).padStart(2, '0'));
    return `2025-01-${day} 10:${minute}:00,A,1h,Squat,1,100,5,0,0,,,`;
  }),
  '',
].join('\n');

describe('a large import', () => {
  const the = useApp();
  const config = { ...httpConfig, importDirectBytes: 1_000 };
  let athlete: Client;
  beforeEach(async () => {
    athlete = await the.person();
    the.app.change({ config });
  });

  const importFile = (query = '') =>
    athlete.ask(`/imports?format=strong&unit=kg&timezone=UTC${query}`, {
      method: 'POST',
      raw: csv,
      headers: { 'content-type': 'text/csv' },
    });
  const progressOf = ({ headers }: Answer) => athlete.get(`/${headers.get('location') ?? ''}`);
  /** Waits until a job has ended, then reads its progress. */
  async function endOf(begun: Answer, jobs = the.app.importJobs) {
    expect(begun.status).to.equal(202);
    while ((await jobs.read(begun.json.id))?.state === 'running') await setImmediate();
    return (await progressOf(begun)).json;
  }
  const total = async () => (await athlete.get('/training-sessions')).json.total;

  it('is answered 202 at its start, shows its progress, and becomes complete', async () => {
    const begun = await importFile();
    expect(begun.json).to.deep.include({ kind: 'import', state: 'running', done: 0, total: csv.length, unit: 'bytes' });
    const { id, ...job } = await endOf(begun);
    expect(job).to.deep.equal({
      kind: 'import',
      state: 'completed',
      done: csv.length,
      total: csv.length,
      unit: 'bytes',
    });
    expect((await athlete.get(`/imports/${id}`)).json).to.include({ status: 'completed' });
    expect(await total()).to.equal(sessions);
  });

  it('is answered when it is complete if its file is small or it is a dry run', async () => {
    expect((await importFile('&dryRun=true')).status).to.equal(200);
    the.app.change({ config: { ...config, importDirectBytes: csv.length } });
    const answer = await importFile();
    expect(answer.status).to.equal(201);
    problem(await athlete.get(`/imports/${answer.json.id}/progress`), 404, 'import-not-found');
  });

  it('is undone by a job as well', async () => {
    const { id } = await endOf(await importFile());
    const undoing = await athlete.delete(`/imports/${id}`);
    expect(undoing.json).to.deep.include({ kind: 'undo', total: sessions, unit: 'sessions' });
    expect(await endOf(undoing)).to.include({ state: 'completed', done: sessions });
    expect((await athlete.get(`/imports/${id}`)).json.status).to.equal('undone');
    expect(await total()).to.equal(0);
  });

  it('stops when it is cancelled, and the same file completes it', async () => {
    const jobs = memoryImportJobs();
    const stopping: ImportJobs = {
      ...jobs,
      advance: async (job) => (await jobs.cancel(job.importId)) && jobs.advance(job),
    };
    const logger = { warn: () => {} };
    the.app.change({ config, importJobs: jobs, background: createBackground({ jobs: stopping, logger }) });
    const { id, state } = await endOf(await importFile(), jobs);
    expect(state).to.equal('cancelled');
    expect((await athlete.get(`/imports/${id}`)).json.status).to.equal('in_progress');
    expect(await total()).to.be.within(1, sessions - 1);

    the.app.change({ config, importJobs: jobs, background: createBackground({ jobs, logger }) });
    const repeated = await endOf(await importFile(), jobs);
    expect([repeated.id, repeated.state]).to.deep.equal([id, 'completed']);
    expect(await total()).to.equal(sessions);
  });

  it('accepts a request to cancel its job from its owner only', async () => {
    const { id } = await endOf(await importFile());
    const stranger = await the.person('stranger@example.com');
    problem(await stranger.get(`/imports/${id}/progress`), 404, 'import-not-found');
    problem(await stranger.post(`/imports/${id}/cancel`), 404, 'import-not-found');
    expect((await athlete.post(`/imports/${id}/cancel`)).status).to.equal(204);
  });

  it('is refused while the account has two jobs', async () => {
    const { id } = await endOf(await importFile());
    the.app.change({ config, background: { run: () => expect.fail('must not run'), count: () => 2 } });
    problem(await importFile(), 429, 'too-many-requests');
    problem(await athlete.delete(`/imports/${id}`), 429, 'too-many-requests');
  });
});
