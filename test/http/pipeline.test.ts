import { expect } from 'chai';
import { exampleDetail, exampleParked } from '../../src/http/pipeline/examples.ts';
import { problem, validationErrors } from './support/client.ts';
import type { Person } from './support/people.ts';
import { useApp } from './support/use-app.ts';

const parked = `/pipeline/parked-streams/${exampleParked.id}`;
const reason = 'Written by a build that was withdrawn.';

describe('the pipeline, for superusers', () => {
  const the = useApp();
  let root: Person;
  beforeEach(async () => {
    root = await the.superuser();
  });

  it('shows how far each version of each read model is in each lane', async () => {
    const { status, json } = await root.get('/pipeline');
    expect(status).to.equal(200);
    expect(json.readModels[0]).to.include({ projection: 'sessions', state: 'live', parked: 1 });
    expect(json.readModels[0].lanes[0]).to.include({ lane: 0, events: 0 });
  });

  it('shows parked streams with the event that failed, but not what it contains', async () => {
    expect((await root.get('/pipeline/parked-streams')).json).to.have.length(1);
    const { json } = await root.get(parked);
    expect(json).to.include({ id: exampleParked.id, waiting: 2, reason: exampleParked.reason });
    expect(json.event).to.deep.equal(exampleDetail.event);
  });

  it('retries a parked stream, and tells what still waits', async () => {
    const { status, json } = await root.post(`${parked}/retry`);
    expect([status, json]).to.deep.equal([200, { applied: 0, left: 2, reason: exampleParked.reason }]);
  });

  it('discards only the event that was looked at, with a reason, and goes on with the next one', async () => {
    const { id } = exampleDetail.event;
    const discard = (body: object) => root.post(`${parked}/discard`, body);
    expect(validationErrors(await discard({ eventId: id, reason: '' }))).to.deep.equal(['string_too_short reason']);
    expect(validationErrors(await discard({ eventId: exampleParked.owner, reason }))).to.deep.equal([
      'value_error eventId',
    ]);
    expect((await discard({ eventId: id, reason })).json).to.deep.equal({ applied: 1, left: 0, reason: null });
    problem(await discard({ eventId: id, reason }), 404, 'parked-stream-not-found');
    expect((await root.get('/pipeline/parked-streams')).json).to.deep.equal([]);
  });

  it('rebuilds a read model in the background, and knows no other names', async () => {
    expect((await root.post('/pipeline/read-models/sessions/rebuild')).status).to.equal(202);
    problem(await root.post('/pipeline/read-models/nothing/rebuild'), 404, 'read-model-not-found');
  });

  it('names what is wrong with an id, and refuses other accounts', async () => {
    expect(validationErrors(await root.get('/pipeline/parked-streams/x'))).to.deep.equal([
      'string_pattern_mismatch id',
    ]);
    problem(await root.get('/pipeline/parked-streams/99'), 404, 'parked-stream-not-found');
    const athlete = await the.person();
    for (const path of ['/pipeline', '/pipeline/parked-streams', parked]) {
      problem(await athlete.get(path), 403, 'not-permitted');
    }
    problem(await athlete.post(`${parked}/retry`), 403, 'not-permitted');
  });
});
