import { expect } from 'chai';
import { type Client, problem, signUpAndIn, validationErrors } from './support/client.ts';
import { useApp } from './support/use-app.ts';

const id = '01900000-0000-7000-8000-000000000001';
const _unknown = '01900000-0000-7000-8000-0000000000ee';
const zone = { timezone: 'Europe/Berlin' };

describe('GET /training-sessions', () => {
  const the = useApp();
  let athlete: Client;
  beforeEach(async () => {
    athlete = await the.person();
  });

  const start = async (body: object = {}) =>
    (await athlete.post('/training-sessions?replace=abort', { ...zone, ...body })).json.id as string;

  describe('listing sessions', () => {
    const names = (answer: { json: { items: { name: string }[] } }) => answer.json.items.map(({ name }) => name);

    it('pages through the caller’s sessions, newest first', async () => {
      for (const [day, name] of ['a', 'b', 'c'].entries())
        await start({ name, startedAt: `2026-02-0${day + 1}T10:00:00Z` });
      await (await signUpAndIn(the.app, 'other@example.com')).post('/training-sessions', zone);
      const first = await athlete.get('/training-sessions?pageSize=2');
      expect(names(first)).to.deep.equal(['c', 'b']);
      expect(first.json).to.include({ total: 3, limit: 2, offset: 0 });
      const second = await athlete.get('/training-sessions?pageSize=2&currentPage=2');
      expect(names(second)).to.deep.equal(['a']);
      expect(second.json).to.include({ total: 3, limit: 2, offset: 2 });
      expect(names(await athlete.get('/training-sessions?orderBy=name'))).to.deep.equal(['a', 'b', 'c']);
      expect((await athlete.get('/training-sessions?view=full')).json.items[0]).to.have.property('exercises');
      expect((await athlete.get('/training-sessions?status=completed')).json.total).to.equal(0);
    });

    it('passes every parameter of the session list to the query', async () => {
      await athlete.get(
        '/training-sessions?view=full&status=aborted&from=2026-01-01&to=2026-01-31&searchString=%20Bench%20%25&orderBy=createdAt&sortOrder=desc&currentPage=3&pageSize=20',
      );
      const { owner, requiredPosition, ...question } = the.app.questions.at(-1) ?? {};
      expect(requiredPosition).to.be.a('function');
      expect(question).to.deep.equal({
        view: 'full',
        status: 'aborted',
        from: '2026-01-01',
        to: '2026-01-31',
        search: 'Bench %',
        orderBy: 'createdAt',
        sortOrder: 'desc',
        limit: 20,
        offset: 40,
      });
      await athlete.get('/training-sessions?searchString=%20%20&orderBy=createdAt');
      expect(the.app.questions.at(-1)).to.deep.include({
        search: undefined,
        sortOrder: 'asc',
        view: 'summary',
        limit: 20,
      });
    });

    for (const [query, expected] of [
      ['currentPage=0', 'greater_than_equal currentPage'],
      ['currentPage=x', 'int_parsing currentPage'],
      ['currentPage=1.5', 'int_parsing currentPage'],
      ['currentPage=', 'int_parsing currentPage'],
      ['currentPage=99999999999999', 'less_than_equal currentPage'],
      ['currentPage=999999999999999999999999', 'int_parsing currentPage'],
      ['pageSize=101', 'less_than_equal pageSize'],
      ['view=full&pageSize=21', 'less_than_equal pageSize'],
      ['view=full&pageSize=x', 'int_parsing pageSize'],
      ['pageSize=1&pageSize=2', 'string_type pageSize'],
      ['orderBy=id', 'enum orderBy'],
      ['sortOrder=DESC', 'enum sortOrder'],
      ['view=all', 'enum view'],
      ['status=', 'enum status'],
      ['from=2026-02-30', 'value_error from'],
      ['to=01.02.2026', 'value_error to'],
      ['from[]=2026-01-01', 'extra_forbidden from[]'],
      ['status[a]=1', 'extra_forbidden status[a]'],
      ['searchString=a%00b', 'value_error searchString'],
      ['page=1', 'extra_forbidden page'],
      ['__proto__=1', 'extra_forbidden __proto__'],
      ['constructor=1', 'extra_forbidden constructor'],
    ] as const) {
      it(`rejects the session list parameters ?${query}`, async () => {
        expect(validationErrors(await athlete.get(`/training-sessions?${query}`))).to.deep.equal([expected]);
      });
    }

    it('rejects a page of full sessions that is too large together with other errors', async () => {
      const answer = await athlete.get('/training-sessions?view=full&pageSize=100&status=x&page=1');
      expect(validationErrors(answer)).to.deep.equal([
        'enum status',
        'extra_forbidden page',
        'less_than_equal pageSize',
      ]);
      const summaries = await athlete.get('/training-sessions?pageSize=100');
      expect([summaries.status, summaries.json.limit]).to.deep.equal([200, 100]);
    });

    it('returns 503 when the read models lack the caller’s writes', async () => {
      const { DomainError } = await import('../../src/errors.ts');
      const lagging = () => Promise.reject(new DomainError('read-model-behind', 'Not there yet.'));
      the.app.changeQueries({ listSessions: lagging, getSession: lagging, listImports: lagging, getImport: lagging });
      for (const path of ['/training-sessions', `/training-sessions/${id}`, '/imports', `/imports/${id}`]) {
        const answer = await athlete.get(path);
        problem(answer, 503, 'read-model-behind');
        expect(answer.headers.get('retry-after')).to.match(/^\d+$/);
      }
    });
  });
});
