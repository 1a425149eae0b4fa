import canonicalize from 'canonicalize';
import { expect } from 'chai';
import fc from 'fast-check';
import { canonicalJson } from '../../../src/infra/log/canonical-json.ts';
import { samples } from '../../support/samples.ts';

const names = fc.oneof(fc.string(), fc.constantFrom('', '1', '10', '9', 'a', 'b', '\u{10000}', '\uffff', '__proto__'));
const texts = fc.string({ unit: 'binary' });
const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.oneof(texts, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer(), fc.boolean(), fc.constant(null)),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(names, tie('value'), { maxKeys: 5 }),
  ),
})).value;

describe('canonical JSON', () => {
  it('is what the package returns for the same JSON', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(canonicalJson({ value } as object)).to.equal(canonicalize({ value }));
      }),
      samples(1_000),
    );
  });

  it('leaves out members without a value', () => {
    expect(canonicalJson({ b: undefined, a: [undefined, 1] })).to.equal('{"a":[null,1]}');
  });

  it('takes no object for one whose names only look the same', () => {
    const objects = [{}, { '': 1 }, { b: 1, a: 2 }, { 'b\na': 1 }, { 'b\na': 1, c: 2 }, { b: 1, 'a\nc': 2 }];
    for (const value of [...objects, ...objects.toReversed()]) {
      expect(canonicalJson(value)).to.equal(canonicalize(value));
    }
  });

  it('orders names by code units, also those that are numbers', () => {
    expect(canonicalJson({ '9': 1, '10': 2, b: { '\u{10000}': 3, '\uffff': 4 } })).to.equal(
      '{"10":2,"9":1,"b":{"\u{10000}":3,"\uffff":4}}',
    );
  });

  for (const value of ['\ud800', 'a\udc00b', Number.NaN, Number.POSITIVE_INFINITY]) {
    it(`refuses ${JSON.stringify(value)} (${String(value).length} characters), which is not JSON`, () => {
      expect(() => canonicalJson({ a: [value] })).to.throw();
      expect(() => canonicalJson({ a: { [String(value)]: value } })).to.throw();
    });
  }

  it('takes a text that looks like an escape for what it is', () => {
    expect(canonicalJson({ a: String.raw`\ud800` })).to.equal(String.raw`{"a":"\\ud800"}`);
  });
});
