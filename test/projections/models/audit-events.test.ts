import { expect } from 'chai';
import { sql } from 'slonik';
import { parseStream } from '../../../src/events/streams.ts';
import { rebuild } from '../../../src/projections/maintenance/rebuild.ts';
import { verify } from '../../../src/projections/maintenance/verify.ts';
import { auditEvents } from '../../../src/projections/models/audit-events.ts';
import { accountId } from '../../golden/examples/ids.ts';
import { allExamples } from '../../golden/examples.ts';
import { erasureOf } from '../support/accounts.ts';
import { applyLastTwice, applyTwice, batchings } from '../support/model-lane.ts';
import { failingProjection } from '../support/parked-events.ts';
import { decrypt, projections, silentLogger } from '../support/tables.ts';
import { useTestLane } from '../support/test-lane.ts';
import { ownerId } from '../support/training.ts';
import { dropExtraVersions } from '../support/versions.ts';

type Row = Readonly<Record<string, unknown>>;

describe('the read model of the places of events', () => {
  const lane = useTestLane();
  const maintenance = () => ({ db: lane.db, log: lane.log, decrypt, logger: silentLogger, models: projections });
  const readRows = async (version = 1) =>
    (await lane.db.any(
      sql.unsafe`SELECT * FROM ${sql.identifier([`audit_events_v${version}`])} ORDER BY position`,
    )) as readonly Row[];
  const placesOf = (rows: readonly Row[]) => rows.map(({ position, id, owner, type }) => [position, id, owner, type]);
  /** What the rows must be: the events of accounts, except those of an erased one. */
  const expectedPlaces = (erased: readonly string[] = []) =>
    lane.log
      .all()
      .filter(({ metadata: { owner } }) => owner !== 'system' && !erased.includes(owner))
      .filter(({ stream }) => parseStream(stream).category !== 'directory')
      .map(({ position, stream, revision, metadata, type }) => [
        ...[position, `${stream}/${revision}`, metadata.owner, type],
      ]);

  for (const { isSeparate, how } of batchings) {
    it(`has a row for each event of each account, ${how}`, async () => {
      lane.writeUntil(80);
      lane.append({ type: 'DirectoryItemRemoved', data: { id: 1 }, stream: 'directory-equipment', owner: 'system' });
      await applyTwice(lane, isSeparate);
      expect(placesOf(await readRows())).to.deep.equal(expectedPlaces());
    });

    it(`deletes the rows of an erased account, and ignores its later events, ${how}`, async () => {
      lane.writeUntil(60);
      lane.append(erasureOf(1));
      lane.writeUntil(90);
      await applyTwice(lane, isSeparate);
      expect(placesOf(await readRows())).to.deep.equal(expectedPlaces([ownerId(1)]));
    });
  }

  it('can hold every event that there is, and no text of a person', async () => {
    for (const { stream, events, owner } of allExamples) {
      if (stream.startsWith('directory-')) continue;
      for (const { type, data } of events.filter((event) => event.type !== 'AccountErased')) {
        lane.append({ type, data, stream, owner: owner ?? accountId });
      }
    }
    await applyLastTwice(lane);
    await applyTwice(lane, false);
    const rows = await readRows();
    expect(rows.length).to.equal(expectedPlaces().length);
    const texts = rows.flatMap((row) => Object.values(row)).filter((value) => typeof value === 'string');
    expect(texts.filter((text) => /[\s@"“]/.test(text))).to.deep.equal([]);
  });

  it('knows which exercise and which entry an event is about, and whether it is a correction', async () => {
    lane.writeUntil(300);
    await applyTwice(lane, false);
    const rows = await readRows();
    for (const [at, { data }] of lane.log.all().entries()) {
      const { entryId = null, exerciseId = null, correction = false } = data as unknown as Row;
      expect(rows[at]).to.include({ entry_id: entryId, exercise_id: exerciseId, correction });
    }
  });

  it('is verified with all columns, and rebuilt with the same rows', async () => {
    lane.writeUntil(300);
    lane.append(erasureOf(1));
    await applyTwice(lane, false);
    const { same, tables } = await verify(maintenance(), 'audit');
    expect([same, tables[0]?.rows]).to.deep.equal([true, (await readRows()).length]);
    await lane.db.query(sql.unsafe`UPDATE audit_events_v1 SET via = 'cli' WHERE owner = ${ownerId(2)}`);
    const [table] = (await verify(maintenance(), 'audit')).tables;
    expect(new Set(table?.first.flatMap(({ columns }) => columns))).to.deep.equal(new Set(['via']));
    await lane.db.query(sql.unsafe`UPDATE audit_events_v1 SET via = 'http' WHERE owner = ${ownerId(2)}`);
    await rebuild({ ...maintenance(), lingerMs: 0 }, 'audit');
    expect(await readRows(2)).to.deep.equal(await readRows());
    await dropExtraVersions(lane.db);
  });

  it('leaves the streams that it has parked out of a verification', async () => {
    lane.writeUntil(50);
    const [broken] = lane.log.all().filter(({ revision }) => revision === 1);
    await lane.applyAll({ projections: [failingProjection(auditEvents, ({ id }) => id === broken?.id)] });
    const { same, parked } = await verify(maintenance(), 'audit');
    expect({ same, parked }).to.deep.equal({ same: true, parked: [broken?.stream] });
  });
});
