import { expect } from 'chai';
import { DomainError } from '../../src/errors.ts';
import type { Instant } from '../../src/events/ids.ts';
import type { Policy } from '../../src/policies/policy.ts';
import { runPolicy } from '../../src/policies/run-policies.ts';
import type { PolicyCheckpoints } from '../../src/ports/policy-checkpoints.ts';
import { createMemoryLog, type MemoryLog } from '../projections/support/memory-log.ts';

const stream = 'import-01900000-0000-7000-8000-000000000001';
const owner = '01900000-0000-7000-8000-00000000000a';
const begun = { type: 'ImportUndoBegun', data: {}, stream, owner };
const other = { type: 'ImportUndone', data: {}, stream, owner };

type Run = Readonly<{
  act: Policy['act'];
  /** When this returns true, the policy is stopped; checked after each act and each pause of the policy. */
  until: () => boolean;
  move?: PolicyCheckpoints['move'];
  minAgeMs?: number;
}>;

describe('a running policy', () => {
  let log: MemoryLog;
  let checkpoint: bigint;
  let pauses: number[];
  let messages: string[];
  const moveCheckpoint: PolicyCheckpoints['move'] = async (_policy, position) => {
    if (position > checkpoint) checkpoint = position;
  };
  const record = (message: string) => void messages.push(message);

  beforeEach(() => {
    log = createMemoryLog();
    [checkpoint, pauses, messages] = [0n, [], []];
  });

  async function run({ act, until, move = moveCheckpoint, minAgeMs = 0 }: Run) {
    const stop = new AbortController();
    const policy: Policy = {
      name: 'test',
      whenever: new Set(['ImportUndoBegun']),
      minAgeMs,
      async act(event, key, stopping) {
        await act(event, key, stopping);
        if (until()) stop.abort();
      },
    };
    const options = {
      log,
      decrypt: async (events: readonly never[]) => events,
      clock: () => '2026-01-10T12:00:01.000000Z' as Instant,
      checkpoints: { read: async () => checkpoint, move },
      logger: { warn: record, error: record },
      pause: async (milliseconds: number) => {
        pauses.push(milliseconds);
        await new Promise(setImmediate);
        if (until()) stop.abort();
      },
    };
    await runPolicy(options as never, policy, stop.signal);
  }

  it('acts on each event of its types, in order, and on no other event', async () => {
    const events = log.append(begun, other, begun, other, begun).filter(({ type }) => type === 'ImportUndoBegun');
    const keys: string[] = [];
    await run({ act: async (_event, key) => void keys.push(key), until: () => keys.length === 3 });
    expect(keys).to.deep.equal(events.map(({ id }) => `test:${id}`));
  });

  it('continues after its checkpoint', async () => {
    const [first, second, third] = log.append(begun, begun, begun);
    checkpoint = first?.position ?? 0n;
    const handled: string[] = [];
    await run({ act: async ({ id }) => void handled.push(id), until: () => handled.length === 2 });
    expect(handled).to.deep.equal([second?.id, third?.id]);
  });

  it('acts twice with the same key when it stops before its checkpoint moves', async () => {
    log.append(begun);
    const keys: string[] = [];
    let moves = 0;
    const move: PolicyCheckpoints['move'] = async (policy, position) => {
      moves += 1;
      if (moves === 1) throw new DomainError('unavailable', 'Postgres is unavailable.');
      await moveCheckpoint(policy, position);
    };
    await run({ act: async (_event, key) => void keys.push(key), until: () => keys.length === 2, move });
    expect(new Set(keys).size).to.equal(1);
  });

  it('retries when something is unavailable and skips an event when it is refused', async () => {
    log.append(begun, begun);
    const codes = ['unavailable', 'concurrent-change', 'read-model-behind', 'import-not-found', null] as const;
    const handled: string[] = [];
    await run({
      act: async ({ id }) => {
        const code = codes[handled.length];
        handled.push(id);
        if (code) throw new DomainError(code, 'No.');
      },
      until: () => handled.length === codes.length,
    });
    expect(new Set(handled.slice(0, 4)).size).to.equal(1);
    expect(handled[4]).not.to.equal(handled[0]);
    expect(messages).to.deep.equal([
      'Policy will retry',
      'Policy will retry',
      'Policy will retry',
      'Policy was refused and skips the event',
    ]);
  });

  it('retries after a defect with growing pauses and skips nothing', async () => {
    log.append(begun, begun);
    const handled: string[] = [];
    await run({
      act: async ({ id }) => {
        handled.push(id);
        if (handled.length < 10) throw new TypeError('Not a function');
      },
      until: () => handled.length === 11,
    });
    expect(new Set(handled.slice(0, 10)).size).to.equal(1);
    expect(handled[10]).not.to.equal(handled[0]);
    const retryPauses = pauses.filter((each) => each > 0).slice(0, 9);
    expect(retryPauses).to.deep.equal([1, 2, 4, 8, 16, 32, 60, 60, 60].map((seconds) => seconds * 1_000));
    expect(new Set(messages)).to.deep.equal(new Set(['Policy failed and will retry']));
  });

  it('waits until an event has the minimum age', async () => {
    log.append(begun);
    let acts = 0;
    await run({
      act: async () => {
        acts += 1;
      },
      until: () => acts === 1,
      minAgeMs: 5_000,
    });
    expect(pauses[0]).to.equal(4_000);
  });
});
