import { expect } from 'chai';
import { maxWebhooks } from '../../src/events/webhook-values.ts';
import { networksOf } from '../../src/infra/webhooks/addresses.ts';
import { createRefuseUrl } from '../../src/infra/webhooks/refuse-url.ts';
import { password, problem, validationErrors } from './support/client.ts';
import { createProgram, type Person } from './support/people.ts';
import { now } from './support/test-app.ts';
import { useApp } from './support/use-app.ts';

const url = 'https://hooks.example.com/irontrack?key=1';
const eventTypes = ['session.changed', 'session.deleted'];
const unknown = '01900000-0000-7000-8000-0000000000ee';

describe('webhooks', () => {
  const the = useApp();
  let athlete: Person;
  beforeEach(async () => {
    athlete = await the.person('athlete@example.com');
  });
  const create = (body: object = {}) => athlete.post('/webhooks', { url, eventTypes, ...body });
  const created = async (body: object = {}) => (await create(body)).json;

  it('show their secret once', async () => {
    const answer = await create({ eventTypes: ['session.deleted', 'session.changed', 'session.deleted'] });
    expect(answer.status).to.equal(201);
    expect(answer.headers.get('cache-control')).to.equal('no-store');
    expect(answer.headers.get('location')).to.equal(`/api/v1/webhooks/${answer.json.id}`);
    const { secret, ...shown } = answer.json;
    expect(secret).to.match(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(shown).to.deep.equal({
      ...{ id: shown.id, url, description: null, eventTypes: eventTypes.toReversed(), enabled: true },
      ...{ createdAt: now, updatedAt: now, previousSecretUntil: null, failingSince: null },
      ...{ disabledAt: null, disabledReason: null },
    });
    expect((await athlete.get(`/webhooks/${shown.id}`)).json).to.deep.equal(shown);
    expect((await athlete.get('/webhooks')).json).to.deep.equal([shown]);
  });

  it('can be changed, and their description cleared', async () => {
    const { id } = await created({ description: 'Statistics' });
    const change = (body: object) => athlete.patch(`/webhooks/${id}`, body);
    expect((await change({})).json).to.deep.include({ description: 'Statistics', enabled: true });
    const changed = await change({ url: 'https://example.com:8443/', description: null, enabled: false });
    expect(changed.json).to.deep.include({ url: 'https://example.com:8443/', description: null, enabled: false });
    expect((await change({ eventTypes: ['import.changed'] })).json.eventTypes).to.deep.equal(['import.changed']);
    expect((await athlete.delete(`/webhooks/${id}`)).status).to.equal(204);
    problem(await change({}), 404, 'webhook-not-found');
  });

  it('get another secret', async () => {
    const { id, secret } = await created();
    const rotated = await athlete.post(`/webhooks/${id}/rotate-secret`);
    expect(rotated.headers.get('cache-control')).to.equal('no-store');
    expect(rotated.json.secret)
      .to.match(/^whsec_/)
      .and.not.to.equal(secret);
    expect(rotated.json.previousSecretUntil).to.be.a('string');
  });

  it('are tested by a ping, which can be sent again while they are enabled', async () => {
    const { id } = await created();
    const ping = await athlete.post(`/webhooks/${id}/test`);
    expect([ping.status, ping.json.type, ping.json.status]).to.deep.equal([202, 'ping', 'pending']);
    const replay = () => athlete.post(`/webhooks/${id}/deliveries/${ping.json.id}/replay`);
    expect((await replay()).json.id).to.equal(ping.json.id);
    problem(await athlete.post(`/webhooks/${id}/deliveries/${unknown}/replay`), 404, 'delivery-not-found');
    await athlete.patch(`/webhooks/${id}`, { enabled: false });
    problem(await replay(), 409, 'webhook-disabled');
    problem(await athlete.post(`/webhooks/${id}/test`), 409, 'webhook-disabled');
  });

  it('list their deliveries with links to further pages', async () => {
    const { id } = await created();
    const ids: string[] = [];
    for (let count = 0; count < 5; count += 1) ids.unshift((await athlete.post(`/webhooks/${id}/test`)).json.id);
    const read: string[] = [];
    for (let path: string | undefined = `/webhooks/${id}/deliveries?pageSize=2&status=pending`; path; ) {
      const page = await athlete.get(path);
      expect(page.json.total).to.equal(5);
      read.push(...page.json.items.map((item: { id: string }) => item.id));
      path = /<\/api\/v1([^>]*)>; rel="next"/.exec(page.headers.get('link') ?? '')?.[1];
    }
    expect(read).to.deep.equal(ids);
    expect((await athlete.get(`/webhooks/${id}/deliveries?status=succeeded`)).json.items).to.deep.equal([]);
    expect(validationErrors(await athlete.get(`/webhooks/${id}/deliveries?status=late`))).to.deep.equal([
      'enum status',
    ]);
  });

  it('are limited in number', async () => {
    for (let count = 0; count < maxWebhooks; count += 1) await create();
    expect(problem(await create(), 422, 'quota-exceeded')).to.deep.equal(['quota_exceeded webhooks']);
    const usage = (await athlete.get('/access/me/usage')).json.webhooks;
    expect(usage).to.deep.equal({ used: maxWebhooks, limit: maxWebhooks });
  });

  it('of another account do not exist', async () => {
    const { id } = await created();
    const delivery = (await athlete.post(`/webhooks/${id}/test`)).json.id;
    const other = await the.superuser();
    for (const [method, path] of [
      ['GET', ''],
      ['PATCH', ''],
      ['DELETE', ''],
      ['POST', '/rotate-secret'],
      ['POST', '/test'],
      ['GET', '/deliveries'],
      ['POST', `/deliveries/${delivery}/replay`],
    ] as const) {
      const body = method === 'PATCH' ? { body: {} } : {};
      problem(await other.ask(`/webhooks/${id}${path}`, { method, ...body }), 404, 'webhook-not-found');
    }
    expect((await other.get('/webhooks')).json).to.deep.equal([]);
  });

  it('are read and written by programs with these scopes', async () => {
    const reading = await createProgram(the.app, athlete, ['read']);
    expect((await reading.get('/webhooks')).status).to.equal(200);
    problem(await reading.post('/webhooks', { url, eventTypes }), 403, 'insufficient-scope');
    const writing = await createProgram(the.app, athlete, ['write']);
    expect((await writing.post('/webhooks', { url, eventTypes })).status).to.equal(201);
  });

  it('are deleted with their account', async () => {
    await created();
    await athlete.ask('/access/me', { method: 'DELETE', body: { password } });
    const again = await the.person('athlete@example.com');
    expect((await again.get('/webhooks')).json).to.deep.equal([]);
  });

  it('name the field that is wrong', async () => {
    expect(validationErrors(await athlete.post('/webhooks', {}))).to.deep.equal(['missing eventTypes', 'missing url']);
    const wrong = { url: '', description: 'x'.repeat(501), eventTypes: ['session.read'], secret: 'x' };
    expect(validationErrors(await create(wrong))).to.have.members([
      ...['string_too_short url', 'string_too_long description', 'enum eventTypes.0', 'extra_forbidden secret'],
    ]);
    expect(validationErrors(await create({ eventTypes: [] }))).to.deep.equal(['too_short eventTypes']);
    expect(validationErrors(await create({ url: `https://example.com/${'x'.repeat(2_000)}` }))).to.deep.equal([
      'string_too_long url',
    ]);
    const { id } = await created();
    expect(validationErrors(await athlete.patch(`/webhooks/${id}`, { enabled: null }))).to.have.length(1);
  });

  it('refuse URLs that may not be receivers', async () => {
    for (const refused of [
      ...['example.com', 'ftp://example.com', 'http://example.com', 'https://', 'https://exa mple.com', 'https:///'],
      ...['https://user@example.com', 'https://:secret@example.com', 'https://example.com/#x', 'https://example.com\n'],
      ...['https://example.com:22', 'https://example.com:25', 'https://example.com:80', 'https://example.com:1023'],
      ...['https://localhost', 'https://x.localhost', 'https://LOCALHOST.', 'https://127.0.0.1', 'https://127.1'],
      ...['https://2130706433', 'https://0x7f.1', 'https://017700000001', 'https://[::1]', 'https://[::ffff:7f00:1]'],
      ...['https://169.254.169.254/latest', 'https://10.1.2.3', 'https://[fd00::1]', 'https://[64:ff9b::a00:1]'],
    ]) {
      expect(validationErrors(await create({ url: refused })), refused).to.deep.equal(['value_error url']);
    }
    for (const accepted of [
      'https://example.com',
      'https://EXAMPLE.com:8443/a?b=c',
      'https://8.8.8.8/',
      'https://bücher.example',
    ]) {
      expect((await create({ url: accepted })).json.url).to.equal(accepted);
    }
  });

  it('accept plain HTTP and local addresses in the networks that the operator allows', async () => {
    const refuseUrl = createRefuseUrl(networksOf(['127.0.0.0/8']));
    the.app.change({ refuseUrl });
    expect((await create({ url: 'http://127.0.0.1:8080/' })).status).to.equal(201);
    expect((await create({ url: 'http://localhost:8080/' })).status).to.equal(201);
    for (const refused of ['http://10.0.0.1/', 'http://8.8.8.8/', 'https://[::1]/', 'ftp://127.0.0.1/']) {
      expect(validationErrors(await create({ url: refused })), refused).to.deep.equal(['value_error url']);
    }
  });
});
