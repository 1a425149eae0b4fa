import { expect } from 'chai';
import { sql } from 'slonik';
import { referenceListFold } from '../../../src/documents/reference-list.ts';
import { rebuild } from '../../../src/projections/maintenance/rebuild.ts';
import { verify } from '../../../src/projections/maintenance/verify.ts';
import { referenceLists } from '../../../src/projections/models/reference-lists.ts';
import { listParked } from '../../../src/projections/parking/parked-streams.ts';
import { useDatabase } from '../../support/databases.ts';
import { replayPlainly } from '../../support/plain-events.ts';
import { failing, laneOn, letters } from '../support/poison.ts';
import { decrypt, dropCopies, projections, silent } from '../support/tables.ts';

describe('the read model of directories', () => {
  const database = useDatabase();
  let lane: Awaited<ReturnType<typeof laneOn>>;

  beforeEach(async () => {
    lane = await laneOn(database.db);
  });

  const write = (kind: string, type: string, data: object) =>
    lane.log.append({ type, data, stream: `directory-${kind}`, owner: 'system' });
  const add = (kind: string, itemId: number, name: string) =>
    write(kind, 'DirectoryItemAdded', { itemId, name, anatomicalName: null });
  const story = () => {
    add('muscleGroups', 1, 'chest "\\ {}');
    add('equipment', 1, 'bar');
    add('muscleGroups', 1000, 'back');
    write('muscleGroups', 'DirectoryItemRenamed', { itemId: 1, name: 'pecs', anatomicalName: 'Pectoralis' });
    write('muscleGroups', 'DirectoryItemRemoved', { itemId: 1000 });
  };
  const rows = async (table = 'directories_v1') =>
    (await database.db.any(sql.unsafe`SELECT * FROM ${sql.identifier([table])} ORDER BY id`)) as readonly Record<
      string,
      unknown
    >[];
  const folded = () =>
    [...Map.groupBy(lane.log.all(), ({ stream }) => stream)]
      .map(([stream, facts]) => ({
        ...{ id: stream.slice('directory-'.length), owner: null, revision: facts.length - 1 },
        doc: JSON.stringify(replayPlainly(referenceListFold, facts).document),
      }))
      .sort((a, b) => (a.id < b.id ? -1 : 1));

  it('keeps each directory as its events fold, in one batch', async () => {
    story();
    for (const _time of [1, 2]) await lane.takeIn();
    expect(await rows()).to.deep.equal(folded());
  });

  it('keeps each directory as its events fold, event by event', async () => {
    story();
    const work = lane.workerWith();
    for (let at = 0; at < lane.log.all().length; at += 1) {
      for (const _time of [1, 2]) await work(lane.job(at, at + 1));
    }
    expect(await rows()).to.deep.equal(folded());
  });

  it('is the same rebuilt, and verified by its names', async () => {
    story();
    await lane.takeIn();
    const parts = { db: database.db, log: lane.log, decrypt, logger: silent, models: projections };
    expect(await verify(parts, 'directories')).to.include({ same: true });
    await database.db.query(sql.unsafe`UPDATE directories_v1 SET revision = 9 WHERE id = 'equipment'`);
    const { same, tables } = await verify(parts, 'directories');
    expect([same, tables[0]?.first.map(({ id, kind }) => [id, kind])]).to.deep.equal([
      false,
      [['equipment', 'changed']],
    ]);
    await database.db.query(sql.unsafe`DELETE FROM directories_v1 WHERE id = 'equipment'`);
    expect((await verify(parts, 'directories')).tables[0]?.first[0]).to.include({ id: 'equipment', kind: 'missing' });
    await rebuild({ ...parts, lingerMs: 0 }, 'directories');
    expect(await rows('directories_v2')).to.deep.equal(folded());
    await dropCopies(database.db);
  });

  it('parks a directory with an event that can not be applied, and no other; a retry brings all of it', async () => {
    story();
    const isPoison = ({ stream, revision }: { stream: string; revision: number }) =>
      stream === 'directory-muscleGroups' && revision === 1;
    const others = projections.filter(({ name }) => name !== 'directories');
    await lane.takeIn({ carried: [failing(referenceLists.forVersion(1), isPoison), ...others] });
    expect(await letters(database.db)).to.deep.equal(
      [1, 2, 3].map((revision) => `directories directory-muscleGroups@${revision}`),
    );
    expect((await rows()).map(({ id, revision }) => [id, revision])).to.deep.equal([
      ['equipment', 0],
      ['muscleGroups', 0],
    ]);
    const parts = { db: database.db, log: lane.log, decrypt, logger: silent, models: projections };
    expect(await verify(parts, 'directories')).to.deep.include({ same: true, parked: ['directory-muscleGroups'] });
    const [parked] = await listParked(database.db);
    await lane.retry(parked?.id ?? 0n);
    expect(await rows()).to.deep.equal(folded());
    expect(await listParked(database.db)).to.deep.equal([]);
  });
});
