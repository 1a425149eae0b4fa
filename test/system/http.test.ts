import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { expect } from 'chai';
import fc from 'fast-check';
import { type Client, clientOf, problem, validationErrors } from '../http/support/client.ts';
import { openStream } from '../http/support/event-stream.ts';
import { createCopy } from '../http/support/feed-copy.ts';
import { type System, sharedSystem } from '../support/system.ts';
import { read } from './support/imports.ts';

const sessions = '/training-sessions';
const json = { 'content-type': 'application/json' };

describe('the HTTP API of the whole service', () => {
  let system: System;
  let athlete: Client;
  before(async () => {
    system = await sharedSystem();
    athlete = await system.client('http-athlete@example.com');
  });

  it('a malformed, invalid or oversized body is answered with a problem document', async () => {
    const raw = (body: string) => athlete.ask(sessions, { method: 'POST', raw: body, headers: json });
    expect(validationErrors(await raw('{"timezone":'))).to.deep.equal(['json_invalid body']);
    expect(validationErrors(await raw('{"timezone":1}'))).to.deep.equal(['string_type timezone']);
    expect(validationErrors(await raw('{"timezone":"UTC","color":"red"}'))).to.deep.equal(['extra_forbidden color']);
    problem(await raw(`{"timezone":"UTC","notes":"${'x'.repeat(1_100_000)}"}`), 413, 'payload-too-large');
    expect((await athlete.get(sessions)).json.total).to.equal(0);
  });

  it('a client learns that an idle connection stays open longer than a proxy keeps it', async () => {
    const { headers } = await clientOf({ origin: system.url }).get('//ping');
    expect(headers.get('keep-alive')).to.equal('timeout=65');
  });

  it('a request without a cookie, or with a forged one, gets 401', async () => {
    problem(await clientOf({ origin: system.url }).get(sessions), 401, 'not-signed-in');
    // Two bits of a signature are encoded by its last character; they differ between A and Q, so the exchange forges
    // the signature.
    const forged = athlete.cookie?.replace(/.(?=;|$)/, (last) => (last === 'A' ? 'Q' : 'A')) ?? null;
    problem(await clientOf({ origin: system.url }, 'accessToken=x').get(sessions), 401, 'not-signed-in');
    problem(await clientOf({ origin: system.url }, forged).get(sessions), 401, 'not-signed-in');
  });

  it('a session of another athlete is not found', async () => {
    const { id } = (await athlete.post(sessions, { timezone: 'UTC' })).json;
    const stranger = await system.client('http-stranger@example.com');
    problem(await stranger.get(`${sessions}/${id}`), 404, 'session-not-found');
    problem(await stranger.patch(`${sessions}/${id}`, { name: 'Mine' }), 404, 'session-not-found');
    problem(await stranger.delete(`${sessions}/${id}`), 404, 'session-not-found');
    expect((await stranger.get(sessions)).json.total).to.equal(0);
    expect((await athlete.get(`${sessions}/${id}`)).json.name).to.equal(null);
    problem(await athlete.get(`${sessions}/${randomUUID()}`), 404, 'session-not-found');
    problem(await athlete.get('/nowhere'), 404, 'not-found');
  });

  it('an athlete reads on any device what they have just written on another, and copies of the changes equal it', async () => {
    const seed = 20_260_301;
    const plans = fc.sample(fc.array(fc.constantFrom('start', 'rename', 'note', 'exercise', 'delete'), size(50)), {
      seed,
      numRuns: 4,
    });
    const days = plans.map(async (plan, index) => {
      const email = `http-writer-${index}@example.com`;
      const [phone, laptop] = [await system.client(email), await system.client(email)];
      const alive = new Map<string, object>();
      const [copy, liveCopy] = [createCopy(), createCopy()];
      const stream = await openStream({ origin: system.url }, laptop, '/changes/live?types=session');
      for (const [turn, step] of plan.entries()) {
        const [last = ''] = [...alive.keys()].slice(-1);
        const answer = await write(phone, last === '' ? 'start' : step, last, `Turn ${turn}`);
        expect(answer.status).to.be.oneOf([200, 201, 204]);
        if (answer.status === 204) alive.delete(last);
        else alive.set(answer.json.id, answer.json);

        const reader = turn % 2 === 0 ? laptop : phone;
        const id = answer.json?.id ?? last;
        const [document, list] = await Promise.all([
          read(reader, `${sessions}/${id}`),
          read(reader, `${sessions}?view=full`),
        ]);
        if (answer.status === 204) problem(document, 404, 'session-not-found');
        else
          expect([document.text, document.headers.get('etag')]).to.deep.equal([
            answer.text,
            answer.headers.get('etag'),
          ]);
        expect(new Map(list.json.items.map((item: { id: string }) => [item.id, item]))).to.deep.equal(alive);
        copy.add((await read(reader, copy.path())).json);
        expect(copy.documents).to.deep.equal(alive);
      }
      while (!isDeepStrictEqual(liveCopy.documents, alive)) liveCopy.add(await stream.nextData());
      stream.close();
    });
    await Promise.all(days);
  });
});

const size = (length: number) => ({ minLength: length, maxLength: length });

function write(client: Client, step: string, id: string, text: string) {
  const times = { startedAt: '2026-01-10T12:00:00Z', endedAt: '2026-01-10T13:00:00Z' };
  if (step === 'start') return client.post(sessions, { timezone: 'Europe/Berlin', name: text, ...times });
  if (step === 'rename') return client.patch(`${sessions}/${id}`, { name: text });
  if (step === 'note') return client.patch(`${sessions}/${id}`, { notes: text });
  if (step === 'exercise') return client.post(`${sessions}/${id}/exercises`, { name: text, mode: 'reps' });
  return client.delete(`${sessions}/${id}`);
}
