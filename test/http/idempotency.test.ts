import { expect } from 'chai';
import { type Answer, clientOf, password, problem, validationErrors } from './support/client.ts';
import { useApp } from './support/use-app.ts';

const session = '01900000-0000-7000-8000-00000000000a';
const entry = '01900000-0000-7000-8000-00000000000b';
const set = '01900000-0000-7000-8000-00000000000c';
const here = `/training-sessions/${session}`;
const key = { 'idempotency-key': 'k' };

describe('an idempotency key', () => {
  const the = useApp();

  it('recognises a repeated request whose URL is spelled differently', async () => {
    const athlete = await the.person();
    await athlete.post('/training-sessions', { id: session, timezone: 'UTC' });
    await athlete.post(`${here}/exercises`, { id: entry, name: 'Squat', mode: 'reps' });
    await athlete.post(`${here}/exercises/${entry}/sets`, { id: set, reps: 5 });
    const corrected = `${here}/exercises/${entry}/sets/${set}`;
    const first = await athlete.patch(corrected, { reps: 6 }, key);
    const spelled = corrected.replace(session, session.toUpperCase()).replace(set, set.toUpperCase());
    for (const path of [`${corrected}/`, spelled, `${spelled}/?`]) {
      const again = await athlete.patch(path, { reps: 6 }, key);
      expect([again.status, again.text]).to.deep.equal([200, first.text]);
    }
  });

  it('recognises a repeated request whose email address or number is spelled differently', async () => {
    const root = await the.superuser();
    await the.person('ana@example.com');
    await root.post('/catalogs/equipment', { name: 'Sled' });
    for (const [spellings, change] of [
      [
        ['ana@example.com', 'ANA@Example.com', 'ana%40example.com'],
        (email: string) => [`/roles/${email}/assign`, { roleSlug: 'superuser' }],
      ],
      [['1000', '01000', '+1000', '1000/'], (id: string) => [`/catalogs/equipment/${id}`, { name: 'Prowler' }]],
    ] as const) {
      const answers: Answer[] = [];
      for (const spelling of spellings) {
        const [path, body] = change(spelling);
        answers.push(await root.patch(String(path), body, key));
      }
      expect(answers.map(({ status, text }) => [status, text])).to.deep.equal(
        answers.map(() => [200, answers[0]?.text]),
      );
    }
  });

  it('is answered with Idempotent-Replayed when the request has had its effect before, and only then', async () => {
    const athlete = await the.person();
    const body = { id: session, timezone: 'UTC' };
    const replayed = ({ status, headers }: Answer) => [status, headers.get('idempotent-replayed')];
    const create = (headers = {}) => athlete.post('/training-sessions', body, headers);
    expect(replayed(await create(key))).to.deep.equal([201, null]);
    expect(replayed(await create(key))).to.deep.equal([201, 'true']);
    // The id alone also recognises the repeated creation.
    expect(replayed(await create())).to.deep.equal([201, 'true']);
    const edit = (headers = {}) => athlete.patch(here, { name: 'Legs' }, headers);
    const other = { 'idempotency-key': 'edit' };
    expect(replayed(await edit(other))).to.deep.equal([200, null]);
    expect(replayed(await edit(other))).to.deep.equal([200, 'true']);
    // A change that is in effect already is decided anew.
    expect(replayed(await edit())).to.deep.equal([200, null]);
    const remove = { 'idempotency-key': 'remove' };
    expect(replayed(await athlete.delete(here, remove))).to.deep.equal([204, null]);
    expect(replayed(await athlete.delete(here, remove))).to.deep.equal([204, 'true']);
  });

  it('is answered with Idempotent-Replayed at a repeated sign-up', async () => {
    const body = { email: 'twice@example.com', password, confirmPassword: password };
    const anyone = clientOf(the.app);
    const answers = [await anyone.post('/access/signup', body, key), await anyone.post('/access/signup', body, key)];
    expect(answers.map(({ status, headers }) => [status, headers.get('idempotent-replayed')])).to.deep.equal([
      [201, null],
      [201, 'true'],
    ]);
  });

  it('gets 422 when it is reused for another request', async () => {
    const athlete = await the.person();
    await athlete.post('/training-sessions', { id: session, timezone: 'UTC' });
    await athlete.post(`${here}/exercises`, { id: entry, name: 'Squat', mode: 'reps' });
    for (const id of [set, entry]) await athlete.post(`${here}/exercises/${entry}/sets`, { id, reps: 5 });
    const sets = `${here}/exercises/${entry}/sets`;
    await athlete.delete(`${sets}/${set}`, key);
    for (const other of [
      await athlete.delete(`${sets}/${entry}`, key),
      await athlete.delete(`${here}/exercises/${entry}`, key),
      await athlete.patch(`${sets}/${set}`, {}, key),
      await athlete.delete(here, key),
    ]) {
      problem(other, 422, 'idempotency-key-reused');
    }
    expect((await athlete.delete(`${sets}/${set}`, key)).status).to.equal(200);
  });

  it('recognises a request without a body and one with {} as the same', async () => {
    const athlete = await the.person();
    await athlete.post('/training-sessions', { id: session, timezone: 'UTC' });
    const empty = { method: 'DELETE', headers: key, body: {} };
    for (const sent of [empty, { method: 'DELETE', headers: key }, empty]) {
      expect((await athlete.ask(here, sent)).status).to.equal(204);
    }
  });

  it('is not looked up for a request with an invalid body', async () => {
    const root = await the.superuser();
    const { id } = await the.person();
    const json = { 'content-type': 'application/json', ...key };
    for (const path of ['/access/logout-all', `/users/${id}/password-reset`]) {
      for (const raw of ['{"a":1e999}', '{"a":"\\ud800"}']) {
        const answer = await root.ask(path, { method: 'POST', raw, headers: json });
        expect(validationErrors(answer)).to.deep.equal(['extra_forbidden a']);
      }
    }
    for (const raw of ['[]', 'null', '7']) {
      const answer = await root.ask('/access/logout-all', { method: 'POST', raw, headers: json });
      expect(validationErrors(answer)).to.deep.equal(['value_error body']);
    }
  });
});
