import { expect } from 'chai';
import type { UnitDocument } from '../../../src/documents/unit.ts';
import { noMuscles } from '../../../src/events/exercise.ts';
import type { AccountId, UnitId } from '../../../src/events/ids.ts';
import { type ListChanges, listChanges } from '../../../src/queries/changes/list-changes.ts';
import { getUnit } from '../../../src/queries/units/get-unit.ts';
import { type ListUnits, listUnits } from '../../../src/queries/units/list-units.ts';
import { createMemoryLog, type MemoryLog } from '../../projections/support/memory-log.ts';
import { idFor, ownerId } from '../../projections/support/training.ts';
import { useDatabase } from '../../support/databases.ts';
import { createReadTables } from '../support/read-tables.ts';
import { refusalOf } from '../support/refusal.ts';
import { unitCreated, unitExerciseAdded, unitIdOf } from '../support/unit-events.ts';

const [inCatalogue, kept] = [idFor(5, 1), idFor(5, 2)];
const [owner, stranger] = [ownerId(1) as AccountId, ownerId(2) as AccountId];

describe('queries for training units', () => {
  const database = useDatabase();
  let log: MemoryLog;
  let tables: Awaited<ReturnType<typeof createReadTables>>;

  beforeEach(async () => {
    log = createMemoryLog();
    tables = await createReadTables(database.db, log.all, { lanes: 4 });
  });

  const ofUnit = (number: number, type: string) => ({ type, data: {}, stream: `unit-${unitIdOf(number)}`, owner });
  const of = (number: number, type: string) => log.append(ofUnit(number, type));
  const ofMuscles = (type: string, data: object) => ({
    ...{ type, data, stream: 'directory-muscleGroups', owner: 'system' as const },
  });
  const deleteExercise = (id: string) => {
    const texts = { name: 'Row', aliases: [], instructions: null, safety: null };
    const lists = { primaryMuscles: [1], secondaryMuscles: [], equipment: [], tags: [], metrics: ['weight'] };
    const traits = { category: 'strength', difficultyLevel: 'expert', force: null, mechanic: null, ...lists };
    const pictures = { imagePathStart: null, imagePathEnd: null };
    const stream = `exercise-${id}`;
    const data = { exerciseId: id, slug: id, ...texts, ...traits, ...pictures };
    log.append({ type: 'CatalogueExerciseAdded', data, stream, owner: 'system' });
    log.append({ type: 'ExerciseDeleted', data: {}, stream, owner: 'system' });
  };
  const get = (number: number, of: AccountId = owner, requiredPosition = () => 0n) =>
    getUnit(tables.reader, { id: unitIdOf(number) as UnitId, owner: of, requiredPosition });
  const list = async (question: Partial<ListUnits> = {}) => {
    const usual = {
      scope: 'mine',
      orderBy: 'name',
      sortOrder: 'asc',
      limit: 20,
      offset: 0,
      requiredPosition: () => 0n,
    } as const;
    return JSON.parse((await listUnits(tables.reader, { owner, ...usual, ...question })).body);
  };
  const namesIn = async (question: Partial<ListUnits> = {}) =>
    (await list(question)).items.map(({ name }: { name: string }) => name);

  it('return the unit of its owner, and nothing for others and after its deletion', async () => {
    log.append(unitCreated(1, owner, 'Day A'), unitCreated(2, owner, 'Day B'));
    of(2, 'UnitDeleted');
    await tables.project();
    const found = await get(1);
    expect(found?.revision).to.equal(0);
    expect(JSON.parse(found?.doc ?? '')).to.include({ name: 'Day A', archivedAt: null });
    expect(await get(1, stranger)).to.equal(null);
    expect(await get(2)).to.equal(null);
  });

  it('show null for deleted exercises and alternatives, keep their names, and change the ETag', async () => {
    const alternatives = [inCatalogue, kept, null];
    log.append(unitCreated(1, owner, 'Day A'), unitExerciseAdded(1, owner, { exerciseId: inCatalogue, alternatives }));
    await tables.project();
    expect(await get(1)).to.include({ joined: '0.0' });
    deleteExercise(inCatalogue);
    await tables.project();
    const found = await get(1);
    expect(found).to.include({ revision: 1, joined: '1.0' });
    const [exercise] = (JSON.parse(found?.doc ?? '') as UnitDocument).exercises;
    expect(exercise).to.include({ exerciseId: null, name: '"exerciseId":"' });
    expect(exercise?.alternatives).to.deep.equal([
      { exerciseId: null, name: 'Alternative 0' },
      { exerciseId: kept, name: 'Alternative 1' },
      { exerciseId: null, name: 'Alternative 2' },
    ]);
  });

  it('show muscles with the names that they have now, also to others, and leave out deleted ones', async () => {
    const muscles = { primaryMuscles: [9, 4, 7], secondaryMuscles: [] };
    const text = 'a "Muscles":[4]';
    log.append(unitCreated(1, owner, text));
    log.append(unitExerciseAdded(1, owner, { exerciseId: kept, alternatives: [], muscles }));
    log.append(unitExerciseAdded(1, owner, { exerciseId: null, alternatives: [], muscles: noMuscles, number: 2 }));
    log.append({ ...ofUnit(1, 'SharingChanged'), data: { status: 'public' } });
    log.append({
      ...{ type: 'AccountRegistered', stream: `account-${owner}`, owner },
      data: {
        ...{ accountId: owner, isActive: true, isSuperuser: false, role: 'application-access', credentialId: owner },
        personal: { email: 'owner@example.com', name: null },
      },
    });
    for (const [itemId, name] of [
      [4, 'chest'],
      [9, '"quads" é'],
      [7, 'calves'],
    ] as const) {
      log.append(ofMuscles('DirectoryItemAdded', { itemId, name, anatomicalName: null }));
    }
    await tables.project();
    const first = await get(1);
    const unit = JSON.parse(first?.doc ?? '');
    expect(unit.name).to.equal(text);
    const [linked, unlinked] = unit.exercises;
    expect(linked.primaryMuscles).to.deep.equal([
      { id: 9, name: '"quads" é' },
      { id: 4, name: 'chest' },
      { id: 7, name: 'calves' },
    ]);
    expect([linked.secondaryMuscles, unlinked.primaryMuscles]).to.deep.equal([[], []]);
    expect(first).to.include({ revision: 3, joined: '0.2' });
    const known = { ...{ id: unitIdOf(1) as UnitId, owner, requiredPosition: () => 0n }, known: '3.0.2' };
    expect((await getUnit(tables.reader, known))?.doc).to.equal('');

    log.append(ofMuscles('DirectoryItemRenamed', { itemId: 4, name: 'pecs', anatomicalName: null }));
    log.append(ofMuscles('DirectoryItemRemoved', { itemId: 7 }));
    await tables.project();
    for (const reader of [owner, stranger]) {
      const later = await get(1, reader);
      expect(later).to.include({ revision: 3, joined: '0.4' });
      expect(JSON.parse(later?.doc ?? '').exercises[0].primaryMuscles).to.deep.equal([
        { id: 9, name: '"quads" é' },
        { id: 4, name: 'pecs' },
      ]);
    }
    expect((await getUnit(tables.reader, known))?.doc).not.to.equal('');
  });

  it('are told to followers again when a muscle is renamed, if they have linked exercises', async () => {
    log.append(unitCreated(1, owner, 'Day A'), unitExerciseAdded(1, owner, { exerciseId: kept, alternatives: [] }));
    log.append(unitCreated(2, owner, 'Day B'));
    log.append(ofMuscles('DirectoryItemAdded', { itemId: 4, name: 'chest', anatomicalName: null }));
    await tables.project();
    const question = { owner, requiredPosition: () => 0n, imageBase: '', kinds: ['unit'], limit: 100 } as const;
    const { next } = await listChanges(tables.reader, { ...question, after: null });
    log.append(ofMuscles('DirectoryItemRenamed', { itemId: 4, name: 'pecs', anatomicalName: null }));
    log.append({
      ...{ type: 'DirectoryItemAdded', stream: 'directory-equipment', owner: 'system' },
      data: { itemId: 1, name: 'bar', anatomicalName: null },
    });
    await tables.project();
    const later = await listChanges(tables.reader, { ...question, after: next });
    const [{ id, document }, ...others] = JSON.parse(`[${later.items}]`);
    expect([id, others]).to.deep.equal([unitIdOf(1), []]);
    expect(document.exercises[0].primaryMuscles).to.deep.equal([{ id: 4, name: 'pecs' }]);
    expect((await listChanges(tables.reader, { ...question, after: later.next })).items).to.equal('');
  });

  it('list the units of an account by name, in any case, as summaries', async () => {
    for (const [at, name] of ['b', 'Ä', 'C'].entries()) log.append(unitCreated(at, owner, name));
    log.append(unitCreated(9, stranger, 'other'));
    await tables.project();
    const { total, items } = await list();
    expect([total, items.map(({ name }: { name: string }) => name)]).to.deep.equal([3, ['Ä', 'b', 'C']]);
    expect(items[0]).to.have.all.keys(
      ...['id', 'userId', 'access', 'sharing', 'name', 'description', 'archivedAt', 'copyOf', 'exerciseCount'],
      ...['revision', 'createdAt', 'updatedAt'],
    );
    expect(await namesIn({ sortOrder: 'desc' })).to.deep.equal(['C', 'b', 'Ä']);
    expect(await namesIn({ limit: 1, offset: 1 })).to.deep.equal(['b']);
  });

  it('find units by a part of the name, and take wildcards literally', async () => {
    for (const [at, name] of ['Push 100%', 'Pull', 'push light'].entries()) log.append(unitCreated(at, owner, name));
    await tables.project();
    expect(await namesIn({ search: 'PUSH' })).to.deep.equal(['Push 100%', 'push light']);
    expect(await namesIn({ search: '0%' })).to.deep.equal(['Push 100%']);
    expect(await namesIn({ search: 'p%h' })).to.deep.equal([]);
  });

  it('filter by archived, and by the time of the last change', async () => {
    log.append(unitCreated(1, owner, 'Day A'), unitCreated(2, owner, 'Day B'));
    of(1, 'UnitArchived');
    await tables.project();
    expect(await namesIn()).to.deep.equal(['Day A', 'Day B']);
    expect(await namesIn({ archived: true })).to.deep.equal(['Day A']);
    expect(await namesIn({ archived: false })).to.deep.equal(['Day B']);
    const { updatedAt } = (await list({ archived: true })).items[0];
    expect(await namesIn({ updatedAfter: updatedAt, orderBy: 'updatedAt' })).to.include('Day A');
    expect(await namesIn({ updatedAfter: '2999-01-01T00:00:00.000000Z' as never })).to.deep.equal([]);
  });

  it('are told to followers of the changes, again when one of their exercises is deleted', async () => {
    log.append(
      unitCreated(1, owner, 'Day A'),
      unitExerciseAdded(1, owner, { exerciseId: null, alternatives: [inCatalogue] }),
    );
    log.append(unitCreated(2, owner, 'Day B'), unitCreated(3, owner, 'Day C'));
    await tables.project();
    const question = { owner, requiredPosition: () => 0n, imageBase: '', kinds: ['unit'], limit: 100 } as const;
    const follow = async (after: ListChanges['after']) => {
      const { items, next } = await listChanges(tables.reader, { ...question, after });
      const parsed = JSON.parse(`[${items}]`) as readonly { id: string; deleted: boolean; document?: UnitDocument }[];
      return { next, changes: parsed.map(({ id, deleted }) => [id, deleted]), parsed };
    };
    const first = await follow(null);
    expect(first.changes).to.deep.equal([1, 2, 3].map((number) => [unitIdOf(number), false]));
    deleteExercise(inCatalogue);
    of(2, 'UnitDeleted');
    await tables.project();
    const second = await follow(first.next);
    expect(second.changes).to.have.deep.members([
      [unitIdOf(2), true],
      [unitIdOf(1), false],
    ]);
    const changed = second.parsed.find(({ id }) => id === unitIdOf(1))?.document;
    expect(changed?.exercises[0]?.alternatives).to.deep.equal([{ exerciseId: null, name: 'Alternative 0' }]);
    expect((await follow(second.next)).changes).to.deep.equal([]);
  });

  it('wait for the writes of the account, and refuse to answer without them', async () => {
    log.append(unitCreated(1, owner, 'Day A'));
    const newest = () => tables.head();
    expect(await refusalOf(get(1, owner, newest))).to.equal('read-model-behind');
    expect(await refusalOf(list({ requiredPosition: newest }))).to.equal('read-model-behind');
  });
});
