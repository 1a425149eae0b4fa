import { expect } from 'chai';
import { sql } from 'slonik';
import { listParkedEvents, parkedEventsOf } from '../support/parked-events.ts';
import { noteEvent, sessionEvents } from '../support/session-events.ts';
import { useTestLane } from '../support/test-lane.ts';

describe('an event that does not follow the revision of its row', () => {
  const lane = useTestLane();

  it('is parked instead of being applied to the wrong state', async () => {
    lane.append(...sessionEvents(101, 1), ...sessionEvents(102));
    await lane.applyAll();
    await lane.db.query(sql.unsafe`UPDATE session_documents_v1 SET revision = 0 WHERE revision = 1`);
    const seen = lane.log.all().length;
    lane.append(noteEvent(101, 'third'), noteEvent(102, 'second'));
    await lane.applyFrom(seen);
    expect(await listParkedEvents(lane.db)).to.deep.equal(parkedEventsOf('sessions', lane.eventsOf(101, 2)));
  });
});
