import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { problem } from './support/client.ts';
import type { Person } from './support/people.ts';
import { useApp } from './support/use-app.ts';

describe('GET /audit/export', () => {
  const the = useApp();
  let athlete: Person;
  let session: string;

  beforeEach(async () => {
    athlete = await the.person('athlete@example.com');
    session = (await athlete.post('/training-sessions', { name: 'Push "A"', timezone: 'UTC' })).json.id;
    await athlete.patch(`/training-sessions/${session}`, { name: 'Pull' });
    const weight = { kind: 'body_weight', value: 81.5, unit: 'kg', day: '2026-02-27' };
    await athlete.post('/body-measurements', weight);
    await athlete.delete(`/training-sessions/${session}`);
  });

  const lines = async (query = '', client = athlete, base = '/audit/export') => {
    const { status, text } = await client.get(`${base}${query}`);
    expect(status, text).to.equal(200);
    return text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  };

  it('has every event, one thing after the other, and says at the end how many they are', async () => {
    const [first, ...rest] = await lines();
    const [last, ...events] = rest.reverse();
    events.reverse();
    expect(first).to.include({ line: 'audit', version: 1, athleteId: athlete.id });
    expect(last).to.deep.equal({ line: 'end', events: 5 });
    expect(events.map(({ event }) => event.type)).to.deep.equal([
      ...['AccountRegistered', 'SessionStarted', 'SessionRenamed', 'SessionDeleted', 'MeasurementRecorded'],
    ]);
    const { items } = (await athlete.get('/audit/history?sortOrder=asc')).json;
    for (const { position, sentence, data } of items) {
      expect(events.find((each) => each.position === position)).to.deep.include({ sentence, data });
    }
    expect(await lines('?kind=measurement')).to.have.length(3);
  });

  it('has what each chain covers', async () => {
    const events = (await lines('?kind=session')).filter(({ line }) => line === 'event');
    let previous = '';
    for (const { event } of events) {
      const { stream, revision, type, data, metadata } = event;
      const { chain, mac: _, ...covered } = metadata;
      // The store of these tests computes its chains like this.
      const text = previous + JSON.stringify({ stream, revision, type, data, metadata: covered });
      expect(createHash('sha256').update(text).digest('hex')).to.equal(chain);
      previous = chain;
    }
  });

  it('is CSV on request, with texts in quotation marks', async () => {
    const { text, headers } = await athlete.get('/audit/export?format=csv&kind=session');
    expect(headers.get('content-type')).to.equal('text/csv; charset=utf-8');
    const [heading, started] = text.split('\n');
    expect(heading).to.match(/^"position","recordedAt",.*,"chain","macKey","recordedData","recordedMetadata"$/);
    expect(started).to.contain('"Session “Push ""A""” started at ');
    expect(text.trimEnd().split('\n')).to.have.length(4);
  });

  it('has no sentence in CSV that a spreadsheet takes for a formula', async () => {
    for (const [at, begin] of ['=1+', '+', '-', '@', '\t', '\r'].entries()) {
      const exercises = [{ name: `${begin}1`, mode: 'reps', sets: [] }];
      const times = { startedAt: `2026-02-0${at + 1}T18:00:00Z`, endedAt: `2026-02-0${at + 1}T19:00:00Z` };
      await athlete.post('/training-sessions', { timezone: 'UTC', ...times, exercises });
    }
    const { text } = await athlete.get('/audit/export?format=csv&kind=session');
    const added = [...text.matchAll(/"ExerciseAdded","(?<sentence>[^"]*) added as exercise 1"/g)];
    expect(added.map(({ groups }) => groups?.sentence)).to.include.members([
      "'=1+1",
      "'+1",
      "'-1",
      "'@1",
      "'\t1",
      "'\r1",
    ]);
  });

  it('has for a coach what the scope allows, and is recorded', async () => {
    const coach = await the.person('coach@example.com', { role: 'fitness-trainer' });
    const base = `/coaching/athletes/${athlete.id}/audit/export`;
    problem(await coach.get(base), 404, 'coaching-not-found');
    const { json } = await athlete.post('/coaching/invitations', { email: 'coach@example.com', scope: ['body_data'] });
    await coach.post(`/coaching/${json.id}/accept`, {});
    const seen = (await lines('', coach, base)).filter(({ line }) => line === 'event');
    expect(seen.map(({ event }) => event.type)).to.deep.equal(['MeasurementRecorded']);
    const [read] = (await athlete.get('/audit/reads?capacity=coach')).json.items;
    expect(read).to.deep.include({ operation: 'exportAuditHistory', about: null, reads: 1 });
  });
});
