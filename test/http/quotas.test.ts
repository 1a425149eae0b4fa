import { expect } from 'chai';
import { perQuota } from '../../src/events/schemas.ts';
import { type Client, problem } from './support/client.ts';
import { useApp } from './support/use-app.ts';

const csv = [
  'Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE',
  '2026-02-01 10:00:00,A,1h,Squat,1,100,5,0,0,,,',
].join('\n');

describe('the quotas of an account', () => {
  const the = useApp({ quotas: { ...perQuota(() => 1), sessions: 2 } });
  let athlete: Client;
  beforeEach(async () => {
    athlete = await the.person();
  });

  const start = (id?: string) =>
    athlete.post('/training-sessions?replace=abort', { timezone: 'UTC', ...(id && { id }) });
  const importFile = (text: string) =>
    athlete.ask('/imports?format=strong&unit=kg&timezone=UTC', {
      method: 'POST',
      raw: text,
      headers: { 'content-type': 'text/csv' },
    });
  const usage = async () => (await athlete.get('/access/me/usage')).json;

  it('show what is used and what the limits are', async () => {
    await start();
    expect(await usage()).to.deep.equal({
      ...perQuota(() => ({ used: 0, limit: 1 })),
      sessions: { used: 1, limit: 2 },
      signIns: { used: 1, limit: 50 },
      personalTokens: { used: 0, limit: 50 },
      appGrants: { used: 0, limit: 50 },
      webhooks: { used: 0, limit: 20 },
      requestsAtOnce: { limit: 4 },
      uploadsAtOnce: { limit: 2 },
      streamsAtOnce: { limit: 2 },
    });
  });

  it('refuse a session beyond the limit until another one is deleted', async () => {
    const first = await start();
    await start();
    const refused = await start();
    problem(refused, 422, 'quota-exceeded');
    expect(refused.json.details[0]).to.include({ type: 'quota_exceeded', field: 'sessions' });
    await athlete.delete(`/training-sessions/${first.json.id}`);
    expect((await usage()).sessions.used).to.equal(1);
    expect((await start()).status).to.equal(201);
  });

  it('count a repeated creation once', async () => {
    const { id } = (await start()).json;
    expect((await start(id)).status).to.equal(201);
    expect((await usage()).sessions.used).to.equal(1);
  });

  it('count the imports that are not undone, and the sessions that they create', async () => {
    const { id } = (await importFile(csv)).json;
    expect(await usage()).to.deep.include({ sessions: { used: 1, limit: 2 }, imports: { used: 1, limit: 1 } });
    expect((await importFile(csv)).status).to.equal(201);
    problem(await importFile(csv.replace('100', '110')), 422, 'quota-exceeded');
    await athlete.delete(`/imports/${id}`);
    expect(await usage()).to.deep.include({ sessions: { used: 0, limit: 2 }, imports: { used: 0, limit: 1 } });
  });
});
