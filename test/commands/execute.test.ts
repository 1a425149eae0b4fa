import { setImmediate } from 'node:timers/promises';
import { expect } from 'chai';
import fc from 'fast-check';
import { createAggregates } from '../../src/commands/aggregates.ts';
import { createTakeClaims } from '../../src/commands/claim.ts';
import type { Context } from '../../src/commands/context.ts';
import { createExecute } from '../../src/commands/execute.ts';
import type { FoldCache } from '../../src/commands/loaded-stream.ts';
import { type SessionCommand, session } from '../../src/commands/session/decider.ts';
import { documentOf, replay } from '../../src/documents/presence.ts';
import { DomainError } from '../../src/errors.ts';
import type { AccountId, EntryId, Owner, SessionId, SetId, TimeZone } from '../../src/events/ids.ts';
import { emptyPerformance, type Performance } from '../../src/events/performance.ts';
import { defaultRole } from '../../src/events/values.ts';
import type { UniquenessClaims } from '../../src/ports/claims.ts';
import type { EventStore } from '../../src/ports/event-store.ts';
import { memoryClaims } from '../support/in-memory-claims.ts';
import { type InMemoryEventStore, inMemoryEventStore } from '../support/in-memory-event-store.ts';
import { athlete, firstPassword, noon, stranger } from '../support/specification.ts';

const sessionId = '01900000-0000-7000-8000-000000000001' as SessionId;
const stream = `session-${sessionId}`;
const entryId = '01900000-0000-7000-8000-000000000011' as EntryId;

const context = (change: Partial<Context> = {}): Context => ({
  actor: { id: change.by ?? athlete, role: 'application-access', via: 'http' },
  by: athlete,
  owner: athlete,
  correlationId: 'request',
  causationId: 'request',
  receivedAt: noon,
  ...change,
});

const start: SessionCommand = {
  type: 'StartSession',
  data: { sessionId, startedAt: noon, timezone: 'UTC' as TimeZone, importId: null, name: null, notes: null },
};
const rename = (name: string): SessionCommand => ({ type: 'EditSession', data: { name } });
const addEntry: SessionCommand = {
  type: 'AddExercise',
  data: { entryId, exerciseId: null, mode: 'reps', supersetGroup: null, personal: { name: 'Squat', notes: null } },
};
const performance: Performance = { ...emptyPerformance, reps: 5 };
const setId = (number: number) => `01900000-0000-7000-8000-0000000001${String(number).padStart(2, '0')}` as SetId;
const logSet = (number: number): SessionCommand => ({
  type: 'LogSet',
  data: { entryId, setId: setId(number), ...performance },
});

/** One process: its own cache over a shared store. */
function processOn(store: EventStore, claims: UniquenessClaims = memoryClaims()) {
  const cache = new Map<string, unknown>();
  const recorded: { account: string; owner: Owner; position: bigint }[] = [];
  const execute = createExecute({
    store,
    positions: { record: async (account, owner, position) => void recorded.push({ account, owner, position }) },
    cache: {
      get: (key) => cache.get(key),
      set: (key, folded) => void cache.set(key, folded),
      delete: (key) => void cache.delete(key),
    } satisfies FoldCache,
    takeClaims: createTakeClaims({ claims, store, aggregates }),
  });
  return { execute, cache, recorded };
}

const refusalOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
  return 'accepted';
};

const aggregates = createAggregates({ adminEmail: 'admin@example.com' });
const { account } = aggregates;

describe('execute', () => {
  let store: InMemoryEventStore;
  beforeEach(() => {
    store = inMemoryEventStore(() => noon);
  });

  it('appends what was decided, with who, when and on whose behalf', async () => {
    const { execute, recorded } = processOn(store);
    const outcome = await execute(session, sessionId, [start], context());
    expect(outcome).to.include({ revision: 0, events: 1 });
    expect(store.all().map(({ type, metadata }) => [type, metadata.owner, metadata.schema])).to.deep.equal([
      ['SessionStarted', athlete, 1],
    ]);
    expect(recorded).to.deep.equal([{ account: athlete, owner: athlete, position: 1n }]);
  });

  it('tells when something happened by its own account, but never later than it was received', async () => {
    const { execute } = processOn(store);
    const receivedAt = '2026-01-10T11:59:30.000000Z' as typeof noon;
    await execute(session, sessionId, [start], context({ receivedAt }));
    expect(store.all()[0]?.metadata.occurredAt).to.equal(receivedAt);
  });

  it('decides several commands one after the other and appends them together', async () => {
    const { execute } = processOn(store);
    await execute(session, sessionId, [start, addEntry, logSet(1)], context());
    expect(store.all().map(({ type }) => type)).to.deep.equal(['SessionStarted', 'ExerciseAdded', 'SetLogged']);
    expect(
      await refusalOf(execute(session, sessionId, [rename('A'), logSet(1), start], context({ by: stranger }))),
    ).to.equal('session-not-found');
    expect(store.all()).to.have.length(3);
  });

  it('loses no update of writers in two processes', async () => {
    const processes = [processOn(store), processOn(store)];
    await processes[0]?.execute(session, sessionId, [start, addEntry], context());
    await Promise.all(
      Array.from({ length: 40 }, (_, n) => processes[n % 2]?.execute(session, sessionId, [logSet(n)], context())),
    );
    const { presence } = await (processes[0] as ReturnType<typeof processOn>).execute(
      session,
      sessionId,
      [rename('x')],
      context(),
    );
    expect(documentOf(presence)?.exercises[0]?.sets.map(({ id }) => id)).to.have.members(
      Array.from({ length: 40 }, (_, n) => setId(n)),
    );
  });

  it('gives up with concurrent-change when others win every time', async () => {
    const rival: EventStore = { read: store.read, append: async () => 'conflict' };
    const { execute } = processOn(rival);
    expect(await refusalOf(execute(session, sessionId, [start], context()))).to.equal('concurrent-change');
  });

  describe('conditions', () => {
    it('refuses a stale revision and takes the present one', async () => {
      const { execute } = processOn(store);
      await execute(session, sessionId, [start, addEntry], context());
      expect(await refusalOf(execute(session, sessionId, [rename('A')], context({ ifRevision: 0 })))).to.equal(
        'revision-mismatch',
      );
      expect((await execute(session, sessionId, [rename('A')], context({ ifRevision: 1 }))).revision).to.equal(2);
    });

    it('takes the present revision also where its own cache is behind', async () => {
      const [mine, other] = [processOn(store), processOn(store)];
      await mine.execute(session, sessionId, [start], context());
      await other.execute(session, sessionId, [rename('A')], context());
      expect((await mine.execute(session, sessionId, [rename('B')], context({ ifRevision: 1 }))).revision).to.equal(2);
    });

    it('tells nobody else whether the session exists', async () => {
      const { execute } = processOn(store);
      await execute(session, sessionId, [start], context());
      const answer = execute(session, sessionId, [rename('A')], context({ by: stranger, ifRevision: 7 }));
      expect(await refusalOf(answer)).to.equal('session-not-found');
    });
  });

  describe('idempotency', () => {
    const mark = { digest: 'digest', fingerprint: 'request' };

    it('answers a repeated key with the document as it was then, and appends nothing', async () => {
      const { execute } = processOn(store);
      await execute(session, sessionId, [start], context());
      const first = await execute(session, sessionId, [rename('A')], context({ mark }));
      await execute(session, sessionId, [rename('B')], context());
      const again = await execute(session, sessionId, [rename('A')], context({ mark }));
      expect(again.presence).to.deep.equal(first.presence);
      expect(again.revision).to.equal(1);
      expect(store.all()).to.have.length(3);
    });

    it('lets the repeating account wait for the last event of the stream', async () => {
      const { execute, recorded } = processOn(store);
      await execute(session, sessionId, [start], context({ mark }));
      await execute(session, sessionId, [rename('B')], context());
      await execute(session, sessionId, [start], context({ mark }));
      expect(recorded.at(-1)?.position).to.equal(2n);
    });

    it('refuses the key for another request', async () => {
      const { execute } = processOn(store);
      await execute(session, sessionId, [start], context({ mark }));
      const other = execute(session, sessionId, [rename('A')], context({ mark: { ...mark, fingerprint: 'other' } }));
      expect(await refusalOf(other)).to.equal('idempotency-key-reused');
    });

    it('does not remember refusals', async () => {
      const { execute } = processOn(store);
      await execute(session, sessionId, [start], context());
      expect(await refusalOf(execute(session, sessionId, [logSet(1)], context({ mark })))).to.equal('entry-not-found');
      await execute(session, sessionId, [addEntry], context());
      expect((await execute(session, sessionId, [logSet(1)], context({ mark }))).events).to.equal(1);
    });

    it('holds after a crash between append and answer', async () => {
      const [crashed, restarted] = [processOn(store), processOn(store)];
      await crashed.execute(session, sessionId, [start], context());
      await crashed.execute(session, sessionId, [rename('A')], context({ mark }));
      const { presence } = await restarted.execute(session, sessionId, [rename('A')], context({ mark }));
      expect(documentOf(presence)?.name).to.equal('A');
      expect(store.all()).to.have.length(2);
    });

    it('appends once when two processes get the same key at once', async () => {
      const [one, two] = [processOn(store), processOn(store)];
      await one.execute(session, sessionId, [start, addEntry], context());
      await two.execute(session, sessionId, [rename('warm')], context());
      const answers = await Promise.all(
        [one, two].map(({ execute }) => execute(session, sessionId, [logSet(1)], context({ mark }))),
      );
      expect(answers[0]?.presence).to.deep.equal(answers[1]?.presence);
      expect(store.all().filter(({ type }) => type === 'SetLogged')).to.have.length(1);
    });
  });

  describe('a cache that is behind the log', () => {
    it('refuses nothing that the log allows', async () => {
      const [mine, other] = [processOn(store), processOn(store)];
      await mine.execute(session, sessionId, [start], context());
      await other.execute(session, sessionId, [addEntry], context());
      expect((await mine.execute(session, sessionId, [logSet(1)], context())).events).to.equal(1);
    });

    it('takes nothing for done that was undone elsewhere', async () => {
      const [mine, other] = [processOn(store), processOn(store)];
      await mine.execute(session, sessionId, [start, rename('A')], context());
      await other.execute(session, sessionId, [rename('B')], context());
      const { presence } = await mine.execute(session, sessionId, [rename('A')], context());
      expect(documentOf(presence)?.name).to.equal('A');
      expect(store.all().map(({ type }) => type)).to.deep.equal(['SessionStarted', ...Array(3).fill('SessionRenamed')]);
    });

    it('refuses what the log refuses', async () => {
      const [mine, other] = [processOn(store), processOn(store)];
      await mine.execute(session, sessionId, [start, addEntry], context());
      await other.execute(session, sessionId, [{ type: 'DeleteSession', data: {} }], context());
      expect(await refusalOf(mine.execute(session, sessionId, [logSet(1)], context()))).to.equal('session-not-found');
    });
  });

  describe('a stream that is likely new', () => {
    it('is written without being read', async () => {
      const blind: EventStore = { ...store, read: () => Promise.reject(new Error('was read')) };
      const { execute } = processOn(blind);
      expect((await execute(session, sessionId, [start], context({ isLikelyNew: true }))).revision).to.equal(0);
      expect(store.all()).to.have.length(1);
    });

    it('is read after all where it turns out to be old, or where something is refused', async () => {
      await processOn(store).execute(session, sessionId, [start, addEntry], context());
      const { execute } = processOn(store);
      const answers = [start, logSet(1)].map((command) =>
        execute(session, sessionId, [command], context({ isLikelyNew: true })),
      );
      expect((await Promise.all(answers)).map(({ events }) => events)).to.deep.equal([0, 1]);
      const other = `${sessionId.slice(0, -1)}9` as SessionId;
      const refused = execute(session, other, [logSet(1)], context({ isLikelyNew: true }));
      expect(await refusalOf(refused)).to.equal('session-not-found');
    });
  });

  it('folds the same from a cache as from the log, whatever came in between', async () => {
    const names = fc.array(fc.tuple(fc.nat(1), fc.constantFrom('A', 'B', 'C')), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(names, async (renames) => {
        const shared = inMemoryEventStore(() => noon);
        const processes = [processOn(shared), processOn(shared)];
        await processes[0]?.execute(session, sessionId, [start], context());
        let last: string | null = null;
        for (const [process, name] of renames) {
          const { presence } = await (processes[process] as ReturnType<typeof processOn>).execute(
            session,
            sessionId,
            [rename(name)],
            context(),
          );
          expect(documentOf(presence)?.name).to.equal(name);
          last = name;
        }
        const fresh = replay(session, await shared.read(stream));
        expect(documentOf(fresh.presence)?.name).to.equal(last);
      }),
      { numRuns: 50 },
    );
  });
});

describe('claims', () => {
  const email = 'ada@example.com';
  const accountId = (n: number) => `01900000-0000-7000-8000-00000000010${n}` as AccountId;
  const register = (n: number) => ({
    ...({ type: 'RegisterAccount', as: 'self' } as const),
    data: {
      ...{ accountId: accountId(n), email, name: null, isActive: true, isSuperuser: false, role: defaultRole },
      credentialId: firstPassword,
    },
  });
  const contextOf = (n: number) => context({ by: accountId(n), owner: accountId(n) });

  it('let one of many sign-ups with one address through', async () => {
    const memory = inMemoryEventStore(() => noon);
    // As over a network, reading takes longer than the steps from a claim to the append. Writers in lockstep would take
    // the claim from each other in every attempt.
    const store: EventStore = {
      append: memory.append,
      async read(...parameters) {
        await setImmediate();
        return memory.read(...parameters);
      },
    };
    const claims = memoryClaims();
    const answers = await Promise.all(
      Array.from({ length: 9 }, (_, n) =>
        refusalOf(processOn(store, claims).execute(account, accountId(n), [register(n)], contextOf(n))),
      ),
    );
    expect(answers.filter((answer) => answer === 'accepted')).to.have.length(1);
    expect(answers.filter((answer) => answer === 'email-taken')).to.have.length(8);
  });

  it('go to the next one when their holder crashed before its append', async () => {
    const store = inMemoryEventStore(() => noon);
    const claims = memoryClaims();
    await claims.take({ scope: 'email', key: email }, `account-${accountId(1)}`, accountId(1), 0);
    await processOn(store, claims).execute(account, accountId(2), [register(2)], contextOf(2));
    expect(await claims.holder({ scope: 'email', key: email })).to.equal(`account-${accountId(2)}`);
  });

  it('are lost to a holder that was frozen before its append and wakes after the take-over', async () => {
    const store = inMemoryEventStore(() => noon);
    const claims = memoryClaims();
    const frozen = Promise.withResolvers<void>();
    const reached = Promise.withResolvers<void>();
    let appends = 0;
    const slow: EventStore = {
      read: store.read,
      async append(...parameters) {
        appends += 1;
        if (appends === 1) {
          reached.resolve();
          await frozen.promise;
        }
        return store.append(...parameters);
      },
    };
    const first = refusalOf(processOn(slow, claims).execute(account, accountId(1), [register(1)], contextOf(1)));
    await reached.promise;
    await processOn(store, claims).execute(account, accountId(2), [register(2)], contextOf(2));
    frozen.resolve();
    expect(await first).to.equal('email-taken');
    expect(store.all().map(({ type, stream: name }) => [type, name])).to.deep.equal([
      ['ClaimLapsed', `account-${accountId(1)}`],
      ['AccountRegistered', `account-${accountId(2)}`],
    ]);
  });

  it('refuse nobody for what a stream only seemed to need', async () => {
    const store = inMemoryEventStore(() => noon);
    const claims = memoryClaims();
    const { execute } = processOn(store, claims);
    const erasure = { type: 'EraseAccount', data: {}, as: 'self' } as const;
    await execute(account, accountId(1), [register(1)], contextOf(1));
    await execute(account, accountId(1), [erasure], contextOf(1));
    await execute(account, accountId(2), [register(2)], contextOf(2));
    const again = processOn(store, claims).execute(account, accountId(1), [register(1)], {
      ...contextOf(1),
      isLikelyNew: true,
    });
    expect(await refusalOf(again)).to.equal('id-taken');
  });

  it('stay with a holder that has appended but not confirmed', async () => {
    const store = inMemoryEventStore(() => noon);
    const claims = memoryClaims();
    const unconfirmed: UniquenessClaims = { ...claims, confirm: () => Promise.reject(new Error('crash')) };
    await processOn(store, unconfirmed)
      .execute(account, accountId(1), [register(1)], contextOf(1))
      .catch(() => {});
    expect(
      await refusalOf(processOn(store, claims).execute(account, accountId(2), [register(2)], contextOf(2))),
    ).to.equal('email-taken');
  });
});
