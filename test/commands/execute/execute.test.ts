import { expect } from 'chai';
import fc from 'fast-check';
import { rehearse } from '../../../src/commands/decision.ts';
import { type SessionCommand, session } from '../../../src/commands/session/decider.ts';
import { documentOf, replay } from '../../../src/documents/presence.ts';
import type { StreamEvent } from '../../../src/events/event.ts';
import type { Instant } from '../../../src/events/ids.ts';
import type { SessionEvent } from '../../../src/events/session.ts';
import { streamOf } from '../../../src/events/streams.ts';
import type { EventStore } from '../../../src/ports/event-store.ts';
import { type InMemoryEventStore, inMemoryEventStore } from '../../support/in-memory-event-store.ts';
import { samples } from '../../support/samples.ts';
import { athlete, noon, stranger } from '../../support/specification.ts';
import {
  addEntry,
  codeOf,
  context,
  createProcess,
  entryId,
  logSet,
  rename,
  sessionId,
  setId,
  start,
} from '../support/process.ts';

describe('execute', () => {
  let store: InMemoryEventStore;
  beforeEach(() => {
    store = inMemoryEventStore(() => noon);
  });

  it('appends the decided events with type, owner and schema, and records the position for the account', async () => {
    const { execute, recorded } = createProcess(store);
    const outcome = await execute(session, sessionId, [start], context());
    expect(outcome).to.include({ revision: 0, events: 1, owner: athlete, position: 1n });
    expect(documentOf(outcome.presence)).to.include({ id: sessionId, revision: 0 });
    expect(store.all().map(({ type, metadata }) => [type, metadata.owner, metadata.schema])).to.deep.equal([
      ['SessionStarted', athlete, 2],
    ]);
    expect(recorded).to.deep.equal([{ account: athlete, owner: athlete, position: 1n }]);
  });

  it('writes the context of the command into the metadata of each event', async () => {
    const { execute } = createProcess(store);
    const mark = { digest: 'digest', fingerprint: 'request' };
    await execute(session, sessionId, [start], context({ causationId: 'cause', mark }));
    const { chain: _, ...metadata } = store.all()[0]?.metadata ?? { chain: '' };
    expect(metadata).to.deep.equal({
      $correlationId: 'request',
      $causationId: 'cause',
      actor: { id: athlete, role: 'application-access', via: 'http' },
      owner: athlete,
      occurredAt: noon,
      receivedAt: noon,
      schema: 2,
      command: mark,
    });
  });

  it('keeps the owner of the first event when another account sends a later command', async () => {
    const { execute } = createProcess(store);
    await execute(session, sessionId, [start], context());
    const outcome = await execute(session, sessionId, [rename('A')], context({ owner: stranger }));
    expect(outcome.owner).to.equal(athlete);
    expect(store.all()[1]?.metadata.owner).to.equal(athlete);
  });

  it('sets occurredAt to the time that the event says, but never later than receivedAt', async () => {
    const { execute } = createProcess(store);
    const receivedAt = '2026-01-10T12:30:00.000000Z' as Instant;
    await execute(session, sessionId, [start, rename('A')], context({ receivedAt }));
    expect(store.all().map(({ metadata }) => metadata.occurredAt)).to.deep.equal([noon, receivedAt]);
    const early = '2026-01-10T11:59:30.000000Z' as Instant;
    const other = `${sessionId.slice(0, -1)}2` as typeof sessionId;
    const second = { ...start, data: { ...start.data, sessionId: other } } as SessionCommand;
    await execute(session, other, [second], context({ receivedAt: early }));
    expect(store.all()[2]?.metadata.occurredAt).to.equal(early);
  });

  it('lets a command without a time count from when it was made, but never later than receivedAt', async () => {
    const { execute } = createProcess(store);
    const untimed: SessionCommand = { type: 'StartSession', data: { ...start.data, startedAt: null } as never };
    const earlier = '2026-01-10T11:00:00.000000Z' as Instant;
    const later = '2026-01-10T13:00:00.000000Z' as Instant;
    for (const [id, occurredAt] of [undefined, earlier, later].entries()) {
      await execute(
        session,
        `01900000-0000-7000-8000-00000000006${id}`,
        [untimed],
        context({ ...(occurredAt && { occurredAt }) }),
      );
    }
    const starts = store.all().map(({ data }) => 'startedAt' in data && data.startedAt);
    expect(starts).to.deep.equal([noon, earlier, noon]);
  });

  it('decides several commands in order and appends their events together', async () => {
    const { execute } = createProcess(store);
    const outcome = await execute(session, sessionId, [start, addEntry, logSet(1)], context());
    expect(outcome).to.include({ revision: 2, events: 3 });
    expect(store.all().map(({ type }) => type)).to.deep.equal(['SessionStarted', 'ExerciseAdded', 'SetLogged']);
  });

  it('appends nothing when one of several commands is refused', async () => {
    const { execute } = createProcess(store);
    await execute(session, sessionId, [start], context());
    expect(await codeOf(execute(session, sessionId, [rename('A'), logSet(1)], context()))).to.equal('entry-not-found');
    expect(store.all()).to.have.length(1);
  });

  it('returns the head of the stream and records its position when a command changes nothing', async () => {
    const { execute, recorded } = createProcess(store);
    await execute(session, sessionId, [start, rename('A')], context());
    const outcome = await execute(session, sessionId, [rename('A')], context());
    expect(outcome).to.include({ revision: 1, events: 0, owner: athlete, position: 2n });
    expect(recorded.at(-1)).to.deep.equal({ account: athlete, owner: athlete, position: 2n });
  });

  it('runs beforeAppend only when there are events to append', async () => {
    const { execute } = createProcess(store);
    let runs = 0;
    const beforeAppend = async () => {
      runs += 1;
    };
    const counting = context({ beforeAppend });
    await execute(session, sessionId, [start], counting);
    expect(runs).to.equal(1);
    await execute(session, sessionId, [start], counting);
    expect(await codeOf(execute(session, sessionId, [logSet(1)], counting))).to.equal('entry-not-found');
    expect(runs).to.equal(1);
  });

  it('loses no event of writers in two processes', async () => {
    const first = createProcess(store);
    const processes = [first, createProcess(store)];
    await first.execute(session, sessionId, [start, addEntry], context());
    await Promise.all(
      Array.from({ length: 40 }, (_, n) => processes[n % 2]?.execute(session, sessionId, [logSet(n)], context())),
    );
    const { presence } = await first.execute(session, sessionId, [rename('x')], context());
    expect(documentOf(presence)?.exercises[0]?.sets.map(({ id }) => id)).to.have.members(
      Array.from({ length: 40 }, (_, n) => setId(n)),
    );
  });

  it('decides commands of one process on one stream one after the other, without a conflict', async () => {
    let conflicts = 0;
    const counting: EventStore = {
      read: store.read,
      async append(...parameters) {
        const head = await store.append(...parameters);
        if (head === 'conflict') conflicts += 1;
        return head;
      },
    };
    const { execute } = createProcess(counting);
    await execute(session, sessionId, [start, addEntry], context());
    const works = Array.from({ length: 20 }, (_, n) => execute(session, sessionId, [logSet(n)], context()));
    expect((await Promise.all(works)).map(({ revision }) => revision)).to.deep.equal(
      Array.from({ length: 20 }, (_, n) => n + 2),
    );
    expect(conflicts).to.equal(0);
  });

  it('continues with the next command on a stream after one that failed', async () => {
    const { execute } = createProcess(store);
    const failing = execute(session, sessionId, [logSet(1)], context());
    const working = execute(session, sessionId, [start], context());
    expect(await codeOf(failing)).to.equal('session-not-found');
    expect((await working).revision).to.equal(0);
  });

  it('refuses with concurrent-change after sixteen conflicts', async () => {
    let appends = 0;
    const rival: EventStore = {
      read: store.read,
      append: async () => {
        appends += 1;
        return 'conflict';
      },
    };
    const { execute } = createProcess(rival);
    expect(await codeOf(execute(session, sessionId, [start], context()))).to.equal('concurrent-change');
    expect(appends).to.equal(16);
  });

  it('returns the same document from the cache as from the log, whichever process wrote last', async () => {
    const names = fc.array(fc.tuple(fc.nat(1), fc.constantFrom('A', 'B', 'C')), { maxLength: 20 });
    const property = fc.asyncProperty(names, async (renames) => {
      const shared = inMemoryEventStore(() => noon);
      const first = createProcess(shared);
      const processes = [first, createProcess(shared)];
      await first.execute(session, sessionId, [start], context());
      let last: string | null = null;
      for (const [process, name] of renames) {
        const outcome = await processes[process]?.execute(session, sessionId, [rename(name)], context());
        expect(outcome && documentOf(outcome.presence)?.name).to.equal(name);
        last = name;
      }
      const fresh = replay(session, await shared.read(streamOf('session', sessionId)));
      expect(documentOf(fresh.presence)?.name).to.equal(last);
    });
    await fc.assert(property, samples(50));
  });
});

describe('a condition on the revision', () => {
  let store: InMemoryEventStore;
  beforeEach(() => {
    store = inMemoryEventStore(() => noon);
  });

  it('refuses a command with a stale revision and accepts one with the current revision', async () => {
    const { execute } = createProcess(store);
    await execute(session, sessionId, [start, addEntry], context());
    const stale = execute(session, sessionId, [rename('A')], context({ ifRevision: 0 }));
    expect(await codeOf(stale)).to.equal('revision-mismatch');
    expect((await execute(session, sessionId, [rename('A')], context({ ifRevision: 1 }))).revision).to.equal(2);
  });

  it('accepts the current revision when the cache of the process is older', async () => {
    const [mine, other] = [createProcess(store), createProcess(store)];
    await mine.execute(session, sessionId, [start], context());
    await other.execute(session, sessionId, [rename('A')], context());
    expect((await mine.execute(session, sessionId, [rename('B')], context({ ifRevision: 1 }))).revision).to.equal(2);
  });

  it('does not reveal to another account that the session exists', async () => {
    const { execute } = createProcess(store);
    await execute(session, sessionId, [start], context());
    const answer = execute(session, sessionId, [rename('A')], context({ by: stranger, ifRevision: 7 }));
    expect(await codeOf(answer)).to.equal('session-not-found');
  });
});

describe('a rehearsal', () => {
  it('refuses what execute would refuse, and appends nothing', async () => {
    const store = inMemoryEventStore(() => noon);
    await createProcess(store).execute(session, sessionId, [start, addEntry], context());
    const events = (await store.read(streamOf('session', sessionId))) as readonly StreamEvent<SessionEvent>[];
    const rehearsal = (...commands: SessionCommand[]) =>
      [...rehearse(session, events, commands, context())].find(({ refusal }) => refusal)?.refusal ?? null;
    expect(rehearsal(logSet(1), rename('A'))).to.equal(null);
    expect(rehearsal(logSet(1), { type: 'RemoveSet', data: { entryId, setId: setId(2) } })?.code).to.equal(
      'set-not-found',
    );
    expect(store.all()).to.have.length(2);
  });
});
