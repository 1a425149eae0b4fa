import fc from 'fast-check';
import { fileImport } from '../../src/commands/import/decider.ts';
import { type ReferenceListCommand, referenceList } from '../../src/commands/reference-list/decider.ts';
import { session } from '../../src/commands/session/decider.ts';
import { isMeasure, type Measures, measureNames } from '../../src/events/performance.ts';
import * as values from '../../src/events/values.ts';
import { athlete, noon } from '../support/specification.ts';
import { account, register, registered } from './support/accounts.ts';
import {
  anyMeasures,
  checkEvents,
  member,
  mustBe,
  mustBeName,
  mustBeNotes,
  nullable,
  number,
  personal,
  record,
  text,
  usualText,
  word,
} from './support/any-values.ts';
import { added as addedExercise, addOwn, addToCatalogue, exercise, ownAdded, seed } from './support/exercises.ts';
import { added, first, logged, plank, second, sessionId, squat, start, started, timezone } from './support/sessions.ts';

function checkSessionEvent(data: Record<string, unknown>): void {
  mustBeName(personal(data).name);
  mustBeNotes(personal(data).notes);
  if ('mode' in data) mustBe(values.isOneOf(values.modes, String(data.mode)), data.mode);
  if (typeof data.supersetGroup === 'number') {
    mustBe(values.isInteger(data.supersetGroup, values.supersetGroup), data.supersetGroup);
  }
  // An event that removes a set has its id, but no measures.
  if (!('setId' in data) || !('type' in data)) return;
  const performed = data as unknown as Measures;
  for (const name of measureNames) mustBe(isMeasure[name](performed[name] as never), performed[name]);
}

describe('the events of a session', () => {
  const common = { startedAt: fc.constant(noon), notes: nullable(text) };
  const entry = { exerciseId: fc.constant(null), mode: word, supersetGroup: nullable(number) };
  const commands = fc.oneof(
    record({ name: nullable(text), ...common }).map((data) => ({ type: 'EditSession', data })),
    fc.tuple(record({ ...entry }, Object.keys(entry)), text, nullable(text)).map(([data, name, notes]) => ({
      type: 'AddExercise',
      data: { ...data, entryId: plank, personal: { name, notes } },
    })),
    record({ ...entry, name: text, notes: nullable(text) }).map((data) => ({
      type: 'EditExercise',
      data: { ...data, entryId: squat },
      reference: null,
    })),
    fc.tuple(anyMeasures, nullable(text)).map(([data, notes]) => ({
      type: 'LogSet',
      data: { ...data, entryId: squat, setId: second, performedAt: null, personal: { notes } },
    })),
    fc.tuple(anyMeasures, nullable(text)).map(([data, notes]) => ({
      type: 'CorrectSet',
      data: { ...data, entryId: squat, setId: first, notes },
    })),
  );
  it('have only values of the vocabularies, ranges and lengths of values.ts', () =>
    checkEvents(session, [started, added(squat), logged(first)], commands, checkSessionEvent));
  it('start a session only with a name and notes that are allowed', () => {
    const starts = record({ name: nullable(text), notes: nullable(text) }, ['name', 'notes']);
    checkEvents(
      session,
      [],
      starts.map((data) => start(data as never)),
      checkSessionEvent,
    );
  });
});

describe('the events of a whole session', () => {
  const set = fc.tuple(anyMeasures, nullable(text)).map(([measures, notes]) => ({
    ...{ ...measures, performedAt: null, personal: { notes } },
  }));
  const entry = fc.record({
    ...{ exerciseId: fc.constant(null), mode: member(values.modes), supersetGroup: nullable(number) },
    personal: fc.record({ name: usualText, notes: nullable(text) }),
    sets: fc.array(set, { maxLength: 2 }),
  });
  const texts = { name: nullable(usualText), notes: nullable(text), startedAt: fc.constant(noon), entry };
  const data = (ids: readonly [string, string, string]) =>
    fc.record(texts).map(({ entry: { sets, ...fields }, ...rest }) => ({
      ...{ ...rest, timezone, endedAt: null, status: null },
      entries: [{ ...fields, entryId: ids[0], sets: sets.map((each, at) => ({ ...each, setId: ids[at + 1] })) }],
    }));

  it('have only values of the vocabularies, ranges and lengths of values.ts', () => {
    const record = data([squat, first, second]).map((content) => ({
      ...{ type: 'RecordSession', data: { ...content, sessionId, importId: null } },
    }));
    checkEvents(session, [], record, checkSessionEvent);
    const replace = data([squat, first, second]).map((content) => ({ type: 'ReplaceSession', data: content }));
    checkEvents(session, [started, added(squat), logged(first)], replace, checkSessionEvent);
  });
});

describe('the events of an account', () => {
  const check = (data: Record<string, unknown>) => {
    mustBeNotes(personal(data).name, values.accountNameLength);
    if ('role' in data) mustBe(values.isOneOf(values.roles, String(data.role)), data.role);
  };
  it('have only names and roles that are allowed', () => {
    const commands = fc.oneof(
      fc.tuple(nullable(text), word).map(([name, role]) => register({ name, role: role as never }, 'operator')),
      nullable(text).map((name) => ({ type: 'EditAccount', as: 'operator', data: { name } })),
      word.map((role) => ({ type: 'AssignRole', as: 'operator', data: { role } })),
    );
    checkEvents(account, [], commands, check);
    checkEvents(account, [registered], commands, check);
  });
});

describe('the events of an exercise', () => {
  const items = (...ids: number[]) =>
    fc.oneof(
      { weight: 9, arbitrary: fc.subarray(ids) },
      { weight: 1, arbitrary: fc.array(fc.constantFrom(0, 1.5, 32_768), { maxLength: 3 }) },
    );
  const path = fc.oneof(fc.constant('/press/a.png'), text);
  const content = record({
    name: usualText,
    aliases: fc.oneof(
      fc.array(usualText, { maxLength: 3 }),
      fc.constantFrom(20, 21).map((n) => Array(n).fill('Press')),
    ),
    instructions: nullable(usualText),
    safety: nullable(usualText),
    category: member(values.exerciseCategories),
    difficultyLevel: member(values.difficulties),
    force: nullable(member(values.forces)),
    mechanic: nullable(member(values.mechanics)),
    metrics: fc.array(member(values.metrics), { maxLength: 3 }),
    primaryMuscles: items(1, 2),
    tags: items(21),
    imagePathStart: nullable(path),
    imagePathEnd: nullable(path),
  });
  const check = (data: Record<string, unknown>) => {
    const texts = 'personal' in data ? personal(data) : (data as Record<string, unknown>);
    mustBeName(texts.name, values.catalogueNameLength);
    mustBe((texts.aliases as unknown as string[]).length <= values.maxAliases, texts.aliases);
    for (const alias of texts.aliases as unknown as string[]) mustBeName(alias, values.aliasLength);
    mustBeNotes(texts.instructions);
    mustBeNotes(texts.safety, values.safetyLength);
    for (const [member, vocabulary] of [
      ['category', values.exerciseCategories],
      ['difficultyLevel', values.difficulties],
      ['force', values.forces],
      ['mechanic', values.mechanics],
    ] as const) {
      mustBe(data[member] === null || values.isOneOf<string>(vocabulary, String(data[member])), data[member]);
    }
    for (const metric of data.metrics as string[]) mustBe(values.isOneOf(values.metrics, metric), metric);
    for (const list of ['primaryMuscles', 'secondaryMuscles', 'equipment', 'tags']) {
      for (const id of data[list] as number[]) mustBe(values.isInteger(id, values.itemId), id);
    }
    for (const path of [data.imagePathStart, data.imagePathEnd]) {
      mustBe(path === null || values.isImagePath(String(path)), path);
    }
  };
  it('have only content that is allowed, whichever command makes them', () => {
    const adding = content.chain((change) => fc.constantFrom(addOwn(change), addToCatalogue(change), seed(change)));
    const revising = (type: string) =>
      content.map((data) => ({ type, data, referenceLists: (addOwn() as { referenceLists: unknown }).referenceLists }));
    checkEvents(exercise, [], adding, check);
    checkEvents(exercise, [ownAdded()], revising('ReviseOwnExercise'), check);
    checkEvents(exercise, [addedExercise()], fc.oneof(revising('ReviseCatalogueExercise'), content.map(seed)), check);
  });
});

describe('the events of a reference list', () => {
  it('have only names and numbers that are allowed', () => {
    const names = { name: text, anatomicalName: nullable(text) };
    const commands = fc.oneof(
      record(names, ['name']).map((data) => ({ type: 'AddItem', data })),
      record(names, ['name']).map((data) => ({ type: 'RenameItem', data: { ...data, itemId: 1_000 } })),
      record({ ...names, id: number }, ['id', 'name', 'anatomicalName']).map((data) => ({ type: 'SeedItem', data })),
    ) as fc.Arbitrary<ReferenceListCommand>;
    const sled = { type: 'DirectoryItemAdded', data: { itemId: 1_000, name: 'sled', anatomicalName: null } } as const;
    checkEvents(referenceList, [sled], commands, (data) => {
      mustBeName(data.name, values.itemNameLength);
      mustBeNotes(data.anatomicalName, values.anatomicalNameLength);
      mustBe(values.isInteger(data.itemId as number, values.itemId), data.itemId);
    });
  });
});

describe('the events of an import', () => {
  const options = { importId: 'import', timezone: 'UTC' };
  it('start an import only with a format, a unit and a file name that are allowed', () => {
    const starts = fc
      .tuple(member(values.importFormats), nullable(member(values.weightUnits)), nullable(text))
      .map(([format, unit, fileName]) => ({
        type: 'StartImport',
        data: { ...options, format, unit, fileName },
      }));
    checkEvents(fileImport, [], starts, (data) => {
      mustBe(values.isOneOf(values.importFormats, String(data.format)), data.format);
      mustBe(data.unit === null || values.isOneOf(values.weightUnits, String(data.unit)), data.unit);
      mustBeNotes(personal(data).fileName, values.fileNameLength);
    });
  });
  it('reject rows and count sets only with whole numbers and storable reasons', () => {
    const startedImport = {
      type: 'ImportStarted',
      data: { ...options, userId: athlete, format: 'strong', unit: null, personal: { fileName: null } },
    } as never;
    const commands = fc.oneof(
      fc
        .array(fc.record({ line: number, reason: text }), { minLength: 1, maxLength: 2 })
        .map((rows) => ({ type: 'RejectRows', data: { rows } })),
      fc.record({ sets: number, added: number }).map((counts) => ({ type: 'CompleteImport', data: { counts } })),
    );
    checkEvents(fileImport, [startedImport], commands, (data) => {
      for (const line of (data.lines ?? []) as number[]) mustBe(Number.isInteger(line) && line > 0, line);
      for (const reason of (personal(data).reasons ?? []) as unknown as string[])
        mustBe(values.isStorable(reason), reason);
      for (const count of Object.values(data.counts ?? {})) mustBe(Number.isInteger(count) && count >= 0, count);
    });
  });
});
