import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { type Client, password, problem, signUpAndIn, validationErrors } from './support/client.ts';
import { registerAndSignIn } from './support/people.ts';
import { bodyMaxBytes } from './support/test-app.ts';
import { useApp } from './support/use-app.ts';

const id = '01900000-0000-7000-8000-000000000001';
const json = { 'content-type': 'application/json' };

describe('reading request bodies', () => {
  const the = useApp();

  describe('of JSON', () => {
    let athlete: Client;
    beforeEach(async () => {
      athlete = await signUpAndIn(the.app);
    });
    const send = (raw: string | Uint8Array, headers: Record<string, string> = json) =>
      athlete.ask('/training-sessions', { method: 'POST', raw, headers });

    for (const raw of [
      '{',
      '{"a":1,}',
      "{'a':1}",
      'NaN',
      '\ufeff{}',
      '{"a":\u00001}',
      '[[[[',
      '"\ud800"'.slice(0, 1),
    ]) {
      it(`rejects the body ${JSON.stringify(raw)}, which is not JSON`, async () => {
        expect(validationErrors(await send(raw))).to.deep.equal(['json_invalid body']);
      });
    }

    it('rejects a body that is not UTF-8', async () => {
      expect(validationErrors(await send(Buffer.from('{"name":"\xe9"}', 'latin1')))).to.deep.equal([
        'json_invalid body',
      ]);
    });

    it('rejects deeply nested JSON without a stack overflow', async () => {
      const deep = '['.repeat(100_000) + ']'.repeat(100_000);
      expect(validationErrors(await send(deep))).to.deep.equal(['value_error body']);
      expect(validationErrors(await send(`{"timezone":${deep}}`))).to.deep.equal(['string_type timezone']);
      expect(validationErrors(await send(`{"timezone":"UTC","x":${deep}}`))).to.deep.equal(['extra_forbidden x']);
    });

    it('rejects a body with content on a route without a body, and accepts {}', async () => {
      const { id: started } = (await send('{"timezone":"UTC"}')).json;
      const headers = { ...json, 'idempotency-key': 'k' };
      const deleted = (raw: string) => athlete.ask(`/training-sessions/${started}`, { method: 'DELETE', raw, headers });
      expect(validationErrors(await deleted('['.repeat(100_000) + ']'.repeat(100_000)))).to.deep.equal([
        'value_error body',
      ]);
      expect(validationErrors(await deleted('{"really":true}'))).to.deep.equal(['extra_forbidden really']);
      expect((await deleted('{}')).status).to.equal(204);
    });

    it('lists at most 100 validation errors', async () => {
      const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`m${index}`, 0]));
      expect(validationErrors(await athlete.post('/training-sessions', many))).to.have.lengthOf(100);
    });

    it('rejects a list that is too long without validating its items', async () => {
      const many = Array.from({ length: 50_000 }, () => 7);
      const orders = [
        `/training-sessions/${id}/exercises/order`,
        `/training-sessions/${id}/exercises/${id}/sets/order`,
      ];
      for (const path of orders) {
        expect(validationErrors(await athlete.put(path, { ids: many }))).to.deep.equal(['less_than_equal ids']);
      }
      for (const list of ['primaryMuscles', 'secondaryMuscles', 'equipment', 'aliases', 'metrics']) {
        const answer = await athlete.patch(`/exercises/user/${id}`, { [list]: many });
        expect(validationErrors(answer)).to.deep.equal([`less_than_equal ${list}`]);
      }
      const tags = await (await registerAndSignIn(the.app, { email: 'root@example.com', isSuperuser: true })).patch(
        `/exercises/system/${id}`,
        { tags: many },
      );
      expect(validationErrors(tags)).to.deep.equal(['less_than_equal tags']);
      const query = Array.from({ length: 1_001 }, () => 'tags=x').join('&');
      expect(validationErrors(await athlete.get(`/exercises?${query}`))).to.deep.equal(['less_than_equal tags']);
    });

    it('does not change Object.prototype for the members __proto__ and constructor', async () => {
      await send('{"timezone":"UTC","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}');
      expect(Object.hasOwn(Object.prototype, 'polluted')).to.equal(false);
    });

    it('accepts a body of the maximum size and rejects a larger one, also when compressed', async () => {
      const pad = (length: number) => `{"timezone":"UTC"${' '.repeat(length - 18)}}`;
      expect((await send(pad(bodyMaxBytes))).status).to.equal(201);
      problem(await send(pad(bodyMaxBytes + 1)), 413, 'payload-too-large');
      problem(
        await send(gzipSync(pad(5 * bodyMaxBytes)), { ...json, 'content-encoding': 'gzip' }),
        413,
        'payload-too-large',
      );
      const form = new URLSearchParams({ username: 'x'.repeat(bodyMaxBytes), password });
      problem(await the.anyone.ask('/access/signin', { method: 'POST', raw: form }), 413, 'payload-too-large');
    });

    it('reads gzip bodies, and rejects broken ones and unknown encodings', async () => {
      const headers = { ...json, 'content-encoding': 'gzip' };
      expect((await send(gzipSync('{"timezone":"UTC"}'), headers)).status).to.equal(201);
      expect(validationErrors(await send('not gzip', headers))).to.deep.equal(['json_invalid body']);
      problem(await send('{}', { ...json, 'content-encoding': 'magic' }), 415, 'unsupported-media-type');
    });

    it('reads at most 16 KiB and nothing compressed under /access, also from people who are not signed in', async () => {
      const form = { 'content-type': 'application/x-www-form-urlencoded' };
      const signIn = (raw: string | Uint8Array, headers = {}) =>
        the.anyone.ask('/access/signin', { method: 'POST', raw, headers: { ...form, ...headers } });
      const signUp = (raw: string | Uint8Array, headers = {}) =>
        the.anyone.ask('/access/signup', { method: 'POST', raw, headers: { ...json, ...headers } });
      const [smallForm, smallBody] = ['username=a&password=b', '{}'];
      expect((await signIn(smallForm.padEnd(16_384, '&'))).status).to.equal(401);
      problem(await signIn(smallForm.padEnd(16_385, '&')), 413, 'payload-too-large');
      expect((await signUp(smallBody.padEnd(16_384))).status).to.equal(422);
      problem(await signUp(smallBody.padEnd(16_385)), 413, 'payload-too-large');
      const zipped = { 'content-encoding': 'gzip' };
      problem(await signIn(gzipSync(smallForm), zipped), 415, 'unsupported-media-type');
      problem(await signUp(gzipSync(smallBody), zipped), 415, 'unsupported-media-type');
      expect((await signUp(smallBody, { 'content-encoding': 'identity' })).status).to.equal(422);
    });

    for (const type of ['text/plain', 'application/xml', 'multipart/form-data; boundary=x', 'nonsense', '']) {
      it(`rejects a JSON body with the content type ${JSON.stringify(type)}`, async () => {
        problem(await send('{"timezone":"UTC"}', { 'content-type': type }), 415, 'unsupported-media-type');
      });
    }

    it('accepts the charset UTF-8 and no other', async () => {
      const body = '{"timezone":"UTC"}';
      expect((await send(body, { 'content-type': 'application/json; charset="UTF-8"' })).status).to.equal(201);
      const latin = { 'content-type': 'application/json; charset=latin1' };
      problem(await send(body, latin), 415, 'unsupported-media-type');
    });
  });
});
