import { expect } from 'chai';
import type { AccountId, ImportId } from '../../src/events/ids.ts';
import type { ImportJob } from '../../src/ports/import-jobs.ts';
import { assemble } from '../../src/service/assemble.ts';
import { createInMemoryPorts, now } from '../http/support/in-memory-ports.ts';
import { idFor, ownerId } from '../projections/support/training.ts';

const owner = ownerId(1) as AccountId;
const importId = idFor(4, 1) as ImportId;
const job: ImportJob = { importId, owner, kind: 'undo', state: 'running', done: 0, total: 9 };

describe('the policy that finishes undos', () => {
  /** Lets the policy act on the begin of an undo, in a log without the import, whose job has this state. */
  async function outcomeOf(state: ImportJob['state'] | null): Promise<string> {
    const ports = createInMemoryPorts(() => {});
    if (state !== null) await ports.importJobs.end({ ...job, state });
    const policy = assemble(ports).policies.find(({ name }) => name === 'finish-undoing-imports');
    const metadata = { owner, receivedAt: now };
    const begun = { stream: `import-${importId}`, type: 'ImportUndoBegun', data: {}, metadata } as never;
    return policy ? policy.act(begun, 'key', new AbortController().signal).then(...outcome) : 'no policy';
  }
  const outcome = [() => 'left alone', (error: { code?: string }) => error.code ?? 'failed'] as const;

  it('waits while the undo runs as a job, and leaves an undo that was cancelled to its owner', async () => {
    expect(await outcomeOf('running')).to.equal('unavailable');
    expect(await outcomeOf('cancelled')).to.equal('left alone');
  });

  it('undoes an import whose job was interrupted or that never had one', async () => {
    for (const state of ['interrupted', 'failed', null] as const) {
      expect(await outcomeOf(state)).to.equal('import-not-found');
    }
  });
});
