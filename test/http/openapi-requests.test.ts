import { expect } from 'chai';
import fc from 'fast-check';
import { samples, sizeFactor } from '../support/samples.ts';
import { apiDocument } from './support/contract.ts';
import {
  allowedRequests,
  type DocumentedRequest,
  forbiddenRequests,
  operationAt,
} from './support/documented-requests.ts';
import { type Person, registerAndSignIn } from './support/people.ts';
import { startTestApp, type TestApp } from './support/test-app.ts';

/** How many requests of each kind an operation gets. The long test run sends 200. */
const count = samples(sizeFactor > 1 ? 20 : 4);
/** How many responses of a status, and how many ids of each, the test remembers. */
const [maxResponses, maxIds] = [10, 5];

/** The operations of the document. A stream of events has no end, so it gets forbidden requests only. */
const described = Object.entries(apiDocument.paths ?? {}).flatMap(([path, item]) =>
  Object.entries(item as object).map(([method, { responses }]) => ({
    operation: operationAt(path, method),
    hasEnd: !('text/event-stream' in (responses['200']?.content ?? {})),
  })),
);
const isDeletion = ({ operation }: (typeof described)[number]) => operation.method === 'delete';
/** The operations in their order, but deletions last, those of nested things first: the others need what they delete. */
const operations = [...described.filter((each) => !isDeletion(each)), ...described.filter(isDeletion).reverse()];

describe('requests that are made from the OpenAPI document alone', () => {
  let app: TestApp;
  let person: Person;
  const shown: (readonly string[])[] = [];
  const created: (readonly string[])[] = [];
  const known = () => [...shown, ...created];
  let people = 0;
  const signIn = async () => {
    people += 1;
    person = await registerAndSignIn(app, { email: `person${people}@example.com`, isSuperuser: true });
  };
  before(async () => {
    app = await startTestApp();
    await app.addReferenceItems();
    await signIn();
  });
  after(() => app[Symbol.asyncDispose]());

  /** Sends the request. The client fails the test when the document does not have the response. */
  async function send(method: string, { path, headers, body }: DocumentedRequest) {
    const options = { method: method.toUpperCase(), headers, ...(body !== undefined && { raw: body }) };
    const answer = await person.ask(`/${path}`, options);
    expect(answer.status, answer.text).to.be.lessThan(500);
    const hasEnded = answer.status === 401 || answer.headers.getSetCookie().length > 0;
    if (hasEnded) await signIn();
    if (answer.status === 200) remember(answer.text, shown);
    if (answer.status === 201) remember(answer.text, created);
    return answer;
  }

  function remember(text: string, list: (readonly string[])[]): void {
    const ids = [...text.matchAll(/"id":"([0-9a-f-]{36})"/g)].map(([, id = '']) => id);
    if (ids.length > 0) list.unshift(ids.slice(0, maxIds));
    list.splice(maxResponses);
  }

  for (const { operation, hasEnd } of operations) {
    const { operationId, method } = operation;
    const forbidden = forbiddenRequests(operation, known);

    if (hasEnd) {
      it(`get a documented response when they are allowed: ${operationId}`, async () => {
        const requests = allowedRequests(operation, known);
        await fc.assert(
          fc.asyncProperty(requests, async (request) => {
            await send(method, request);
          }),
          count,
        );
      });
    }

    if (forbidden) {
      it(`are refused when they break a rule: ${operationId}`, async () => {
        await fc.assert(
          fc.asyncProperty(forbidden, async (request) => {
            const { status, text } = await send(method, request);
            expect(status, text).to.be.within(400, 499);
          }),
          count,
        );
      });
    }
  }
});
