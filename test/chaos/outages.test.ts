import { expect } from 'chai';
import type { Service } from '../../embedded/service/service.ts';
import { clientOf, problem } from '../http/support/client.ts';
import { eventually } from '../projections/support/eventually.ts';
import { type Installation, installations } from './support/installation.ts';
import { at, type Member, signUp } from './support/member.ts';
import type { Role } from './support/role.ts';

const start = { name: 'Pull', timezone: 'UTC' };

describe('a service that is away', function () {
  this.timeout(120_000);
  const begin = installations();
  let installation: Installation;
  let roles: readonly Role[];
  let api: Role;
  let ada: Member;
  before(async () => {
    installation = await begin();
    api = await installation.serve();
    roles = [api, await installation.dispatch(), await installation.work()];
    ada = await signUp(api, 'ada@example.com');
  });
  afterEach(() => expect(roles.flatMap((role) => role.lost() ?? [])).to.deep.equal([]));

  const mine = () => at(api, ada);
  const system = (path: string) => clientOf({ origin: api.address() }).get(path);
  const started = async (): Promise<string> => {
    const answer = await mine().post('/training-sessions', start);
    expect(answer.status, answer.text).to.equal(201);
    return `/training-sessions/${answer.json.id}`;
  };
  /** It writes and reads its own writes again, without anybody's help. */
  const expectBack = () =>
    eventually(async () => {
      const written = await started();
      expect((await mine().get(written)).status).to.equal(200);
      expect((await system('//ready')).status).to.equal(200);
    });
  const refused = async (path: string, method: string) => {
    const answer = await mine().ask(path, { method, ...(method === 'POST' && { body: start }) });
    problem(answer, 503, 'unavailable');
    expect(answer.headers.get('retry-after')).to.match(/^\d+$/);
  };
  const without = async (service: Service, work: () => Promise<void>) => {
    await service.kill();
    try {
      expect((await system('//ping')).status).to.equal(200);
      expect((await system('//health')).status).to.equal(503);
      await work();
    } finally {
      await service.restart();
    }
    await expectBack();
    expect((await system('//health')).json).to.include({
      ...{ database_status: 'online', cache_status: 'online', event_store_status: 'online' },
    });
  };

  it('shuts every signed-in route while it is Redis', async () => {
    const path = await started();
    await without(installation.redis, async () => {
      expect((await system('//health')).json).to.include({ cache_status: 'offline', database_status: 'online' });
      for (const route of [path, '/training-sessions', '/access/me']) await refused(route, 'GET');
      await refused('/training-sessions', 'POST');
    });
  });

  it('stops queries while it is Postgres', async () => {
    const path = await started();
    await without(installation.postgres, async () => {
      expect((await system('//health')).json).to.include({ database_status: 'offline', cache_status: 'online' });
      for (const route of [path, '/training-sessions']) await refused(route, 'GET');
    });
  });

  it('stops commands, and no queries, while it is the event store', async () => {
    const path = await started();
    expect((await mine().get(path)).status).to.equal(200);
    await without(installation.eventStore, async () => {
      expect((await system('//health')).json).to.include({ event_store_status: 'offline', database_status: 'online' });
      for (const route of [path, '/training-sessions', '/access/me'])
        expect((await mine().get(route)).status).to.equal(200);
      await refused('/training-sessions', 'POST');
      await refused(path, 'DELETE');
    });
    expect((await mine().get(path)).status).to.equal(200);
  });

  it('or an address that is taken lets a process end, with nothing left running', async () => {
    const { port } = new URL(api.address());
    for (const verb of ['serve', 'up']) {
      const { code, stderr } = await installation.run(verb, '--port', port).ended;
      expect(code).to.equal(1);
      expect(stderr).to.include('EADDRINUSE');
    }
    await expectBack();
  });

  it('lets what has just been started end, for its supervisor to start it again', async () => {
    installation.redis.pause();
    try {
      const { code } = await installation.run('serve').ended;
      expect(code).to.equal(1);
    } finally {
      installation.redis.resume();
    }
    await expectBack();
  });
});
