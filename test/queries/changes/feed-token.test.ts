import { expect } from 'chai';
import fc from 'fast-check';
import { feedKinds } from '../../../src/events/schemas.ts';
import {
  type FeedPlace,
  feedTokenText,
  laterPlace,
  parseFeedToken,
  placeAfter,
} from '../../../src/queries/changes/feed-token.ts';
import { samples } from '../../support/samples.ts';

const position = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n });
const uuid = fc.uuid();
const place = fc.oneof(
  position.map(placeAfter),
  fc.record({ position, kind: fc.constantFrom(...feedKinds), item: uuid }),
) satisfies fc.Arbitrary<FeedPlace>;
const token = fc.record({
  kinds: fc.subarray([...feedKinds], { minLength: 1 }),
  since: position,
  own: place,
  shared: place,
  landmark: fc.option(fc.record({ after: position, position, id: uuid })),
});
const textOf = (content: unknown) => Buffer.from(JSON.stringify(content)).toString('base64url');

describe('a token of the change feed', () => {
  it('is read back from its text', () => {
    fc.assert(
      fc.property(token, (each) => {
        const text = feedTokenText(each);
        expect(text).to.match(/^[\w-]{1,1024}$/);
        expect(parseFeedToken(text)).to.deep.equal(each);
      }),
      samples(200),
    );
  });

  it('is no other text, however similar', () => {
    const text = feedTokenText({
      ...{ kinds: ['session'], since: 1n, own: placeAfter(2n), shared: placeAfter(3n), landmark: null },
    });
    const own = ['2', '~', ''];
    const wrong = [
      ...['', 'x', `${text}=`, `${text}A`, ` ${text}`, text.slice(1), text.repeat(20), 'null', '[]'],
      textOf([2, ['session'], '1', own, own, null]),
      textOf([1, [], '1', own, own, null]),
      textOf([1, ['nutrition'], '1', own, own, null]),
      textOf([1, ['session'], 1, own, own, null]),
      textOf([1, ['session'], '-1', own, own, null]),
      textOf([1, ['session'], '01', own, own, null]),
      textOf([1, ['session'], String(2n ** 63n), own, own, null]),
      textOf([1, ['session'], '1', ['2', '~', 'x'], own, null]),
      textOf([1, ['session'], '1', ['2', 'session', ''], own, null]),
      textOf([1, ['session'], '1', own, own, ['1', '2', 'x']]),
      textOf([1, ['session'], '1', own, own, null, 'more']),
    ];
    for (const each of wrong) expect(parseFeedToken(each), each).to.equal(null);
  });

  it('has places in the order of positions, then of kinds and ids', () => {
    const [a, b] = ['0', '1'].map((digit) => `01900000-0000-7000-8000-00000000000${digit}`);
    const ordered: FeedPlace[] = [
      placeAfter(1n),
      { position: 2n, kind: 'exercise', item: b ?? '' },
      { position: 2n, kind: 'session', item: a ?? '' },
      { position: 2n, kind: 'session', item: b ?? '' },
      placeAfter(2n),
    ];
    for (const [at, one] of ordered.entries()) {
      for (const other of ordered.slice(at)) {
        expect(laterPlace(one, other)).to.deep.equal(other);
        expect(laterPlace(other, one)).to.deep.equal(other);
      }
    }
  });
});
