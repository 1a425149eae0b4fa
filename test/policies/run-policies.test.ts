import { expect } from 'chai';
import { DomainError } from '../../src/errors.ts';
import type { Instant } from '../../src/events/ids.ts';
import { finishUndoingImports } from '../../src/policies/finish-undoing-imports.ts';
import type { Policy } from '../../src/policies/policy.ts';
import { runPolicy } from '../../src/policies/run-policies.ts';
import type { PolicyCheckpoints } from '../../src/ports/policy-checkpoints.ts';
import { type MemoryLog, memoryLog } from '../projections/support/memory-log.ts';
import { readPlainly } from '../support/plain-events.ts';

const importId = '01900000-0000-7000-8000-000000000001';
const owner = '01900000-0000-7000-8000-00000000000a';
const begun = { type: 'ImportUndoBegun', data: {}, stream: `import-${importId}`, owner };
const other = { type: 'ImportUndone', data: {}, stream: `import-${importId}`, owner };

describe('a policy', () => {
  let log: MemoryLog;
  let position: bigint;
  let waited: number[];
  let told: string[];
  const checkpoints: PolicyCheckpoints = {
    read: async () => position,
    move: async (_policy, to) => {
      if (to > position) position = to;
    },
  };

  beforeEach(() => {
    log = memoryLog();
    [position, waited, told] = [0n, [], []];
  });

  /** Runs it until `enough` holds after an act or a wait. */
  async function run(act: Policy['act'], enough: () => boolean, change: Partial<PolicyCheckpoints> = {}, ageMs = 0) {
    const stop = new AbortController();
    const policy: Policy = {
      name: 'test',
      whenever: new Set(['ImportUndoBegun']),
      ageMs,
      async act(event, key) {
        await act(event, key);
        if (enough()) stop.abort();
      },
    };
    const options = {
      log,
      open: async (events: readonly never[]) => events,
      clock: () => '2026-01-10T12:00:01.000000Z' as Instant,
      checkpoints: { ...checkpoints, ...change },
      logger: {
        warn: (message: string) => void told.push(message),
        error: (message: string) => void told.push(message),
      },
      pause: async (milliseconds: number) => {
        waited.push(milliseconds);
        await new Promise(setImmediate);
        if (enough()) stop.abort();
      },
    };
    await runPolicy(options as never, policy, stop.signal);
  }

  it('acts on each of its events, in order, and on no other', async () => {
    const sent = log.append(begun, other, begun, other, begun).filter(({ type }) => type === 'ImportUndoBegun');
    const keys: string[] = [];
    await run(
      async (_event, key) => void keys.push(key),
      () => keys.length === 3,
    );
    expect(keys).to.deep.equal(sent.map(({ id }) => `test:${id}`));
  });

  it('goes on behind what it has acted upon', async () => {
    const [first, second, third] = log.append(begun, begun, begun);
    position = first?.position ?? 0n;
    const acted: string[] = [];
    await run(
      async ({ id }) => void acted.push(id),
      () => acted.length === 2,
    );
    expect(acted).to.deep.equal([second?.id, third?.id]);
  });

  it('acts again under the same key when it stopped before its checkpoint moved', async () => {
    log.append(begun);
    const keys: string[] = [];
    let moves = 0;
    const move = async (policy: string, to: bigint) => {
      moves += 1;
      if (moves === 1) throw new DomainError('unavailable', 'Postgres is away.');
      await checkpoints.move(policy, to);
    };
    await run(
      async (_event, key) => void keys.push(key),
      () => keys.length === 2,
      { move },
    );
    expect(new Set(keys).size).to.equal(1);
  });

  it('waits for what can not be had now, and goes on without what is refused', async () => {
    log.append(begun, begun);
    const answers = ['unavailable', 'concurrent-change', 'import-not-found', null] as const;
    let acts = 0;
    await run(
      async () => {
        const answer = answers[acts];
        acts += 1;
        if (answer) throw new DomainError(answer, 'No.');
      },
      () => acts === answers.length,
    );
    expect(told).to.deep.equal([
      'A policy could not act yet',
      'A policy could not act yet',
      'A policy was refused, and goes on without',
    ]);
  });

  it('skips nothing for a defect, but tries again, ever more seldom', async () => {
    log.append(begun, begun);
    const acted: string[] = [];
    await run(
      async ({ id }) => {
        acted.push(id);
        if (acted.length < 10) throw new TypeError('Not a function');
      },
      () => acted.length === 11,
    );
    expect(new Set(acted.slice(0, 10)).size).to.equal(1);
    expect(acted[10]).not.to.equal(acted[0]);
    const pauses = waited.filter((each) => each > 0).slice(0, 9);
    expect(pauses).to.deep.equal([1, 2, 4, 8, 16, 32, 60, 60, 60].map((seconds) => seconds * 1_000));
    expect(new Set(told)).to.deep.equal(new Set(['A policy fails, and tries again']));
  });

  it('leaves an event the time it asks for', async () => {
    log.append(begun);
    let acts = 0;
    await run(
      async () => {
        acts += 1;
      },
      () => acts === 1,
      {},
      5_000,
    );
    expect(waited[0]).to.equal(4_000);
  });
});

describe('finish undoing imports', () => {
  it('undoes the import that the event is of, for its owner', async () => {
    const undone: unknown[] = [];
    const policy = finishUndoingImports(async (request) => void undone.push(request));
    const [event] = memoryLog().append(begun);
    expect([...policy.whenever]).to.deep.equal(['ImportUndoBegun']);
    if (event) await policy.act(readPlainly(event), 'key');
    expect(undone).to.deep.equal([{ userId: owner, importId, key: 'key' }]);
  });
});
