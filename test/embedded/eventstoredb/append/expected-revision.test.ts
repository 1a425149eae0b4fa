import { expect } from 'chai';
import fc from 'fast-check';
import {
  type ExpectedRevision,
  MAX_REVISION,
  type ProposedEvent,
  type Written,
} from '../../../../embedded/eventstoredb/store/events.ts';
import { Refusal } from '../../../../embedded/eventstoredb/store/refusal.ts';
import { openStore } from '../../../../embedded/eventstoredb/store/store.ts';
import type { Writes } from '../../../../embedded/eventstoredb/store/writes.ts';
import { samples } from '../../../support/samples.ts';

/** A model of a stream: the rules for expected revisions depend only on its event ids and these flags. */
type Model = { ids: string[]; deleted: boolean; metadata: boolean; tombstoned: boolean };
type Verdict = 'write' | { repeated: number } | 'wrong-expected-version' | 'stream-deleted';

/** The answer that the rules for expected revisions demand for an append to the modelled stream. */
function verdictOf(model: Model, expected: ExpectedRevision, ids: string[]): Verdict {
  const last = model.ids.length - 1;
  if (model.tombstoned || (expected === 'stream_exists' && model.deleted)) return 'stream-deleted';
  if (expected === 'stream_exists' && last < 0 && !model.metadata) return 'wrong-expected-version';
  if (expected === 'any' || expected === 'stream_exists') {
    const known = ids.filter((id) => model.ids.includes(id));
    if (ids[0] === undefined || !model.ids.includes(ids[0])) return 'write';
    if (known.length < ids.length) return 'wrong-expected-version';
    return { repeated: Math.max(...ids.map((id) => model.ids.lastIndexOf(id))) };
  }
  const exact = expected === 'no_stream' ? -1 : Number(expected);
  if (exact === last) return 'write';
  const stored = model.ids.slice(exact + 1, exact + 1 + ids.length);
  if (exact < last && ids.length > 0) {
    if (stored[0] !== ids[0]) return expected === 'no_stream' && model.deleted ? 'write' : 'wrong-expected-version';
    if (stored.join() === ids.join()) return { repeated: exact + ids.length };
  }
  return 'wrong-expected-version';
}

const idOf = (n: number) => `00000000-0000-4000-8000-${String(n + 1).padStart(12, '0')}`;
const eventOf = (id: string): ProposedEvent => ({
  id,
  type: 't',
  json: true,
  data: Buffer.from('{}'),
  metadata: Buffer.alloc(0),
});

const expectedRevision = fc.oneof(
  fc.constantFrom<ExpectedRevision>('any', 'no_stream', 'stream_exists', MAX_REVISION),
  fc.bigInt({ min: 0n, max: 6n }),
);
const ids = fc.array(fc.integer({ min: 0, max: 6 }).map(idOf), { maxLength: 3 });
const command = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('append' as const), expected: expectedRevision, ids }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('softDelete' as const), expected: expectedRevision }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('metadata' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('tombstone' as const), expected: expectedRevision }) },
);

describe('the rules of expected revisions', () => {
  const store = openStore(':memory:');
  after(() => store.close());
  let names = 0;

  const attempt = async (operation: (writes: Writes) => Written) => {
    try {
      return { written: await store.write(operation) };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { refused: error.failure.kind };
    }
  };

  it('checks expected revisions correctly for random sequences of appends, deletes, metadata and tombstones', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(command, { maxLength: 12 }), async (commands) => {
        const stream = `model-${++names}`;
        const model: Model = { ids: [], deleted: false, metadata: false, tombstoned: false };
        for (const step of commands) {
          if (step.kind === 'metadata') {
            if (model.tombstoned) continue;
            await store.write((writes) => writes.append(`$$${stream}`, 'any', [eventOf(crypto.randomUUID())]));
            model.metadata = true;
            model.deleted = false;
            continue;
          }
          const fresh = step.kind === 'append' ? step.ids : [crypto.randomUUID()];
          let verdict = verdictOf(model, step.expected, fresh);
          if (step.kind === 'softDelete' && verdict === 'write' && model.ids.length === 0 && !model.metadata) {
            verdict = 'wrong-expected-version';
          }
          const outcome = await attempt((writes) =>
            step.kind === 'append'
              ? writes.append(stream, step.expected, step.ids.map(eventOf))
              : writes[step.kind](stream, step.expected),
          );
          if (typeof verdict === 'object') expect(outcome.written?.revision).to.equal(verdict.repeated);
          else if (verdict !== 'write') expect(outcome.refused).to.equal(verdict);
          else if (step.kind === 'append') {
            model.ids.push(...step.ids);
            expect(outcome.written?.revision).to.equal(model.ids.length - 1);
            if (step.ids.length > 0) {
              model.metadata ||= model.deleted;
              model.deleted = false;
            }
          } else if (step.kind === 'softDelete') {
            expect(outcome.written?.position).to.be.a('number');
            model.deleted = true;
            model.metadata = true;
          } else model.tombstoned = true;
        }
        const state = store.states.of(stream);
        expect([state.tombstoned, state.visibility.deleted]).to.deep.equal([model.tombstoned, model.deleted]);
        const range = { from: 0, to: model.ids.length, createdSince: 0 };
        expect(store.reads.stream(state, range, false, 100).map(({ id }) => id)).to.deep.equal(model.ids);
      }),
      samples(200),
    );
  });
});
