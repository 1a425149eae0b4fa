import { expect } from 'chai';
import { session } from '../../../src/commands/session/decider.ts';
import { documentOf } from '../../../src/documents/presence.ts';
import { type InMemoryEventStore, inMemoryEventStore } from '../../support/in-memory-event-store.ts';
import { noon } from '../../support/specification.ts';
import { addEntry, codeOf, context, createProcess, logSet, rename, sessionId, start } from '../support/process.ts';

describe('a repeated idempotency key', () => {
  const mark = { digest: 'digest', fingerprint: 'request' };
  let store: InMemoryEventStore;
  beforeEach(() => {
    store = inMemoryEventStore(() => noon);
  });

  it('returns the document as it was after the first command, and appends nothing', async () => {
    const { execute } = createProcess(store);
    await execute(session, sessionId, [start], context());
    const first = await execute(session, sessionId, [rename('A')], context({ mark }));
    await execute(session, sessionId, [rename('B')], context());
    const again = await execute(session, sessionId, [rename('A')], context({ mark }));
    expect(again.presence).to.deep.equal(first.presence);
    expect(again).to.include({ revision: 1, events: 0 });
    expect(store.all()).to.have.length(3);
  });

  it('reads nothing when the first command was the last one, and otherwise only up to the first command', async () => {
    const reads: [number, number | undefined][] = [];
    const counting: InMemoryEventStore = {
      ...store,
      async read(stream, known, until) {
        const events = await store.read(stream, known, until);
        reads.push([events.length, until]);
        return events;
      },
    };
    const { execute } = createProcess(counting);
    await execute(session, sessionId, [start], context());
    const first = await execute(session, sessionId, [rename('A')], context({ mark }));
    reads.length = 0;
    expect((await execute(session, sessionId, [rename('A')], context({ mark }))).presence).to.deep.equal(
      first.presence,
    );
    expect(reads).to.deep.equal([]);
    for (const name of ['B', 'C', 'D']) await execute(session, sessionId, [rename(name)], context());
    reads.length = 0;
    expect((await execute(session, sessionId, [rename('A')], context({ mark }))).presence).to.deep.equal(
      first.presence,
    );
    expect(reads).to.deep.equal([[2, 1]]);
  });

  it('records the position of the last event of the stream', async () => {
    const { execute, recorded } = createProcess(store);
    await execute(session, sessionId, [start], context({ mark }));
    await execute(session, sessionId, [rename('B')], context());
    await execute(session, sessionId, [start], context({ mark }));
    expect(recorded.at(-1)?.position).to.equal(2n);
  });

  it('returns the document after the last event of a command with several events', async () => {
    const { execute } = createProcess(store);
    await execute(session, sessionId, [start, addEntry, rename('A')], context({ mark }));
    await execute(session, sessionId, [rename('B')], context());
    const again = await execute(session, sessionId, [start], context({ mark }));
    expect(again.revision).to.equal(2);
    expect(documentOf(again.presence)).to.include({ name: 'A', revision: 2 });
  });

  it('is refused for another request', async () => {
    const { execute } = createProcess(store);
    await execute(session, sessionId, [start], context({ mark }));
    const other = execute(session, sessionId, [rename('A')], context({ mark: { ...mark, fingerprint: 'other' } }));
    expect(await codeOf(other)).to.equal('idempotency-key-reused');
  });

  it('is decided again when the first command was refused', async () => {
    const { execute } = createProcess(store);
    await execute(session, sessionId, [start], context());
    expect(await codeOf(execute(session, sessionId, [logSet(1)], context({ mark })))).to.equal('entry-not-found');
    await execute(session, sessionId, [addEntry], context());
    expect((await execute(session, sessionId, [logSet(1)], context({ mark }))).events).to.equal(1);
  });

  it('is recognised by another process after a crash between append and answer', async () => {
    const [crashed, restarted] = [createProcess(store), createProcess(store)];
    await crashed.execute(session, sessionId, [start], context());
    await crashed.execute(session, sessionId, [rename('A')], context({ mark }));
    const { presence } = await restarted.execute(session, sessionId, [rename('A')], context({ mark }));
    expect(documentOf(presence)?.name).to.equal('A');
    expect(store.all()).to.have.length(2);
  });

  it('appends once when two processes get it at the same time', async () => {
    const [one, two] = [createProcess(store), createProcess(store)];
    await one.execute(session, sessionId, [start, addEntry], context());
    await two.execute(session, sessionId, [rename('warm')], context());
    const answers = await Promise.all(
      [one, two].map(({ execute }) => execute(session, sessionId, [logSet(1)], context({ mark }))),
    );
    expect(answers[0]?.presence).to.deep.equal(answers[1]?.presence);
    expect(store.all().filter(({ type }) => type === 'SetLogged')).to.have.length(1);
  });
});
