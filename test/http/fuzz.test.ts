import { expect } from 'chai';
import fc from 'fast-check';
import { measurementId } from '../../src/http/body-measurements/examples.ts';
import { routes } from '../../src/http/routes.ts';
import { planId } from '../../src/http/training-plans/examples.ts';
import { sessionId } from '../../src/http/training-sessions/examples.ts';
import { unitId } from '../../src/http/training-units/examples.ts';
import { samples } from '../support/samples.ts';
import { clientOf, signIn } from './support/client.ts';
import { forgedCookies, tokenPairOf } from './support/forged-cookies.ts';
import { exampleRequestOf, knownIdsFor } from './support/fuzz-placeholders.ts';
import { marksOf } from './support/fuzz-things.ts';
import { type Asker, createFuzzWorld, expectOwnTexts } from './support/fuzz-world.ts';
import { hostileRequests } from './support/hostile.ts';
import { nameOf, pathOf } from './support/route-names.ts';
import { startTestApp, type TestApp } from './support/test-app.ts';
import { vocabularyOf } from './support/vocabulary.ts';

describe('random requests', () => {
  let app: TestApp;
  let world: Awaited<ReturnType<typeof createFuzzWorld>>;
  let count = 0;
  const succeeded = new Set<string>();
  before(async () => {
    app = await startTestApp();
    world = await createFuzzWorld(app);
  });
  after(() => app[Symbol.asyncDispose]());

  const exampleOf = (route: (typeof routes)[number]) => {
    count += 1;
    return exampleRequestOf(route, `new${count}@example.com`);
  };

  for (const route of routes) {
    // The test's HTTP client also fails the test when a response is missing in the definition of its route.
    it(`cause no internal error and reveal nothing of others: ${nameOf(route)}`, async () => {
      await world.replaceTarget(route.path.endsWith('/revoke') ? 'fitness-trainer' : 'application-access');
      if (route.path.includes('/training-sessions/')) await world.renew('root', sessionId);
      if (route.path.includes('/training-units/')) await world.renew('root', unitId);
      if (route.path.includes('/training-plans/')) await world.renew('root', planId);
      if (/\/coaching\/:id\/(accept|decline)$/.test(route.path)) await world.requestCoaching('root');
      else if (route.path.includes('/coaching/')) await world.renewInvitation('root');
      const example = exampleOf(route);
      const body = typeof example.body === 'string' ? example.body : '{}';
      const request = hostileRequests({ ...vocabularyOf(route), known: knownIdsFor(route), body });
      const inputs = fc.record({ asker: fc.constantFrom<Asker>('ana', 'root'), request });
      await fc.assert(
        fc.asyncProperty(inputs, async ({ asker, request }) => {
          const answer = await world.ask(asker, route, request);
          expect(answer.status, answer.text).to.be.below(500);
          if (answer.status === 422) expect(answer.json.details).not.to.deep.equal([]);
          expectOwnTexts(answer, asker);
          if (answer.status < 300) succeeded.add(nameOf(route));
          if (route.path.endsWith('/sharing')) await world.endSharing(asker);
          if (route.method !== 'get' && (answer.status < 300 || answer.status === 401)) await world.restore(asker);
        }),
        { ...samples(8), examples: [[{ asker: 'root', request: example }]] },
      );
    });
  }

  it('get to the end of every route except those that need a secret, a file or an app', () => {
    // No person of these tests coaches an athlete. The routes under `/athletes/` have a test of their own.
    const missed = routes
      .map(nameOf)
      .filter((name) => !succeeded.has(name) && !/\/(coaching|support)\/athletes\//.test(name));
    expect(missed).to.have.members([
      'POST /api/v1/access/password-reset',
      'DELETE /api/v1/access/grants/{id}',
      'POST /api/v1/access/grants/{id}/undo',
      'POST /api/v1/imports',
    ]);
  });

  for (const route of routes.filter(({ method, canBeForm, uploads }) => method !== 'get' && !canBeForm && !uploads)) {
    it(`with unknown fields get 422, even when no hash exists for their values: ${nameOf(route)}`, async () => {
      const example = exampleOf(route);
      const headers = { ...example.headers, 'idempotency-key': 'k' };
      const body = '{"unknown":1e999,"unpaired":"\\ud800"}';
      const { status, json } = await world.ask('root', route, { ...example, headers, body });
      expect(status).to.equal(422);
      const forbidden = (field: string) => ({ type: 'extra_forbidden', field, message: 'Unknown field.' });
      expect(json.details).to.deep.include.members([forbidden('unknown'), forbidden('unpaired')]);
    });
  }

  it('with a forged cookie get 401', async () => {
    const pairs = (['ana', 'bea', 'root'] as const).map((name) => tokenPairOf(world.personOf(name)));
    const guarded = routes.filter(({ guard }) => ['user', 'trainer', 'superuser', 'cookie user'].includes(guard));
    const inputs = fc.asyncProperty(fc.constantFrom(...guarded), forgedCookies(pairs), async (route, cookie) => {
      const path = pathOf(route, () => world.personOf('bea').id);
      const answer = await clientOf(app, cookie).ask(path, { method: route.method.toUpperCase() });
      expect(answer.status, `${nameOf(route)} ${cookie}`).to.equal(401);
    });
    await fc.assert(inputs, samples(150));
  });

  it('leave the things of other accounts unchanged', async () => {
    const bea = await signIn(app, world.personOf('bea').email);
    expect((await bea.get('/access/me')).json.name).to.equal(marksOf('bea').account);
    const session = await bea.get(`/training-sessions/${world.idOf('bea', sessionId)}`);
    expect(session.json).to.include({ revision: 2 });
    expect(session.json.name).to.include(marksOf('bea').training);
    expect((await bea.get('/training-sessions')).json.total).to.equal(2);
    expect((await bea.get('/imports')).json.total).to.equal(1);
    const unit = await bea.get(`/training-units/${world.idOf('bea', unitId)}`);
    expect(unit.json).to.include({ revision: 1 });
    expect(unit.json.name).to.include(marksOf('bea').training);
    expect((await bea.get('/training-units')).json.total).to.equal(1);
    const plan = await bea.get(`/training-plans/${world.idOf('bea', planId)}`);
    expect(plan.json).to.include({ revision: 1 });
    expect(plan.json.name).to.include(marksOf('bea').training);
    expect((await bea.get('/training-plans')).json.total).to.equal(1);
    const measurement = await bea.get(`/body-measurements/${world.idOf('bea', measurementId)}`);
    expect(measurement.json).to.include({ revision: 0, value: 180 });
    expect((await bea.get('/body-measurements')).json.total).to.equal(1);
  });

  it('log no warning and no error', () => {
    expect(app.lines.filter(({ level }) => level !== 'info')).to.deep.equal([]);
  });
});
