import { expect } from 'chai';
import { prefersMinimal } from '../../src/http/requests/preferences.ts';
import { type Answer, password } from './support/client.ts';
import { useApp } from './support/use-app.ts';

const minimal = { prefer: 'return=minimal' };
const sessions = '/training-sessions';

describe('the header Prefer', () => {
  for (const [header, expected] of [
    ['return=minimal', true],
    ['Return = "minimal"; note=1', true],
    ['respond-async, wait=10, return=minimal', true],
    ['handling="a, return=representation, b", return=minimal', true],
    ['return=minimal, return=representation', true],
    ['return=representation, return=minimal', false],
    ['return=representation', false],
    ['return', false],
    ['return=minimalist', false],
    ['no-return=minimal', false],
    ['wait="return=minimal"', false],
    ['wait=1;return=minimal', false],
    ['"', false],
    ['', false],
    [`${'x'.repeat(1_000)},return=minimal`, false],
  ] as const) {
    it(`${expected ? 'asks' : 'does not ask'} for a response without a body: ${header.slice(0, 60)}`, () => {
      expect(prefersMinimal(header)).to.equal(expected);
    });
  }

  const the = useApp();
  const shown = ({ status, text, headers }: Answer) => [
    status,
    text,
    headers.get('preference-applied'),
    headers.get('content-type'),
  ];

  it('leaves out the body of a creation, whose other headers remain', async () => {
    const athlete = await the.person();
    const key = { 'idempotency-key': 'phone-1' };
    const body = { timezone: 'UTC', exercises: [{ name: 'Squat', mode: 'reps', sets: [{ reps: 5 }] }] };
    const answer = await athlete.post(sessions, body, { ...minimal, ...key });
    expect(shown(answer)).to.deep.equal([201, '', 'return=minimal', null]);
    expect(answer.headers.get('etag')).to.equal('"2"');
    expect(answer.headers.get('x-consistency-token')).to.match(/^\d+-\d+-\d+$/);
    const location = answer.headers.get('location') ?? '';
    const read = await athlete.get(location.replace('/api/v1', ''));
    expect(read.json.exercises[0].sets[0].reps).to.equal(5);
    // The preference is not a part of the request: a repetition may ask for the document.
    const again = await athlete.post(sessions, body, key);
    expect([again.status, again.text]).to.deep.equal([201, read.text]);
  });

  it('turns the 200 of a change into 204', async () => {
    const root = await the.superuser();
    const { id } = (await root.post(sessions, { timezone: 'UTC' })).json;
    const path = `${sessions}/${id}`;
    const trainer = await the.person('trainer@example.com');
    const all = { ...minimal, 'if-match': '*' };
    for (const answer of [
      await root.patch(path, { name: 'Legs' }, minimal),
      await root.put(path, { timezone: 'UTC', startedAt: '2026-03-01T11:00:00Z', exercises: [] }, all),
      await root.post(`${path}/complete`, {}, minimal),
      await root.patch('/access/me', { name: 'Root' }, minimal),
      await root.patch('/roles/trainer@example.com/assign', { roleSlug: 'fitness-trainer' }, minimal),
      await root.patch(`/users/${trainer.id}`, { name: 'Coach' }, minimal),
    ]) {
      expect(shown(answer)).to.deep.equal([204, '', 'return=minimal', null]);
    }
    expect((await root.patch(path, { name: 'Back' }, minimal)).headers.get('etag')).to.equal('"5"');
  });

  it('leaves out the account after a sign-up', async () => {
    const body = { email: 'ana@example.com', password, confirmPassword: password };
    expect(shown(await the.anyone.post('/access/signup', body, minimal)).slice(0, 3)).to.deep.equal([
      ...[201, '', 'return=minimal'],
    ]);
  });

  it('changes no problem, no query and no body that is shown once', async () => {
    const root = await the.superuser();
    const { id } = await the.person();
    const reset = await root.post(`/users/${id}/password-reset`, {}, minimal);
    expect([reset.status, typeof reset.json.token]).to.deep.equal([201, 'string']);
    const refused = await root.post(sessions, {}, minimal);
    expect(refused.json.code).to.equal('validation');
    const read = await root.get('/access/me', minimal);
    expect(read.status).to.equal(200);
    for (const { headers } of [reset, refused, read]) expect(headers.has('preference-applied')).to.equal(false);
  });
});
