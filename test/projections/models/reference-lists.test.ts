import { expect } from 'chai';
import { sql } from 'slonik';
import { referenceListFold } from '../../../src/documents/reference-list.ts';
import { rebuild } from '../../../src/projections/maintenance/rebuild.ts';
import { verify } from '../../../src/projections/maintenance/verify.ts';
import { referenceLists } from '../../../src/projections/models/reference-lists.ts';
import { listParked } from '../../../src/projections/parking/parked-streams.ts';
import { replayPlainly } from '../../support/plain-events.ts';
import { applyTwice, batchings } from '../support/model-lane.ts';
import { failingProjection, listParkedEvents } from '../support/parked-events.ts';
import { decrypt, projections, silentLogger } from '../support/tables.ts';
import { useTestLane } from '../support/test-lane.ts';
import { dropExtraVersions } from '../support/versions.ts';

describe('the read model of reference lists', () => {
  const lane = useTestLane();

  const append = (kind: string, type: string, data: object) =>
    lane.append({ type, data, stream: `directory-${kind}`, owner: 'system' });
  const add = (kind: string, itemId: number, name: string) =>
    append(kind, 'DirectoryItemAdded', { itemId, name, anatomicalName: null });
  const appendHistory = () => {
    add('muscleGroups', 1, 'chest "\\ {}');
    add('equipment', 1, 'bar');
    add('muscleGroups', 1000, 'back');
    append('muscleGroups', 'DirectoryItemRenamed', { itemId: 1, name: 'pecs', anatomicalName: 'Pectoralis' });
    append('muscleGroups', 'DirectoryItemRemoved', { itemId: 1000 });
  };
  const readRows = async (table = 'directories_v1') =>
    (await lane.db.any(sql.unsafe`SELECT * FROM ${sql.identifier([table])} ORDER BY id`)) as readonly Record<
      string,
      unknown
    >[];
  const foldRows = () =>
    [...Map.groupBy(lane.log.all(), ({ stream }) => stream)]
      .map(([stream, events]) => ({
        ...{ id: stream.slice('directory-'.length), owner: null, revision: events.length - 1 },
        doc: JSON.stringify(replayPlainly(referenceListFold, events).document),
      }))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  const maintenance = () => {
    const { db, log } = lane;
    return { db, log, decrypt, logger: silentLogger, models: projections };
  };

  for (const { isSeparate, how } of batchings) {
    it(`contains a row for each list, folded from its events, ${how}`, async () => {
      appendHistory();
      await applyTwice(lane, isSeparate);
      expect(await readRows()).to.deep.equal(foldRows());
    });
  }

  it('is verified by the names of the lists, and rebuilt with the same rows', async () => {
    appendHistory();
    await lane.applyAll();
    expect(await verify(maintenance(), 'directories')).to.include({ same: true });
    await lane.db.query(sql.unsafe`UPDATE directories_v1 SET revision = 9 WHERE id = 'equipment'`);
    const { same, tables } = await verify(maintenance(), 'directories');
    const differences = tables[0]?.first.map(({ id, kind }) => [id, kind]);
    expect([same, differences]).to.deep.equal([false, [['equipment', 'changed']]]);
    await lane.db.query(sql.unsafe`DELETE FROM directories_v1 WHERE id = 'equipment'`);
    const [table] = (await verify(maintenance(), 'directories')).tables;
    expect(table?.first[0]).to.include({ id: 'equipment', kind: 'missing' });
    await rebuild({ ...maintenance(), lingerMs: 0 }, 'directories');
    expect(await readRows('directories_v2')).to.deep.equal(foldRows());
    await dropExtraVersions(lane.db);
  });

  it('parks a list at an event that cannot be applied, and contains the whole list after a retry', async () => {
    appendHistory();
    const isPoison = ({ stream, revision }: { stream: string; revision: number }) =>
      stream === 'directory-muscleGroups' && revision === 1;
    await lane.applyAll({ projections: [failingProjection(referenceLists, isPoison)] });
    const waiting = [1, 2, 3].map((revision) => `directories directory-muscleGroups@${revision}`);
    expect(await listParkedEvents(lane.db)).to.deep.equal(waiting);
    expect((await readRows()).map(({ id, revision }) => [id, revision])).to.deep.equal([
      ['equipment', 0],
      ['muscleGroups', 0],
    ]);
    const verification = await verify(maintenance(), 'directories');
    expect(verification).to.deep.include({ same: true, parked: ['directory-muscleGroups'] });
    const [parked] = await listParked(lane.db);
    await lane.retry(parked?.id ?? 0n);
    expect(await readRows()).to.deep.equal(foldRows());
    expect(await listParked(lane.db)).to.deep.equal([]);
  });
});
