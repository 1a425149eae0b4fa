import { expect } from 'chai';
import type { Client } from '../http/support/client.ts';
import { useExercises } from '../http/support/use-exercises.ts';
import { assistantFor } from './support/assistant.ts';

const times = { startedAt: '2026-02-20T17:00:00Z', endedAt: '2026-02-20T18:00:00Z', timezone: 'Europe/Berlin' };
const scopes = ['read', 'coach'] as const;

describe('the tools for coaches', () => {
  const the = useExercises();
  let [athlete, trainer] = [] as unknown as [Client, Client];
  let athleteId = '';
  beforeEach(async () => {
    ({ athlete, trainer } = the.cast);
    athleteId = (await athlete.get('/access/me')).json.id;
    const squat = await the.idOf(the.addSystem({ name: 'Squat' }));
    const exercises = [{ exerciseId: squat, sets: [{ weight: { value: 100, unit: 'kg' }, reps: 5 }] }];
    expect((await athlete.post('/training-sessions', { ...times, name: 'Legs', exercises })).status).to.equal(201);
  });

  const admit = async () => {
    const terms = { email: 'trainer@example.com', scope: ['history', 'plans', 'statistics'] };
    const { json } = await athlete.post('/coaching/invitations', terms);
    expect((await trainer.post(`/coaching/${json.id}/accept`, {})).status).to.equal(200);
  };

  it('show the athletes, their sessions, and what has happened in sentences', async () => {
    await admit();
    await using assistant = await assistantFor(the.app, trainer, { scopes });
    const { athletes, nextFrom } = (await assistant.call('coach_roster')).result;
    expect(athletes).to.have.lengthOf(1);
    expect(athletes[0]).to.match(new RegExp(`^${athleteId} athlete@example.com, last session 2026-02-20`));
    expect(nextFrom).to.equal(null);
    const timeline = await assistant.call('athlete_timeline', { athlete: athleteId });
    expect(timeline.result.sessions[0]).to.include('Legs, 2026-02-20 18:00 Europe/Berlin, completed, 1 set');
    const first = (await assistant.call('athlete_audit', { athlete: athleteId, limit: 2 })).result;
    const rest = (await assistant.call('athlete_audit', { athlete: athleteId, cursor: first.next })).result;
    const told: string[] = [...first.events, ...rest.events];
    expect(told.some((line) => line.includes('Set 1 of Squat logged: 100 kg × 5'))).to.equal(true);
    const reads = (await athlete.get('/audit/reads?capacity=coach')).json.items;
    const operations = reads.map(({ operation }: { operation: string }) => operation);
    expect(operations).to.include.members(['getRoster', 'listSessionsOfAthlete', 'listAuditHistory']);
  });

  it('show nothing of an athlete who has not agreed', async () => {
    await using assistant = await assistantFor(the.app, trainer, { scopes });
    for (const name of ['athlete_timeline', 'athlete_audit']) {
      const { isError, text } = await assistant.call(name, { athlete: athleteId });
      expect([isError, text.includes('coaching-not-found')], text).to.deep.equal([true, true]);
    }
  });

  it('are shown to trainers with the scope coach only', async () => {
    const namesFor = async (person: Client, given: readonly ('read' | 'coach')[]) => {
      await using assistant = await assistantFor(the.app, person, { scopes: given });
      return (await assistant.client.listTools()).tools.map(({ name }) => name);
    };
    expect(await namesFor(trainer, scopes)).to.include('coach_roster');
    expect(await namesFor(trainer, ['read'])).to.not.include('coach_roster');
    expect(await namesFor(athlete, scopes)).to.not.include('coach_roster');
    await using assistant = await assistantFor(the.app, athlete, { scopes });
    expect((await assistant.call('coach_roster')).text).to.include('not-permitted');
  });
});
