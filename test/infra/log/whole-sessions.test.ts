import { randomUUID } from 'node:crypto';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { expect } from 'chai';
import { decideAll } from '../../../src/commands/decision.ts';
import { unread } from '../../../src/commands/loaded-stream.ts';
import { session } from '../../../src/commands/session/decider.ts';
import type { RecordSession } from '../../../src/commands/session/record-session.ts';
import type { StreamEvent } from '../../../src/events/event.ts';
import type { EntryId, SetId, TimeZone } from '../../../src/events/ids.ts';
import { emptyPerformance, type Performance } from '../../../src/events/performance.ts';
import type { SessionEvent } from '../../../src/events/session.ts';
import { connectEventStore } from '../../../src/infra/log/connection-string.ts';
import { createEventStore } from '../../../src/infra/log/event-store.ts';
import type { KeyRing } from '../../../src/infra/postgres/key-ring.ts';
import { context } from '../../commands/support/process.ts';
import { testAuthenticity } from '../../support/authenticity.ts';
import { services } from '../../support/services.ts';
import { noon, refusalOf } from '../../support/specification.ts';

const keys = { readKey: async () => Buffer.alloc(32, 7) } as Partial<KeyRing> as KeyRing;
const digest = 'd'.repeat(64);
const sent = context({
  ...{ correlationId: randomUUID(), causationId: randomUUID(), mark: { digest, fingerprint: digest } },
});
const full: Performance = {
  ...emptyPerformance,
  ...{ type: 'warm_up', weight: { value: -123_456.789, unit: 'kg' }, reps: 10_000, rpe: 9.5, performedAt: noon },
};
const performances: Readonly<Record<string, Performance>> = {
  'empty sets': emptyPerformance,
  'full sets': full,
  'sets with short notes': { ...full, personal: { notes: 'x' } },
  'sets with long notes in three-byte characters': { ...full, personal: { notes: '測'.repeat(9_000) } },
  'sets with line breaks': { ...full, personal: { notes: '\n'.repeat(9_000) } },
};

/** The events that record a session of this many sets; a refusal if they are too many for one append. */
function decide(count: number, performance: Performance): readonly StreamEvent<SessionEvent>[] {
  const set = () => ({ setId: randomUUID() as SetId, ...performance });
  const entry = {
    exerciseId: null,
    mode: 'reps',
    supersetGroup: null,
    personal: { name: 'Squat', notes: null },
  } as const;
  const entries = [0, 1, 2, 3].map((n) => ({
    ...entry,
    entryId: randomUUID() as EntryId,
    sets: Array.from({ length: Math.floor((count + n) / 4) }, set),
  }));
  const data: RecordSession['data'] = {
    ...{ sessionId: randomUUID() as RecordSession['data']['sessionId'], startedAt: noon, timezone: 'UTC' as TimeZone },
    ...{ importId: null, name: null, notes: null, entries, endedAt: null },
  };
  return decideAll(session, [{ type: 'RecordSession', data }], unread(session), sent).events;
}

/** The largest number of sets that is not refused. */
function largestCount(performance: Performance): number {
  let [fits, refused] = [0, 2_000];
  while (refused - fits > 1) {
    const middle = Math.floor((fits + refused) / 2);
    if (refusalOf(() => decide(middle, performance))) refused = middle;
    else fits = middle;
  }
  return fits;
}

describe('the largest session that one request may record', () => {
  let client: EventStoreDBClient;
  before(async () => {
    client = connectEventStore((await services()).eventStore.url);
  });
  after(() => client.dispose());

  for (const [what, performance] of Object.entries(performances)) {
    it(`fits into one append: ${what}`, async () => {
      const store = createEventStore(client, { ...testAuthenticity, keys });
      const count = largestCount(performance);
      const events = decide(count, performance);
      const head = await store.append(`session-${randomUUID()}`, events, { revision: -1, chain: '', position: 0n });
      expect(head).to.include({ revision: events.length - 1 });
    });
  }
});
