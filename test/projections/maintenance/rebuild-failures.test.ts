import { expect } from 'chai';
import type { Progress } from '../../../src/projections/maintenance/progress-counter.ts';
import { rebuild } from '../../../src/projections/maintenance/rebuild.ts';
import { VersionRefusal } from '../../../src/projections/versions/registry.ts';
import { useLiveSystem } from '../support/live-system.ts';
import { unknownEvent } from '../support/other-events.ts';
import { createPostgresLoss } from '../support/postgres-loss.ts';
import { messageOf } from '../support/test-lane.ts';
import { listReadTables, listStates } from '../support/versions.ts';

describe('a rebuild that is interrupted', () => {
  const live = useLiveSystem();

  it('continues after Postgres was down for a moment', async () => {
    live.write(3_000);
    await using loss = await createPostgresLoss(live, 4);
    const { version } = await rebuild({ ...live.maintenance, ...loss, pageSize: 300, lingerMs: 0 }, 'sessions');
    expect(version).to.equal(2);
    expect(await listStates(live.db)).to.deep.equal(['1 standby', '2 live']);
    await live.expectFolded(2);
  });

  it('removes its version after an abort, even if Postgres was down for a moment', async () => {
    live.write(2_000);
    const stop = new AbortController();
    await using loss = await createPostgresLoss(live, 2);
    const page = async (after: bigint, limit: number) => {
      const events = await loss.log.page(after, limit);
      if (after > 0n) stop.abort(new Error('stopped'));
      return events;
    };
    const options = { ...live.maintenance, ...loss, log: { ...loss.log, page }, pageSize: 300, signal: stop.signal };
    expect(await messageOf(rebuild(options, 'sessions'))).to.equal('stopped');
    expect(await listStates(live.db)).to.deep.equal(['1 live']);
    expect(await listReadTables(live.db)).not.to.include('session_documents_v2');
  });

  for (const phaseToStop of ['filling', 'catching up'] as const) {
    it(`changes nothing when it is aborted while ${phaseToStop}, and the next rebuild succeeds`, async () => {
      await live.startBuild();
      live.write(2_000);
      const stop = new AbortController();
      const onProgress = ({ phase, events }: Progress) => {
        if (phase === phaseToStop && events > 500) stop.abort(new Error('stopped'));
      };
      const options = { ...live.maintenance, onProgress, pageSize: 300, signal: stop.signal };
      expect(await messageOf(rebuild(options, 'sessions'))).to.equal('stopped');
      expect(await listStates(live.db)).to.deep.equal(['1 live']);
      expect(await listReadTables(live.db)).to.deep.equal(['accounts_v1', 'imports_v1', 'session_documents_v1']);
      await live.expectFolded(1);
      await rebuild({ ...live.maintenance, lingerMs: 0 }, 'sessions');
      await live.expectFolded(3);
    });
  }

  it('is refused by a build that does not know an event of the log, and leaves nothing', async () => {
    live.write(100);
    live.log.append(unknownEvent(1));
    const refusal = await rebuild(live.maintenance, 'sessions').catch((error: unknown) => error);
    expect(refusal).to.be.instanceOf(VersionRefusal);
    expect((refusal as Error).message).to.match(
      /^This build does not know event SessionCheered, schema 1, at \d+; use/,
    );
    expect(await listStates(live.db)).to.deep.equal(['1 live']);
  });

  it('leaves its version to the next rebuild when it cannot remove the version', async () => {
    live.write(2_000);
    let isDead = false;
    const page = async () => {
      isDead = true;
      throw new Error('killed');
    };
    const db = new Proxy(live.db, {
      get: (target, name) =>
        name === 'transaction' && isDead ? () => Promise.reject(new Error('gone')) : Reflect.get(target, name),
    });
    const killed = rebuild({ ...live.maintenance, db, log: { ...live.log, page } }, 'sessions');
    expect(await messageOf(killed)).to.equal('killed');
    expect(await listStates(live.db)).to.deep.equal(['1 live', '2 building']);
    await rebuild({ ...live.maintenance, lingerMs: 0 }, 'sessions');
    expect(await listStates(live.db)).to.deep.equal(['1 standby', '3 live']);
    expect(await listReadTables(live.db)).not.to.include('session_documents_v2');
    await live.expectFolded(3);
  });
});
