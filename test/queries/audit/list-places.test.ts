import { expect } from 'chai';
import type { AccountId, ExerciseId, Instant } from '../../../src/events/ids.ts';
import { auditedKinds } from '../../../src/queries/audit/audited-kinds.ts';
import { type ListPlaces, listPlaces } from '../../../src/queries/audit/list-places.ts';
import { createMemoryLog, type MemoryLog } from '../../projections/support/memory-log.ts';
import { idFor, ownerId } from '../../projections/support/training.ts';
import { useDatabase } from '../../support/databases.ts';
import { createReadTables } from '../support/read-tables.ts';
import { createSessionWriter } from '../support/session-writer.ts';

const [athlete, other] = [ownerId(1), ownerId(2)] as [AccountId, AccountId];
const [squat, bench] = [idFor(4, 1), idFor(4, 2)] as [ExerciseId, ExerciseId];

describe('the places of events', () => {
  const database = useDatabase();
  let log: MemoryLog;
  let tables: Awaited<ReturnType<typeof createReadTables>>;

  beforeEach(async () => {
    log = createMemoryLog();
    tables = await createReadTables(database.db, log.all, { lanes: 4 });
  });

  const list = (question: Partial<ListPlaces> = {}) =>
    listPlaces(tables.reader, {
      ...{ athlete, kinds: auditedKinds, filters: {}, sortOrder: 'asc', after: null, limit: 50 },
      requiredPosition: () => log.all().at(-1)?.position ?? 0n,
      ...question,
    });
  const typesOf = async (question: Partial<ListPlaces> = {}) => {
    const { places } = await list(question);
    const at = new Map(log.all().map(({ position, type }) => [position, type]));
    return places.map(({ position }) => at.get(position));
  };

  /** A session with two exercises, of which the second one is corrected to the first, and is removed afterwards. */
  function writeSession(number: number, owner = athlete) {
    const session = createSessionWriter(log, number, owner);
    session.start({ startedAt: '2026-01-10T12:00:00.000000Z' });
    const entry = session.addExercise(squat, 'Squat');
    session.logSet(entry, { value: 100, unit: 'kg' });
    const corrected = session.addExercise(bench, 'Bench Press');
    session.logSet(corrected, { value: 90, unit: 'kg' });
    session.write('ExerciseRemoved', { entryId: corrected, correction: true });
    return session;
  }
  const ofSession = [
    ...['SessionStarted', 'ExerciseAdded', 'SetLogged', 'ExerciseAdded', 'SetLogged', 'ExerciseRemoved'],
  ];

  it('are those of the athlete, in the order of the log or backwards', async () => {
    writeSession(1);
    writeSession(2, other);
    await tables.project();
    expect(await typesOf()).to.deep.equal(ofSession);
    expect(await typesOf({ sortOrder: 'desc' })).to.deep.equal(ofSession.toReversed());
    expect(await typesOf({ kinds: ['plan'] })).to.deep.equal([]);
  });

  it('are chosen by type, correction, channel, actor and times', async () => {
    writeSession(1);
    await tables.project();
    const [{ metadata, recordedAt } = { metadata: null, recordedAt: '' as Instant }] = log.all();
    expect(await typesOf({ filters: { types: new Set(['SetLogged']) } })).to.deep.equal(['SetLogged', 'SetLogged']);
    expect(await typesOf({ filters: { isCorrection: true } })).to.deep.equal(['ExerciseRemoved']);
    expect(await typesOf({ filters: { actor: metadata?.actor.id, via: metadata?.actor.via } })).to.have.length(6);
    expect(await typesOf({ filters: { via: 'cli' } })).to.deep.equal([]);
    expect(await typesOf({ filters: { recordedFrom: recordedAt, occurredFrom: metadata?.occurredAt } })).to.have.length(
      6,
    );
    expect(await typesOf({ filters: { recordedTo: recordedAt } })).to.deep.equal([]);
    expect(await typesOf({ filters: { occurredTo: metadata?.occurredAt } })).to.deep.equal([]);
  });

  it('are not chosen by the coach who has declined or ended, whom the audit does not name', async () => {
    const coach = ownerId(3);
    const relationship = { stream: `coaching-${idFor(6, 1)}`, owner: athlete, schema: 1 };
    const terms = { coachId: coach, scope: [], expiresAt: null };
    const data = { ...terms, coachingId: idFor(6, 1), athleteId: athlete, by: 'coach' };
    const personal = { email: 'coach@example.com', message: null };
    const types = ['CoachInvited', 'CoachingAccepted', 'CoachingEnded', 'CoachingDeclined'];
    for (const type of types) {
      const actor = type === 'CoachInvited' ? athlete : coach;
      log.append({ ...relationship, type, actor, data: { ...data, personal } });
    }
    await tables.project();
    expect(await typesOf()).to.deep.equal(types);
    expect(await typesOf({ filters: { actor: coach } })).to.deep.equal(['CoachingAccepted']);
    expect(await typesOf({ filters: { actor: athlete } })).to.deep.equal(['CoachInvited']);
  });

  it('are chosen by the exercise of the entry, which an event about a set does not name', async () => {
    writeSession(1);
    await tables.project();
    expect(await typesOf({ filters: { exercise: squat } })).to.deep.equal(['ExerciseAdded', 'SetLogged']);
    expect(await typesOf({ filters: { exercise: bench } })).to.deep.equal([
      ...['ExerciseAdded', 'SetLogged', 'ExerciseRemoved'],
    ]);
  });

  it('come in pages that neither repeat nor skip an event when others follow', async () => {
    for (const sortOrder of ['asc', 'desc'] as const) {
      log = createMemoryLog();
      tables = await createReadTables(database.db, log.all, { lanes: 4 });
      writeSession(1);
      await tables.project();
      const expected = log.all().map(({ position }) => position);
      const seen: bigint[] = [];
      let after: bigint | null = null;
      do {
        const page: Awaited<ReturnType<typeof list>> = await list({ sortOrder, after, limit: 4 });
        seen.push(...page.places.map(({ position }) => position));
        after = page.next;
        if (seen.length === 4) writeSession(3);
        await tables.project();
      } while (after !== null);
      if (sortOrder === 'asc') expect(seen).to.deep.equal(log.all().map(({ position }) => position));
      else expect(seen).to.deep.equal(expected.toReversed());
    }
  });

  it('wait for what the caller has written', async () => {
    writeSession(1);
    const refused = await list().catch((error: unknown) => error);
    expect(refused).to.include({ code: 'read-model-behind' });
  });
});
