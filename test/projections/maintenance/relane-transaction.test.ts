import { expect } from 'chai';
import { sql } from 'slonik';
import type { Model } from '../../../src/projections/core/model.ts';
import { relane } from '../../../src/projections/maintenance/relane.ts';
import { verify } from '../../../src/projections/maintenance/verify.ts';
import { models } from '../../../src/projections/models/all.ts';
import { readTopology } from '../../../src/projections/versions/topology.ts';
import { useLiveSystem } from '../support/live-system.ts';
import { listParkedEvents, parkedEverywhereOf } from '../support/parked-events.ts';
import { whileLanesAreLocked } from '../support/relane.ts';
import { noteEvent, sessionEvents, streamOf } from '../support/session-events.ts';
import { messageOf } from '../support/test-lane.ts';
import { ownerId, sessionId } from '../support/training.ts';
import { readVersionRows } from '../support/versions.ts';

describe('the transaction that changes the number of lanes', () => {
  const live = useLiveSystem();

  /** Reads all the data that a change of the number of lanes may change. */
  const readEverything = async () => ({
    versions: (await readTopology(live.db)).versions,
    layout: await live.db.any(sql.unsafe`SELECT * FROM lane_layout`),
    checkpoints: await live.db.any(sql.unsafe`
      SELECT projection, version, layout, lane, position, event_id::text, event_position, event_after
      FROM projection_checkpoints ORDER BY 1, 2, 3, 4`),
    rows: await readVersionRows(live.db, 1),
  });

  it('changes nothing when it fails after it has filled some read models', async () => {
    live.write(300);
    await relane({ ...live.maintenance, lingerMs: 0 }, 3);
    const before = await readEverything();
    let isFailing = false;
    const log = whileLanesAreLocked(live, () => {
      live.write(100);
      isFailing = true;
    });
    // A failing read model `sessions`: it is the last one whose lanes are brought to the same position, so all others
    // are done.
    const failAfterApplying = (model: Model): Model => ({
      ...model,
      forVersion: (version) => {
        const projection = model.forVersion(version);
        return {
          ...projection,
          async apply(tx, events) {
            await projection.apply(tx, events);
            if (isFailing) throw new Error('failed');
          },
        };
      },
    });
    const failing = models.map((model) => (model.name === 'sessions' ? failAfterApplying(model) : model));
    const options = { ...live.maintenance, models: failing, log, lingerMs: 0 };
    expect(await messageOf(relane(options, 8))).to.equal('failed');
    expect(await readEverything()).to.deep.equal(before);
    expect((await readTopology(live.db)).layout).to.include({ layout: 2, lanes: 3 });
  });

  it('applies events of parked and discarded streams, and parks poison events', async () => {
    const strayEvent = (session: number) => {
      return { type: 'SetLogged', data: {}, stream: streamOf(session), owner: ownerId(session) };
    };
    live.log.append(strayEvent(900));
    const [, discarded] = live.log.append(...sessionEvents(901, 2));
    if (!discarded) throw new Error('The session has no notes');
    await live.db.query(sql.unsafe`
      INSERT INTO discarded_events (projection, event_id, stream, revision, position, reason, discarded_by)
      VALUES ('sessions', ${discarded.id}, ${discarded.stream}, 1, ${discarded.position}, 'test', 'test')`);
    live.write(50);
    const log = whileLanesAreLocked(live, () =>
      live.log.append(noteEvent(900, 'after the parked event'), noteEvent(901, 'continues'), strayEvent(902)),
    );
    expect(await messageOf(relane({ ...live.maintenance, log, lingerMs: 0 }, 8))).to.equal(null);
    const waiting = live.log.all().filter(({ stream }) => [900, 902].some((session) => stream === streamOf(session)));
    expect(waiting).to.have.length(3);
    expect(await listParkedEvents(live.db)).to.deep.equal(parkedEverywhereOf(waiting));
    const revision = await live.db.oneFirst(sql.unsafe`
      SELECT revision FROM session_documents_v1 WHERE id = ${sessionId(901)}`);
    expect(revision).to.equal(3);
    const verification = await verify(live.maintenance, 'sessions');
    expect(verification).to.deep.include({ same: true, parked: [streamOf(900), streamOf(902)] });
  });
});
