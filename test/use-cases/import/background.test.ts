import { expect } from 'chai';
import type { ImportId } from '../../../src/events/ids.ts';
import type { ImportJobs } from '../../../src/ports/import-jobs.ts';
import { type Background, createBackground } from '../../../src/use-cases/import/background.ts';
import type { ImportHead, JobHooks } from '../../../src/use-cases/import/import-request.ts';
import { memoryImportJobs } from '../../support/in-memory-import-jobs.ts';
import { athlete } from '../../support/specification.ts';

const importId = '01900000-0000-7000-8000-000000000002' as ImportId;
const head: ImportHead = { revision: 0, owner: athlete, position: 1n, isRepetition: false };

describe('work that goes on after its request was answered', () => {
  let jobs: ImportJobs;
  let background: Background;
  let warnings: unknown[];
  beforeEach(() => {
    jobs = memoryImportJobs();
    warnings = [];
    background = createBackground({ jobs, logger: { warn: (_, fields) => warnings.push(fields) } });
  });

  const runJob = (run: (hooks: JobHooks) => Promise<unknown>) =>
    background.run({
      ...{ kind: 'undo', owner: athlete, directSize: 10 },
      async run(hooks) {
        await hooks.begin(importId, head, 11);
        return run(hooks);
      },
    });
  const stateOf = async () => (await jobs.read(importId))?.state;

  it('answers work of at most the direct size with its result, and stores nothing', async () => {
    const outcome = await background.run({
      ...{ kind: 'undo', owner: athlete, directSize: 10 },
      async run(hooks) {
        await hooks.begin(importId, head, 10);
        await hooks.advance(5);
        return 'done';
      },
    });
    expect(outcome).to.deep.equal({ result: 'done' });
    expect(await jobs.read(importId)).to.equal(null);
    expect(background.count(athlete)).to.equal(0);
  });

  it('passes on an error from before the begin', async () => {
    const failing = background.run({
      kind: 'undo',
      owner: athlete,
      directSize: 0,
      run: () => Promise.reject(new Error('no')),
    });
    expect(await failing.catch((error) => error.message)).to.equal('no');
    expect(warnings).to.deep.equal([]);
  });

  it('stores the progress of larger work, and its end', async () => {
    const end = Promise.withResolvers<void>();
    const outcome = await runJob(async (hooks) => {
      await hooks.advance(7);
      await end.promise;
    });
    expect(outcome).to.have.nested.property('begun.job.total', 11);
    expect(await jobs.read(importId)).to.include({ state: 'running', done: 7 });
    expect(background.count(athlete)).to.equal(1);
    end.resolve();
    await background.close();
    expect(await jobs.read(importId)).to.include({ state: 'completed', done: 11 });
  });

  it('stops at the next step when it is cancelled or the process ends, and can be run again', async () => {
    for (const [stop, state] of [
      [() => jobs.cancel(importId), 'cancelled'],
      [async () => void background.close(), 'interrupted'],
    ] as const) {
      const stopped = Promise.withResolvers<void>();
      await runJob(async (hooks) => {
        await stopped.promise;
        await hooks.advance(1);
        expect.fail('must have stopped');
      });
      await stop();
      stopped.resolve();
      while (background.count(athlete) > 0) await Promise.resolve();
      expect(await stateOf()).to.equal(state);
    }
    expect(warnings).to.deep.equal([]);
  });

  it('reports a failure of work whose request was answered', async () => {
    await runJob(() => Promise.reject(new TypeError('secret')));
    await background.close();
    expect(await stateOf()).to.equal('failed');
    expect(warnings).to.deep.equal([{ error: 'TypeError', kind: 'undo' }]);
  });

  it('does not run twice for one import at the same time', async () => {
    const end = Promise.withResolvers<void>();
    await runJob(() => end.promise);
    const second = await runJob(() => expect.fail('must not run'));
    expect(second).to.have.nested.property('begun.job.importId', importId);
    end.resolve();
    await background.close();
    expect(await stateOf()).to.equal('completed');
  });
});
