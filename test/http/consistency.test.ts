import { expect } from 'chai';
import { consistencyTokenOf, laterOf, parseConsistencyTokens } from '../../src/http/requests/consistency-token.ts';
import { validationErrors } from './support/client.ts';
import { useApp } from './support/use-app.ts';

const lanes = { layout: 2, lanes: 4, laneOf: () => 3 };
const asked = (text: string) => [0, 1, 2, 3].map((lane) => parseConsistencyTokens(text)?.(lane, lanes.layout));

describe('a consistency token', () => {
  it('requires its position from its own lane only', () => {
    expect(asked(consistencyTokenOf(lanes, 'system', 2n ** 60n))).to.deep.equal([0n, 0n, 0n, 2n ** 60n]);
  });

  it('requires the highest position of each lane when several tokens are sent', () => {
    expect(asked('2-1-7, 2-3-9,2-1-5')).to.deep.equal([0n, 7n, 0n, 9n]);
  });

  it('requires its position from all lanes when it has another layout', () => {
    expect(asked('1-0-7')).to.deep.equal([7n, 7n, 7n, 7n]);
  });

  it('is combined with the position of the account’s own writes', () => {
    const requiredPosition = laterOf(
      (lane) => BigInt(lane),
      () => 2n,
    );
    expect([0, 1, 2, 3].map((lane) => requiredPosition(lane, 2))).to.deep.equal([2n, 2n, 2n, 3n]);
  });

  describe('sent over HTTP', () => {
    const the = useApp();

    it('is part of the response to every command on a training session', async () => {
      const ada = await the.person();
      const answer = await ada.post('/training-sessions', { timezone: 'UTC' });
      expect(answer.headers.get('x-consistency-token')).to.match(/^1-2-\d+$/);
    });

    for (const token of ['', 'x', '1-2', '1-2-x', '1-2-3;', `1-2-${'9'.repeat(20)}`, Array(65).fill('1-2-3').join()]) {
      it(`gets 422 when it is malformed: ${token.slice(0, 24) || 'empty'}`, async () => {
        const ada = await the.person();
        const answer = await ada.get('/training-sessions', { 'x-consistency-token': token });
        expect(answer.status).to.equal(422);
        expect(validationErrors(answer)).to.deep.equal(['value_error X-Consistency-Token']);
      });
    }
  });
});
