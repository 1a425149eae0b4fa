import { expect } from 'chai';
import fc from 'fast-check';
import { type ExerciseCommand, exercise } from '../../../src/commands/exercise/decider.ts';
import type { Task } from '../../../src/commands/judge-tasks.ts';
import { type SessionCommand, session } from '../../../src/commands/session/decider.ts';
import { documentOf, type Presence } from '../../../src/documents/presence.ts';
import { DomainError } from '../../../src/errors.ts';
import type { AccountId, ExerciseId, Instant } from '../../../src/events/ids.ts';
import { perQuota } from '../../../src/events/schemas.ts';
import type { EventStore } from '../../../src/ports/event-store.ts';
import { memoryClaims } from '../../support/in-memory-claims.ts';
import { inMemoryEventStore } from '../../support/in-memory-event-store.ts';
import { memoryQuotas } from '../../support/in-memory-quotas.ts';
import { samples } from '../../support/samples.ts';
import { noon, stranger } from '../../support/specification.ts';
import { addOwn, exerciseId, reviseOwn } from '../support/exercises.ts';
import { addEntry, context, createProcess, deletion, logSet, rename, sessionId, start } from '../support/process.ts';

type Result = Readonly<{ presence: Presence<unknown>; revision: number; isRepetition: boolean }> | DomainError;

const task = <Command>(command: Command, key?: string, fingerprint = JSON.stringify(command)): Task<Command> => ({
  commands: [command],
  context: context(key === undefined ? {} : { mark: { digest: key, fingerprint } }),
});
/** What a client sees of a result. */
const seen = (result: Result) =>
  result instanceof DomainError
    ? result.code
    : { document: documentOf(result.presence), revision: result.revision, isRepetition: result.isRepetition };
const refusalOf = async <Value>(work: Promise<Value>): Promise<Value | DomainError> =>
  work.catch((error: unknown) => {
    if (error instanceof DomainError) return error;
    throw error;
  });

const complete: SessionCommand = { type: 'CompleteSession', data: { endedAt: null } };
const removeEntry: SessionCommand = {
  type: 'RemoveExercise',
  data: { entryId: '01900000-0000-7000-8000-000000000011' as never },
};
const nameOf = (name: string): ExerciseCommand => reviseOwn({ name });
const deleteOwn: ExerciseCommand = { type: 'DeleteExercise', data: { isSuperuser: false } };

describe('several tasks on one aggregate', () => {
  const createStore = () => inMemoryEventStore(() => noon);

  it('need one append and get a revision each', async () => {
    const store = createStore();
    let appends = 0;
    const counting: EventStore = {
      ...store,
      append: (...parameters) => {
        appends += 1;
        return store.append(...parameters);
      },
    };
    const { executeEach, recorded } = createProcess(counting);
    const tasks = [start, addEntry, logSet(1), logSet(2), rename('A')].map((command, n) => task(command, `key ${n}`));
    const results = await executeEach(session, sessionId, tasks);
    expect(results.map((result) => 'revision' in result && result.revision)).to.deep.equal([0, 1, 2, 3, 4]);
    expect([appends, recorded.length, recorded[0]?.position]).to.deep.equal([1, 1, 5n]);
  });

  it('are each found again under their own keys', async () => {
    const { executeEach, execute } = createProcess(createStore());
    const tasks = [start, addEntry, logSet(1)].map((command, n) => task(command, `key ${n}`));
    const results = await executeEach(session, sessionId, tasks);
    await execute(session, sessionId, [rename('later')], context());
    const again = await executeEach(session, sessionId, tasks);
    expect(again.map((each) => ({ ...(seen(each) as object), isRepetition: false }))).to.deep.equal(results.map(seen));
    for (const [index, { commands, context }] of tasks.entries()) {
      const single = await execute(session, sessionId, commands, context);
      expect(seen(single)).to.deep.equal(seen(again[index] as Result));
    }
  });

  it('append nothing of a refused one, and let the others be', async () => {
    const store = createStore();
    const { executeEach } = createProcess(store);
    const results = await executeEach(session, sessionId, [task(start), task(logSet(1)), task(rename('A'))]);
    expect(results.map((result) => (result instanceof DomainError ? result.code : 'accepted'))).to.deep.equal([
      ...['accepted', 'entry-not-found', 'accepted'],
    ]);
    expect(store.all().map(({ type }) => type)).to.deep.equal(['SessionStarted', 'SessionRenamed']);
  });

  it('are judged again when another process appends first', async () => {
    const store = createStore();
    const [one, other] = [createProcess(store), createProcess(store)];
    await one.execute(session, sessionId, [start], context());
    await other.execute(session, sessionId, [addEntry], context());
    const results = await one.executeEach(session, sessionId, [task(logSet(1)), task(rename('A'))]);
    expect(results.map((result) => 'revision' in result && result.revision)).to.deep.equal([2, 3]);
  });

  it('are refused only after the log was read, even if the cache is out of date', async () => {
    const store = createStore();
    const [one, other] = [createProcess(store), createProcess(store)];
    await one.execute(session, sessionId, [start], context());
    await other.execute(session, sessionId, [addEntry], context());
    const results = await one.executeEach(session, sessionId, [task(logSet(2)), task({ ...removeEntry })]);
    expect(results.map((result) => result instanceof DomainError)).to.deep.equal([false, false]);
  });

  it('are appended in parts when they are too large for one append', async () => {
    const sizes: number[] = [];
    const store = createStore();
    const counting: EventStore = {
      ...store,
      append: (stream, events, head) => {
        sizes.push(events.length);
        return store.append(stream, events, head);
      },
    };
    const { executeEach } = createProcess(counting);
    const long = (n: number): SessionCommand => ({ type: 'EditSession', data: { notes: `${n}`.padEnd(2_000, 'ä') } });
    const tasks = [start, ...Array.from({ length: 400 }, (_, n) => long(n))].map((command, n) => task(command, `${n}`));
    const results = await executeEach(session, sessionId, tasks);
    expect(results.map((result) => 'revision' in result && result.revision)).to.deep.equal([...tasks.keys()]);
    expect(sizes).to.have.length(3);
  });

  it('refuse only the one whose quota is used up', async () => {
    const quotas = memoryQuotas(perQuota(() => 1));
    const { executeEach, execute } = createProcess(createStore(), memoryClaims(), quotas);
    const other = '01900000-0000-7000-8000-000000000002';
    await execute(
      session,
      other,
      [{ ...start, data: { ...start.data, sessionId: other } } as SessionCommand],
      context(),
    );
    const results = await executeEach(session, sessionId, [task(start), task(rename('A'))]);
    expect(results.map(seen)).to.deep.equal(['quota-exceeded', 'session-not-found']);
  });

  it('take the place of a name for each of them, as one after the other', async () => {
    const otherId = '01900000-0000-7000-8000-000000000042' as ExerciseId;
    const store = createStore();
    const { executeEach, execute } = createProcess(store, memoryClaims());
    const another = { ...addOwn({ name: 'Taken' }), data: { ...addOwn({ name: 'Taken' }).data, exerciseId: otherId } };
    await execute(exercise, otherId, [another as ExerciseCommand], context());
    const tasks = [addOwn({ name: 'Free' }), nameOf('Taken'), nameOf('Other'), deleteOwn].map((each) => task(each));
    const results = await executeEach(exercise, exerciseId, tasks);
    expect(results.map((result) => (result instanceof DomainError ? result.code : 'accepted'))).to.deep.equal([
      ...['accepted', 'exercise-name-taken', 'accepted', 'accepted'],
    ]);
  });

  it('record when they were made, but never a time after the server’s', async () => {
    const store = createStore();
    const { executeEach } = createProcess(store);
    const made = (occurredAt: string, command: SessionCommand) => {
      const { commands, context: base } = task(command);
      return { commands, context: { ...base, occurredAt: occurredAt as Instant } };
    };
    const open = { ...start, data: { ...start.data, startedAt: null } } as SessionCommand;
    await executeEach(session, sessionId, [
      made('2026-01-10T09:00:00.000000Z', open),
      made('2026-01-10T09:10:00.000000Z', addEntry),
      made('2027-01-10T09:10:00.000000Z', rename('A')),
      made('2026-01-10T10:00:00.000000Z', complete),
    ]);
    expect(store.all().map(({ metadata }) => metadata.occurredAt.slice(0, 16))).to.deep.equal([
      ...['2026-01-10T09:00', '2026-01-10T09:10', '2026-01-10T12:00', '2026-01-10T10:00'],
    ]);
    expect(store.all()[0]?.data).to.include({ startedAt: '2026-01-10T09:00:00.000000Z' });
    expect(store.all()[3]?.data).to.include({ endedAt: '2026-01-10T10:00:00.000000Z' });
  });

  it('tell an account whether a missing thing was deleted only if it was the account’s own', async () => {
    const { executeEach, execute } = createProcess(createStore());
    await execute(session, sessionId, [start, addEntry, logSet(1), removeEntry], context());
    await execute(exercise, exerciseId, [addOwn(), deleteOwn], context());
    const unknown = async (results: Promise<readonly Result[]>) => {
      const [result] = await results;
      return result instanceof DomainError && result.namesUnknown;
    };
    const foreign = { commands: [nameOf('A')], context: context({ by: stranger as AccountId, owner: stranger }) };
    expect(await unknown(executeEach(session, sessionId, [task(logSet(2))])), 'removed entry').to.equal(false);
    expect(await unknown(executeEach(exercise, exerciseId, [task(nameOf('A'))])), 'own exercise').to.equal(false);
    expect(await unknown(executeEach(exercise, exerciseId, [foreign])), 'exercise of another').to.equal(true);
    await execute(session, sessionId, [deletion], context());
    expect(await unknown(executeEach(session, sessionId, [task(rename('A'))])), 'own session').to.equal(false);
    const stranded = { commands: [rename('A')], context: foreign.context };
    expect(await unknown(executeEach(session, sessionId, [stranded])), 'session of another').to.equal(true);
  });

  it('have the results and events that they have one after the other', async () => {
    const commands = [start, addEntry, logSet(1), logSet(2), rename('A'), rename('B'), removeEntry, complete, deletion];
    const tasks = fc.array(
      fc.record({
        command: fc.constantFrom(...commands, start, addEntry, logSet(1)),
        key: fc.option(fc.integer({ min: 0, max: 8 }), { nil: undefined }),
        ifRevision: fc.option(fc.integer({ min: 0, max: 6 }), { nil: undefined, freq: 4 }),
        cut: fc.boolean(),
      }),
      { maxLength: 14 },
    );
    await fc.assert(
      fc.asyncProperty(tasks, async (all) => {
        const [single, together] = [createStore(), createStore()];
        const [{ execute }, { executeEach }] = [createProcess(single), createProcess(together)];
        const expected: unknown[] = [];
        const results: unknown[] = [];
        let batch: Task<SessionCommand>[] = [];
        const flush = async () => {
          results.push(...(await executeEach(session, sessionId, batch)).map(seen));
          batch = [];
        };
        for (const { command, key, ifRevision, cut } of all) {
          const { commands, context } = task(command, key === undefined ? undefined : String(key));
          const conditional = { ...context, ...(ifRevision !== undefined && { ifRevision }) };
          expected.push(seen(await refusalOf(execute(session, sessionId, commands, conditional))));
          batch.push({ commands, context: conditional });
          if (cut) await flush();
        }
        await flush();
        expect(results).to.deep.equal(expected);
        const withoutChain = (store: typeof single) =>
          store.all().map(({ id: _, metadata: { chain: __, ...metadata }, ...event }) => ({ ...event, metadata }));
        expect(withoutChain(together)).to.deep.equal(withoutChain(single));
      }),
      samples(200),
    );
  });
});
