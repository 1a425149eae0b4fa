import { expect } from 'chai';
import type { MeasurementDocument } from '../../../src/documents/measurement.ts';
import { type InMemoryEventStore, inMemoryEventStore } from '../../support/in-memory-event-store.ts';
import { noon } from '../../support/specification.ts';
import { createImporter, measurementsIn } from './support/importer.ts';

const header = 'Date,Time,Measurement,Value,Unit,Comment';
const row = (value: number, day = 10, kind = 'Body Weight', unit = 'lbs') =>
  `2025-02-${day},07:30,${kind},${value},${unit},`;
const fileOf = (...rows: readonly string[]) => [header, ...rows].join('\n');

describe('an import of body measurements', () => {
  let store: InMemoryEventStore;
  let importer: ReturnType<typeof createImporter>;
  beforeEach(() => {
    store = inMemoryEventStore(() => noon);
    importer = createImporter({ store, format: 'fitnotes' });
  });
  const importRows = async (...rows: readonly string[]) => importer.importFile(fileOf(...rows));
  const valuesIn = () => measurementsIn(store).map(({ value }) => value);
  const only = (): MeasurementDocument => measurementsIn(store)[0] as MeasurementDocument;

  it('records what the file has, and counts it', async () => {
    const { counts, id } = await importRows(row(180), row(81.5, 11, 'Waist', 'cm'), row(1, 12, 'Steps', ''));
    expect(counts).to.include({ measurements: 2, measurementsAdded: 2, measurementsUpdated: 0, rejected: 1 });
    expect(counts).to.include({ sessions: 0, sets: 0 });
    expect(only()).to.include({ kind: 'body_weight', value: 180, unit: 'lb', day: '2025-02-10', importId: id });
    expect(measurementsIn(store)).to.have.lengthOf(2);
  });

  it('changes nothing when the same file comes again, and only what is different in a changed file', async () => {
    await importRows(row(180), row(181, 11));
    const events = store.all().filter(({ stream }) => stream.startsWith('measurement-')).length;
    const again = await importRows(row(181, 11), row(180), row(180));
    expect(again.counts).to.include({ measurements: 2, measurementsAdded: 0, measurementsUpdated: 0 });
    expect(store.all().filter(({ stream }) => stream.startsWith('measurement-'))).to.have.lengthOf(events);
    const changed = await importRows(row(180), row(179, 11), row(178, 12));
    expect(changed.counts).to.include({ measurements: 3, measurementsAdded: 1, measurementsUpdated: 1 });
    expect(valuesIn()).to.have.members([180, 179, 178]);
  });

  it('keeps what the athlete has corrected since, unless the file has changed too, and what was removed stays so', async () => {
    await importRows(row(180), row(181, 11));
    const [first, second] = measurementsIn(store) as [MeasurementDocument, MeasurementDocument];
    await importer.editMeasurement(first, { type: 'CorrectMeasurement', data: { value: 170 } });
    await importer.editMeasurement(second, { type: 'RemoveMeasurement', data: {} });
    const { counts } = await importRows(row(180), row(186, 11), row(187, 12));
    expect(counts).to.include({ measurements: 3, measurementsAdded: 1, measurementsUpdated: 0 });
    expect(valuesIn()).to.deep.equal([170, 187]);
    // As for sessions, the file wins where both have changed.
    await importRows(row(185), row(186, 11));
    expect(valuesIn()).to.have.members([185, 187]);
  });

  it('is undone with all that it has added and changed, and may then come again', async () => {
    await importRows(row(180));
    const { id } = await importRows(row(179), row(178, 11));
    await importer.undo(id);
    expect(valuesIn()).to.deep.equal([180]);
    const { counts } = await importRows(row(179), row(178, 11));
    expect(counts).to.include({ measurementsAdded: 1, measurementsUpdated: 1 });
    expect(valuesIn()).to.have.members([179, 178]);
  });

  it('is undone without a correction that the athlete has made since', async () => {
    await importRows(row(180));
    const { id } = await importRows(row(179));
    await importer.editMeasurement(only(), { type: 'CorrectMeasurement', data: { value: 175 } });
    await importer.undo(id);
    expect(valuesIn()).to.deep.equal([175]);
  });

  it('is undone before a later one as after it', async () => {
    await importRows(row(180));
    const [second, third] = [await importRows(row(179)), await importRows(row(178))];
    await importer.undo(second.id);
    expect(valuesIn()).to.deep.equal([178]);
    await importer.undo(third.id);
    expect(valuesIn()).to.deep.equal([180]);
  });

  it('is undone without a value that a later one has given again', async () => {
    await importRows(row(180));
    const { id } = await importRows(row(179));
    await importRows(row(178));
    await importRows(row(179), row(170, 11));
    await importer.undo(id);
    expect(valuesIn()).to.have.members([179, 170]);
  });

  it('tells of its progress in a large file', async () => {
    const rows = Array.from({ length: 500 }, (_, at) => `2025-02-10,,Body Weight,${50 + at / 10},kg,`);
    const file = fileOf(...rows);
    const progress: (readonly [bytes: number, measurements: number])[] = [];
    await importer.importFile(file, {
      onProgress: ({ bytes, counts }) => progress.push([bytes, counts.measurements ?? 0]),
    });
    expect(progress).to.deep.equal([
      [file.length, 200],
      [file.length, 400],
    ]);
    expect(measurementsIn(store)).to.have.lengthOf(500);
  });

  it('writes nothing in a dry run, and counts and rejects as the import does', async () => {
    const file = fileOf(row(180), '2999-01-01,,Body Weight,80,kg,', row(20_000, 11));
    const { counts, errors } = await importer.importFile(file, { dryRun: true });
    expect(store.all()).to.deep.equal([]);
    const written = await importer.importFile(file);
    expect(written.counts).to.deep.equal(counts);
    expect(written.errors).to.deep.equal(errors);
    expect(counts).to.include({ measurements: 1, measurementsAdded: 1, rejected: 2 });
    expect(errors.map(({ line }) => line)).to.have.members([3, 4]);
  });

  it('keeps two apps apart that have measured on the same day', async () => {
    await importRows('2025-02-10,,Body Weight,180,lbs,');
    const strongLifts = createImporter({ store, format: 'stronglifts' });
    const columns = 'Date,Workout,Workout Name,Body Weight (LB),Exercise,Set 1 (Reps),Set 1 (LB)';
    const report = await strongLifts.importFile(`${columns}\n2025/02/10,1,A,182,Squat,5,135`);
    expect(report.counts).to.include({ sessionsAdded: 1, measurementsAdded: 1 });
    expect(valuesIn()).to.have.members([180, 182]);
  });
});
