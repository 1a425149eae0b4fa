import fc from 'fast-check';

/** The code points of surrogates, which are not characters. */
const surrogates = { first: 0xd800, count: 0x800 };
const codePoint = fc
  .integer({ min: 0, max: 0x10ffff - surrogates.count })
  .map((number) => (number < surrogates.first ? number : number + surrogates.count));

/**
 * Generates any Unicode text. The unit `binary` of fast-check would first build a table of all code points, for
 * seconds.
 */
export const anyText = (minLength: number, maxLength: number): fc.Arbitrary<string> =>
  fc.array(codePoint, { minLength, maxLength }).map((codes) => String.fromCodePoint(...codes));
