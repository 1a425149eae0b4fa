import { expect } from 'chai';
import { cursorText } from '../../src/http/requests/cursor.ts';
import { routes } from '../../src/http/routes.ts';
import { type Answer, type Client, problem, validationErrors } from './support/client.ts';
import { useApp } from './support/use-app.ts';

/** The addresses in the header `Link` of an answer, by relation. */
const linksOf = ({ headers }: Answer): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...(headers.get('link') ?? '').matchAll(/<([^>]*)>; rel="(\w+)"/g)].map(([, address, relation]) => [
      relation,
      address,
    ]),
  );
const afterIn = (answer: Answer): string =>
  new URL(linksOf(answer).next ?? '', 'http://x').searchParams.get('after') ?? '';

describe('the pages of a list', () => {
  const the = useApp();
  let athlete: Client;
  beforeEach(async () => {
    athlete = await the.person();
    for (const day of [1, 2, 3, 4, 5]) {
      await athlete.post('/training-sessions', {
        timezone: 'UTC',
        startedAt: `2026-02-0${day}T10:00:00Z`,
        endedAt: `2026-02-0${day}T11:00:00Z`,
        name: `${day}`,
      });
    }
  });
  const names = ({ json }: Answer) => json.items.map(({ name }: { name: string }) => name).join('');

  it('link to the next page until the last one, and to the first', async () => {
    let page = await athlete.get('/training-sessions?pageSize=2&status=completed');
    const seen = [names(page)];
    while (linksOf(page).next) {
      page = await athlete.get(`/${linksOf(page).next}`);
      expect(page.json).to.include({ total: 5, limit: 2, offset: 2 * seen.length });
      expect(linksOf(page).first).to.equal('/api/v1/training-sessions?pageSize=2&status=completed');
      seen.push(names(page));
    }
    expect(seen).to.deep.equal(['54', '32', '1']);
  });

  it('link from a page with a number to the one before and to the one after', async () => {
    const page = await athlete.get('/training-sessions?currentPage=2&pageSize=2');
    expect(names(page)).to.equal('32');
    expect(linksOf(page).prev).to.equal('/api/v1/training-sessions?pageSize=2&currentPage=1');
    expect(names(await athlete.get(`/${linksOf(page).next}`))).to.equal('1');
    expect(linksOf(await athlete.get('/training-sessions'))).to.have.keys('first');
  });

  it('of another size continue at the same place', async () => {
    const after = afterIn(await athlete.get('/training-sessions?pageSize=1'));
    expect(names(await athlete.get(`/training-sessions?pageSize=3&after=${after}`))).to.equal('432');
  });

  it('pass the place of the cursor to the query', async () => {
    const after = afterIn(await athlete.get('/training-sessions?pageSize=1'));
    await athlete.get(`/training-sessions?after=${after}`);
    expect(the.app.questions.at(-1)).to.have.nested.property('after.id');
  });

  it('are refused when the cursor belongs to another list, filter or order', async () => {
    const after = afterIn(await athlete.get('/training-sessions?pageSize=1'));
    for (const path of [
      '/training-sessions?status=completed',
      '/training-sessions?orderBy=name',
      '/training-sessions?sortOrder=asc',
      '/training-sessions?updatedAfter=2026-01-01T00:00:00Z',
      '/exercises?scope=all',
      '/imports?sortOrder=desc',
      '/exercises/01900000-0000-7000-8000-0000000000e1/history?sortOrder=desc',
    ]) {
      expect(validationErrors(await athlete.get(`${path}&after=${after}`)), path).to.deep.equal(['value_error after']);
    }
    const twice = await athlete.get(`/training-sessions?after=${after}&currentPage=2`);
    expect(validationErrors(twice)).to.deep.equal(['value_error currentPage']);
  });

  it('are refused when the cursor is not one', async () => {
    const id = '01900000-0000-7000-8000-000000000001';
    const forged = (content: unknown) => Buffer.from(JSON.stringify(content)).toString('base64url');
    const wrong = ['', 'x', '%00', forged(null), forged({}), forged(['x']), forged(['x', -1, null, id])];
    for (const after of [
      ...wrong,
      forged(['x', 0, 'a\u0000', id]),
      forged(['x', 0, '\ud800', id]),
      forged(['x', 0, '', 'id']),
    ]) {
      const answer = await athlete.get(`/training-sessions?after=${after}`);
      expect(validationErrors(answer), after).to.deep.equal(['value_error after']);
    }
    const long = await athlete.get(`/training-sessions?after=${'x'.repeat(8_193)}`);
    expect(validationErrors(long)).to.deep.equal(['string_too_long after']);
  });

  it('have cursors that fit the longest names', () => {
    const place = { key: '\u0627\u0644'.repeat(900), id: '01900000-0000-7000-8000-000000000001' };
    expect(cursorText({ list: 'x'.repeat(12), offset: 1_000_000, place })).to.have.length.below(8_192);
  });

  it('have no links that are too long for the headers of a response', async () => {
    const answer = await athlete.get(`/exercises?${'primaryMuscles=32767&'.repeat(400)}`);
    expect([answer.status, answer.headers.get('link')]).to.deep.equal([200, null]);
  });

  it('can be asked for with a cursor, and by the time of the last change, in every list with pages', async () => {
    const paged = routes.filter(({ request }) => request.query && 'currentPage' in request.query.shape);
    expect(paged.map(({ operationId }) => operationId)).to.include.members([
      'listSessions',
      'listUsers',
      'listImports',
    ]);
    for (const { request, responses, operationId } of paged) {
      expect(request.query?.shape, operationId).to.include.keys('after', 'pageSize');
      expect(responses[200]?.headers, operationId).to.include('Link');
    }
    for (const list of ['training-sessions', 'exercises', 'imports']) {
      const since = await athlete.get(`/${list}?updatedAfter=2026-01-01T00:00:00%2B01:00`);
      expect(since.status, list).to.equal(200);
      expect(the.app.questions.at(-1)?.updatedAfter).to.equal('2025-12-31T23:00:00.000000Z');
      problem(await athlete.get(`/${list}?updatedAfter=2026-01-01`), 422, 'validation');
    }
  });
});
