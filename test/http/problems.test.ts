import { expect } from 'chai';
import { type ProblemCode, statusOfProblem } from '../../src/http/problem.ts';
import { explanations } from '../../src/http/problems/explanations.ts';
import { problem } from './support/client.ts';
import { useApp } from './support/use-app.ts';

describe('problems', () => {
  const the = useApp();

  it('have their code, a title, and a link to their explanation', async () => {
    const answer = await the.anyone.get('/access/me');
    problem(answer, 401, 'not-signed-in');
    expect(answer.json).to.include({ code: 'not-signed-in', title: explanations['not-signed-in'].title });
    expect(answer.headers.get('link')).to.equal('</api/v1/problems/not-signed-in>; rel="help"');
    const explained = await the.anyone.get('/problems/not-signed-in');
    expect(explained.json).to.include({ type: answer.json.type, code: 'not-signed-in', status: 401 });
  });

  it('with status 401 say how programs sign in', async () => {
    const wrong = { email: 'nothing@example.com', password: 'Wr0ng&Wrong' };
    for (const answer of [await the.anyone.get('/access/me'), await the.anyone.post('/access/signin', wrong)]) {
      expect([answer.status, answer.headers.get('www-authenticate')]).to.deep.equal([401, 'Bearer']);
    }
  });

  it('are explained, every one, and no other code is', async () => {
    for (const [code, status] of Object.entries(statusOfProblem)) {
      const { json } = await the.anyone.get(`/problems/${code}`);
      expect(json).to.include({ code, status, ...explanations[code as ProblemCode] });
    }
    for (const code of ['nothing', 'toString', 'Validation']) {
      problem(await the.anyone.get(`/problems/${code}`), 404, 'not-found');
    }
    problem(await the.anyone.get(`/problems/${'x'.repeat(101)}`), 422, 'validation');
  });

  it('are explained in sentences, under a title without a final full stop', () => {
    for (const { title, meaning, advice } of Object.values(explanations)) {
      expect(title).to.match(/^[A-Z].*[^.]$/);
      for (const text of [meaning, advice])
        expect(text)
          .to.match(/^[A-Z`].*\.$/)
          .and.not.include('|');
    }
  });
});
