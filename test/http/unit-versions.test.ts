import { expect } from 'chai';
import { exampleUnit } from '../../src/http/training-units/examples.ts';
import { useApp } from './support/use-app.ts';

describe('GET /training-units/{id}', () => {
  const the = useApp();

  it('reads no text of a version that the client has', async () => {
    const athlete = await the.person();
    const asked: unknown[] = [];
    the.app.changeQueries({
      getUnit: async ({ known }) => {
        asked.push(known);
        return { doc: JSON.stringify(exampleUnit), revision: 3, joined: '0.17' };
      },
    });
    for (const tag of ['"3.0.17"', 'W/"3.0.17"', '"3"', '"3.0.17.1"', '"3.0.17", "4"']) {
      const answer = await athlete.get('/training-units/01900000-0000-7000-8000-0000000000f1', {
        'if-none-match': tag,
      });
      if (tag.includes('"3.0.17"')) expect(answer.status, tag).to.equal(304);
    }
    expect(asked).to.deep.equal(['3.0.17', '3.0.17', '3', undefined, undefined]);
  });
});
