import { expect } from 'chai';
import { session } from '../../../src/commands/session/decider.ts';
import { documentOf } from '../../../src/documents/presence.ts';
import type { SessionId } from '../../../src/events/ids.ts';
import { streamOf } from '../../../src/events/streams.ts';
import type { EventStore } from '../../../src/ports/event-store.ts';
import { type InMemoryEventStore, inMemoryEventStore } from '../../support/in-memory-event-store.ts';
import { noon } from '../../support/specification.ts';
import {
  addEntry,
  codeOf,
  context,
  createProcess,
  deletion,
  logSet,
  rename,
  sessionId,
  start,
} from '../support/process.ts';

describe('a cached stream', () => {
  let store: InMemoryEventStore;
  beforeEach(() => {
    store = inMemoryEventStore(() => noon);
  });

  it('is not read again for a command that appends', async () => {
    let reads = 0;
    const counting: EventStore = {
      append: store.append,
      read: (...parameters) => {
        reads += 1;
        return store.read(...parameters);
      },
    };
    const { execute } = createProcess(counting);
    await execute(session, sessionId, [start], context());
    const before = reads;
    await execute(session, sessionId, [rename('A')], context());
    expect(reads).to.equal(before);
  });

  it('is forgotten after a conflict', async () => {
    const [mine, other] = [createProcess(store), createProcess(store)];
    await mine.execute(session, sessionId, [start], context());
    await other.execute(session, sessionId, [rename('A')], context());
    await mine.execute(session, sessionId, [rename('B')], context());
    expect(store.all().map(({ revision }) => revision)).to.deep.equal([0, 1, 2]);
    expect(mine.cache.get(streamOf('session', sessionId))).to.have.nested.property('head.revision', 2);
  });

  it('does not refuse what the log allows when it is older than the log', async () => {
    const [mine, other] = [createProcess(store), createProcess(store)];
    await mine.execute(session, sessionId, [start], context());
    await other.execute(session, sessionId, [addEntry], context());
    expect((await mine.execute(session, sessionId, [logSet(1)], context())).events).to.equal(1);
  });

  it('does not take a change as done that another process has undone', async () => {
    const [mine, other] = [createProcess(store), createProcess(store)];
    await mine.execute(session, sessionId, [start, rename('A')], context());
    await other.execute(session, sessionId, [rename('B')], context());
    const { presence } = await mine.execute(session, sessionId, [rename('A')], context());
    expect(documentOf(presence)?.name).to.equal('A');
    expect(store.all().map(({ type }) => type)).to.deep.equal(['SessionStarted', ...Array(3).fill('SessionRenamed')]);
  });

  it('refuses what the log refuses when it is older than the log', async () => {
    const [mine, other] = [createProcess(store), createProcess(store)];
    await mine.execute(session, sessionId, [start, addEntry], context());
    await other.execute(session, sessionId, [deletion], context());
    expect(await codeOf(mine.execute(session, sessionId, [logSet(1)], context()))).to.equal('session-not-found');
  });

  it('passes on an error that is no refusal without deciding again', async () => {
    const { execute } = createProcess(store);
    await execute(session, sessionId, [start], context());
    const broken = {
      ...session,
      decide: () => {
        throw new Error('a defect');
      },
    };
    const failure = await execute(broken, sessionId, [rename('A')], context()).catch((error: unknown) => error);
    expect(failure).to.include({ message: 'a defect' });
  });
});

describe('a stream that is probably new', () => {
  let store: InMemoryEventStore;
  beforeEach(() => {
    store = inMemoryEventStore(() => noon);
  });

  it('is appended to without being read', async () => {
    const blind: EventStore = { ...store, read: () => Promise.reject(new Error('was read')) };
    const { execute } = createProcess(blind);
    expect((await execute(session, sessionId, [start], context({ knownEvents: [] }))).revision).to.equal(0);
    expect(store.all()).to.have.length(1);
  });

  it('is read when it exists already', async () => {
    await createProcess(store).execute(session, sessionId, [start, addEntry], context());
    const { execute } = createProcess(store);
    const answers = [start, logSet(1)].map((command) =>
      execute(session, sessionId, [command], context({ knownEvents: [] })),
    );
    expect((await Promise.all(answers)).map(({ events }) => events)).to.deep.equal([0, 1]);
  });

  it('is read before a refusal', async () => {
    const { execute } = createProcess(store);
    const other = `${sessionId.slice(0, -1)}9` as SessionId;
    const refused = execute(session, other, [logSet(1)], context({ knownEvents: [] }));
    expect(await codeOf(refused)).to.equal('session-not-found');
  });
});
