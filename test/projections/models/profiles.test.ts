import { expect } from 'chai';
import { sql } from 'slonik';
import { documentOf } from '../../../src/documents/presence.ts';
import { profileFold } from '../../../src/documents/profile.ts';
import type { AccountId } from '../../../src/events/ids.ts';
import { verify } from '../../../src/projections/maintenance/verify.ts';
import { plainQueries } from '../../../src/queries/read-models.ts';
import { examples } from '../../golden/examples.ts';
import { createReadTables } from '../../queries/support/read-tables.ts';
import { replayPlainly } from '../../support/plain-events.ts';
import { erasureOf } from '../support/accounts.ts';
import { applyTwice, batchings } from '../support/model-lane.ts';
import { decrypt, projections, silentLogger } from '../support/tables.ts';
import { useTestLane } from '../support/test-lane.ts';
import { ownerId } from '../support/training.ts';

const [example] = examples.profile;
const [, ...changes] = example?.events ?? [];

describe('the read model of athlete profiles', () => {
  const lane = useTestLane();
  const append = (number: number) => {
    const owner = ownerId(number);
    const place = { stream: `profile-${owner}`, owner };
    lane.append(
      { type: 'ProfileCreated', data: { userId: owner }, ...place },
      ...changes.map((each) => ({ ...each, ...place })),
    );
  };
  const readDocs = () => lane.db.anyFirst(sql.unsafe`SELECT doc FROM profiles_v1 ORDER BY id`);

  for (const { isSeparate, how } of batchings) {
    it(`has the fold of each stream, ${how}`, async () => {
      append(1);
      append(2);
      await applyTwice(lane, isSeparate);
      const folded = [...Map.groupBy(lane.log.all(), ({ stream }) => stream).values()].map((events) =>
        JSON.stringify(documentOf(replayPlainly(profileFold, events))),
      );
      expect(await readDocs()).to.deep.equal(folded.sort());
    });
  }

  it('loses the row of an erased account, and is verified', async () => {
    append(1);
    append(2);
    lane.append(erasureOf(1));
    await applyTwice(lane, false);
    expect((await readDocs()).map((doc) => JSON.parse(String(doc)).id)).to.deep.equal([ownerId(2)]);
    const maintenance = { db: lane.db, log: lane.log, decrypt, logger: silentLogger, models: projections };
    expect((await verify(maintenance, 'profiles')).same).to.equal(true);
  });

  it('answers with the profile of the account and no other', async () => {
    append(1);
    const tables = await createReadTables(lane.db, lane.log.all);
    await tables.project();
    const ask = (number: number, id: number) =>
      plainQueries.getProfile.ask(tables.reader, {
        ...{ id: ownerId(id) as AccountId, owner: ownerId(number) as AccountId, requiredPosition: () => 0n },
      });
    expect((await ask(1, 1))?.revision).to.equal(5);
    expect(await ask(2, 2)).to.equal(null);
    expect(await ask(2, 1)).to.equal(null);
  });
});
