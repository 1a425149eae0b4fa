import { expect } from 'chai';
import type { Service } from '../../embedded/service/service.ts';
import { problem } from '../http/support/client.ts';
import { eventually } from '../projections/support/eventually.ts';
import { anonymousAt, clientAt, type Member, signUp, startSession } from './support/member.ts';
import { useSharedInstallation } from './support/use-installation.ts';

const allOnline = { database_status: 'online', cache_status: 'online', event_store_status: 'online' };

describe('outages of services', function () {
  this.timeout(120_000);
  const suite = useSharedInstallation();
  let ada: Member;
  before(async () => {
    ada = await signUp(suite.api);
  });

  const client = () => clientAt(suite.api, ada);
  const getSystem = (path: string) => anonymousAt(suite.api).get(path);
  const startOne = () => startSession(suite.api, ada);
  /** Waits until reads and writes succeed again without any intervention. */
  const expectRecovery = () =>
    eventually(async () => {
      const path = await startOne();
      expect((await client().get(path)).status).to.equal(200);
      expect((await getSystem('//ready')).status).to.equal(200);
    });
  const expectUnavailable = async (path: string, method: string) => {
    const answer = await client().ask(path, { method, ...(method === 'POST' && { body: { timezone: 'UTC' } }) });
    problem(answer, 503, 'unavailable');
    expect(answer.headers.get('retry-after')).to.match(/^\d+$/);
  };
  const withoutService = async (service: Service, statuses: object, work: () => Promise<void>) => {
    await service.kill();
    try {
      expect((await getSystem('//ping')).status).to.equal(200);
      // Health reports are shared for a second.
      await eventually(async () => {
        const health = await getSystem('//health');
        expect(health.status).to.equal(503);
        expect(health.json).to.include(statuses);
      });
      await work();
    } finally {
      await service.restart();
    }
    await expectRecovery();
    await eventually(async () => expect((await getSystem('//health')).json).to.include(allOnline));
  };

  it('returns 503 on every signed-in route while Redis is down', async () => {
    const path = await startOne();
    const statuses = { cache_status: 'offline', database_status: 'online' };
    await withoutService(suite.installation.redis, statuses, async () => {
      for (const route of [path, '/training-sessions', '/access/me']) await expectUnavailable(route, 'GET');
      await expectUnavailable('/training-sessions', 'POST');
    });
  });

  it('returns 503 for queries while Postgres is down', async () => {
    const path = await startOne();
    const statuses = { database_status: 'offline', cache_status: 'online' };
    await withoutService(suite.installation.postgres, statuses, async () => {
      for (const route of [path, '/training-sessions']) await expectUnavailable(route, 'GET');
    });
  });

  it('returns 503 for commands, but answers queries, while the event store is down', async () => {
    const path = await startOne();
    expect((await client().get(path)).status).to.equal(200);
    const statuses = { event_store_status: 'offline', database_status: 'online' };
    await withoutService(suite.installation.eventStore, statuses, async () => {
      for (const route of [path, '/training-sessions', '/access/me']) {
        expect((await client().get(route)).status).to.equal(200);
      }
      await expectUnavailable('/training-sessions', 'POST');
      await expectUnavailable(path, 'DELETE');
    });
    expect((await client().get(path)).status).to.equal(200);
  });

  it('ends a process with status 1 if its port is taken', async () => {
    const { port } = new URL(suite.api.address());
    const { run, cli } = suite.installation;
    for (const { code, stderr } of await Promise.all([run('serve', '--port', port).ended, cli('up', '--port', port)])) {
      expect(code).to.equal(1);
      expect(stderr).to.include('EADDRINUSE');
    }
    await expectRecovery();
  });

  it('ends a starting process with status 1 if Redis does not answer, so that its supervisor can restart it', async () => {
    suite.installation.redis.pause();
    try {
      const { code } = await suite.installation.run('serve').ended;
      expect(code).to.equal(1);
    } finally {
      suite.installation.redis.resume();
    }
    await expectRecovery();
  });
});
