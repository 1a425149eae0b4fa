import { expect } from 'chai';
import { consistencyTokenOf, laterOf, parseConsistencyTokens } from '../../src/http/requests/consistency-token.ts';
import { type Client, signUpAndIn, validationErrors } from './support/client.ts';
import { startTestApp, type TestApp } from './support/test-app.ts';

const lanes = { layout: 2, lanes: 4, laneOf: () => 3 };
const asked = (text: string) => [0, 1, 2, 3].map((lane) => parseConsistencyTokens(text)?.(lane, lanes.layout));

describe('a consistency token', () => {
  it('asks its lane for its position, and the others for nothing', () => {
    expect(asked(consistencyTokenOf(lanes, 'system', 2n ** 60n))).to.deep.equal([0n, 0n, 0n, 2n ** 60n]);
  });

  it('of several writes asks each lane for the furthest', () => {
    expect(asked('2-1-7, 2-3-9,2-1-5')).to.deep.equal([0n, 7n, 0n, 9n]);
  });

  it('of another layout asks all lanes', () => {
    expect(asked('1-0-7')).to.deep.equal([7n, 7n, 7n, 7n]);
  });

  it('adds to what the account itself has written', () => {
    const requiredPosition = laterOf(
      (lane) => BigInt(lane),
      () => 2n,
    );
    expect([0, 1, 2, 3].map((lane) => requiredPosition(lane, 2))).to.deep.equal([2n, 2n, 2n, 3n]);
  });

  describe('over HTTP', () => {
    let app: TestApp;
    let ada: Client;
    beforeEach(async () => {
      app = await startTestApp();
      ada = await signUpAndIn(app);
    });
    afterEach(() => app[Symbol.asyncDispose]());

    it('comes with every command', async () => {
      const answer = await ada.post('/training-sessions', { timezone: 'UTC' });
      expect(answer.headers.get('x-consistency-token')).to.match(/^1-2-\d+$/);
    });

    for (const token of ['', 'x', '1-2', '1-2-x', '1-2-3;', `1-2-${'9'.repeat(20)}`, Array(65).fill('1-2-3').join()]) {
      it(`is refused when malformed: ${token.slice(0, 24) || 'empty'}`, async () => {
        const answer = await ada.get('/training-sessions', { 'x-consistency-token': token });
        expect(answer.status).to.equal(422);
        expect(validationErrors(answer)).to.deep.equal(['value_error X-Consistency-Token']);
      });
    }
  });
});
