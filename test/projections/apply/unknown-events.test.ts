import { expect } from 'chai';
import { sql } from 'slonik';
import { anImport, unknownEvent } from '../support/other-events.ts';
import { foldSessions, projections, readSessionDocuments } from '../support/tables.ts';
import { useTestLane } from '../support/test-lane.ts';

describe('an event that this build does not know', () => {
  const lane = useTestLane();

  /**
   * Expects the checkpoints of the projections that read a category at position `at`, and those of all other projections
   * at `others`.
   */
  const expectPositions = async (category: string, at: bigint | undefined, others: bigint | undefined) => {
    const rows = (await lane.db.any(sql.unsafe`
      SELECT projection, position FROM projection_checkpoints`)) as readonly { projection: string; position: bigint }[];
    const positions = Object.fromEntries(rows.map(({ projection, position }) => [projection, position]));
    const expected = projections.map(({ name, categories }) => [name, categories.has(category) ? at : others]);
    expect(positions).to.deep.equal(Object.fromEntries(expected));
  };
  const positionOf = (index: number) => lane.log.all()[index]?.position;

  it('holds back the projections that read its category, while the other projections continue', async () => {
    lane.writeUntil(20);
    lane.append(unknownEvent(99), anImport(50));
    const work = lane.createWorker();
    await work(lane.job(0, 22));
    await expectPositions('session', positionOf(19), positionOf(21));
    const before = foldSessions(lane.log.all().slice(0, 20));
    expect(await readSessionDocuments(lane.db)).to.deep.equal(before);

    lane.writeUntil(40);
    await work(lane.job(22, 40));
    await expectPositions('session', positionOf(19), positionOf(39));
    expect(lane.log.pages()).to.equal(0);
  });

  it('holds back the projections when only its schema number is unknown', async () => {
    lane.append({ ...anImport(50), schema: 99 });
    await lane.createWorker()(lane.job(0, 1));
    await expectPositions('import', 0n, positionOf(0));
  });

  it('is not parked as a poison event', async () => {
    lane.writeUntil(2);
    lane.append(unknownEvent(99));
    await lane.createWorker()(lane.job());
    expect(await lane.db.oneFirst(sql.unsafe`SELECT count(*) FROM parked_streams`)).to.equal(0n);
    await expectPositions('session', positionOf(1), positionOf(2));
  });
});
