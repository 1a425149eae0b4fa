import { expect } from 'chai';
import { routes } from '../../src/http/routes.ts';
import { sendBatch, sessionId } from './support/batches.ts';
import { useApp } from './support/use-app.ts';

const lists = ['ids', 'exercises', 'sets', 'units'];
const noLists = [null, 1, 'text', sessionId(), {}, { ids: 1 }, [null], [{ sets: {} }], [[sessionId()]]];

describe('POST /sync with values that are not the lists of a command', () => {
  const the = useApp();

  for (const { operationId, path } of routes.filter(({ offline }) => offline)) {
    it(`refuses each alone: ${operationId}`, async () => {
      const athlete = await the.person();
      const ids = Object.fromEntries([...path.matchAll(/:(\w+)/g)].map(([, name], at) => [name, sessionId(at + 1)]));
      const bodies = noLists.flatMap((value) => [
        { wrong: true, ...Object.fromEntries(lists.map((name) => [name, value])) },
        ...lists.map((name) => ({ wrong: true, [name]: value })),
      ]);
      const commands = bodies.map((body, at) => ({ key: `key-${at}`, operation: operationId, path: ids, body }));
      const answer = await sendBatch(athlete, commands);
      expect(answer.status).to.equal(200);
      const outcomes = new Set(answer.json.answers.map(({ outcome }: { outcome: string }) => outcome));
      expect([...outcomes]).to.deep.equal(['refused']);
    });
  }
});
