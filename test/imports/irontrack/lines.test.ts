import { expect } from 'chai';
import { linesOf } from '../../../src/imports/irontrack/lines.ts';
import { inChunks, listAll } from '../support/read.ts';

const read = (text: string, ...sizes: readonly number[]) =>
  listAll(linesOf(inChunks(Buffer.from(text), sizes.length > 0 ? sizes : [text.length])));
const numbered = async (text: string, ...sizes: readonly number[]) =>
  (await read(text, ...sizes)).map(({ number, text }) => [number, text]);

describe('the lines of a file', () => {
  it('are the same however the file is cut into chunks', async () => {
    const expected = [
      [1, 'one'],
      [4, 'Übung'],
      [5, 'last'],
    ];
    for (const size of [1, 2, 3, 5, 100]) expect(await numbered('one\n\n \nÜbung\nlast', size)).to.deep.equal(expected);
    expect(await numbered('one\n\n \nÜbung\nlast\n', 4)).to.deep.equal(expected);
  });

  it('are none in an empty file', async () => {
    expect(await numbered('')).to.deep.equal([]);
    expect(await numbered('\n \n')).to.deep.equal([]);
  });

  it('know how many bytes have been read', async () => {
    expect((await read('a\nÜ\nc', 2, 3, 1)).map(({ bytes }) => bytes)).to.deep.equal([2, 5, 6]);
  });

  it('have no text if they are longer than 8,000,000 characters', async () => {
    const long = 'x'.repeat(8_000_000);
    const all = await read(`${long}\n${long}x\nb\n${long}y`, 3_000_000);
    expect(all.map(({ number, text }) => [number, text?.length ?? null])).to.deep.equal([
      [1, 8_000_000],
      [2, null],
      [3, 1],
      [4, null],
    ]);
  });
});
