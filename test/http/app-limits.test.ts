import { expect } from 'chai';
import type { Dependencies } from '../../src/http/dependencies.ts';
import { type Client, problem, programOf } from './support/client.ts';
import { createInMemoryRateLimits } from './support/in-memory-rate-limits.ts';
import type { Person } from './support/people.ts';
import { useApp } from './support/use-app.ts';

const publicUrl = 'https://irontrack.example';
const apps: Dependencies['apps'] = { publicUrl: () => publicUrl, load: () => Promise.reject(new Error('Not needed')) };
const others = { signInAccount: 9, ownPassword: 9, signInAddress: 9, signUp: 9, refresh: 9, passwordReset: 9 };
const more = { personalToken: 9, appRequest: 9, appRegistration: 9, assistantWrites: 9, assistantWorkouts: 9 };

describe('the limits of an app', () => {
  const the = useApp();
  let athlete: Person;
  let app: Client;
  beforeEach(async () => {
    athlete = await the.person();
    the.app.change({
      ...{ apps, rateLimits: createInMemoryRateLimits({ ...others, ...more, appWrites: 4, appWorkouts: 2 }) },
    });
    app = newApp();
  });
  const newApp = () => {
    const holder = { account: athlete.id, generation: 0 } as never;
    return programOf(the.app, the.app.appGrants.grant(holder, ['read', 'write'], `${publicUrl}/api/v1`).text);
  };

  const weigh = (day: number, by = app) =>
    by.post('/body-measurements', { kind: 'body_weight', value: 80, unit: 'kg', day: `2026-01-0${day}` });
  const times = { startedAt: '2026-02-20T17:00:00Z', endedAt: '2026-02-20T18:00:00Z', timezone: 'UTC' };
  const limited = (answer: Awaited<ReturnType<Client['get']>>) => {
    problem(answer, 429, 'too-many-requests');
    expect(Number(answer.headers.get('retry-after'))).to.be.greaterThan(0);
  };

  it('count its changes per grant, and neither reads nor what is refused or repeated', async () => {
    for (let time = 0; time < 6; time += 1) expect((await app.get('/training-sessions')).status).to.equal(200);
    for (let time = 0; time < 6; time += 1) problem(await app.post('/body-measurements', {}), 422, 'validation');
    const key = { 'idempotency-key': 'same' };
    for (let time = 0; time < 6; time += 1) {
      expect((await app.post('/training-units', { name: 'Legs' }, key)).status).to.equal(201);
    }
    for (const day of [1, 2, 3]) expect((await weigh(day)).status).to.equal(201);
    limited(await weigh(4));
    expect((await weigh(5, newApp())).status).to.equal(201);
    expect((await weigh(6, athlete)).status).to.equal(201);
  });

  it('count its workouts of a day', async () => {
    for (let time = 0; time < 2; time += 1) expect((await app.post('/training-sessions', times)).status).to.equal(201);
    limited(await app.post('/training-sessions', times));
    expect((await weigh(1)).status).to.equal(201);
  });

  it('count each command of a batch', async () => {
    const command = (operation: string, body: object, at: number) => ({ operation, body, key: `command-${at}` });
    const workouts = [1, 2, 3].map((at) => command('startSession', times, at));
    limited(await app.post('/sync', { commands: workouts }));
    expect((await weigh(1)).status).to.equal(201);
  });
});
