import { expect } from 'chai';
import { decode } from '../../../src/imports/csv/decode.ts';
import { decodeUtf8 } from '../../../src/imports/csv/decode-utf8.ts';
import { inChunks, listAll } from '../support/read.ts';

const decodeInChunks = async (bytes: Uint8Array, ...sizes: number[]) => {
  const pieces = await listAll(decodeUtf8(inChunks(bytes, sizes)));
  return pieces.map(({ text }) => text).join('');
};

describe('decodeUtf8', () => {
  for (const size of [1, 2, 3, 4, 5]) {
    it(`decodes characters that are cut into chunks of ${size} bytes`, async () => {
      const text = 'aé€🏋️߿ࠀ𐀀b';
      expect(await decodeInChunks(Buffer.from(text), size)).to.equal(text);
    });
  }

  it('reports how many bytes have been read', async () => {
    const pieces = await listAll(decodeUtf8(inChunks(Buffer.from('ab€cd'), [3, 1, 100])));
    expect(pieces).to.deep.equal([
      { text: 'ab', bytes: 3 },
      { text: '€cd', bytes: 7 },
    ]);
  });

  it('returns the complete characters of each chunk at once', async () => {
    for (const [character, size] of [
      ['é', 2],
      ['€', 3],
      ['𐀀', 4],
    ] as const) {
      const pieces = await listAll(decodeUtf8(inChunks(Buffer.from(`${character}b`), [size])));
      expect(pieces.map(({ text }) => text)).to.deep.equal([character, 'b']);
    }
  });

  it('drops a byte order mark at the start only', async () => {
    expect(await decodeInChunks(Buffer.from('a\uFEFF'), 100)).to.equal('a\uFEFF');
    expect(await decodeInChunks(Buffer.from('\uFEFFa\uFEFFb'), 3)).to.equal('a\uFEFFb');
    expect(await decodeInChunks(Buffer.from('\uFEFFa'), 1)).to.equal('a');
    expect(await decodeInChunks(Buffer.from('a\uFEFF'), 1)).to.equal('a\uFEFF');
    expect(await decodeInChunks(Buffer.from('\uFEFF\uFEFFa'), 3)).to.equal('\uFEFFa');
  });

  it('replaces invalid bytes by NUL and keeps replacement characters of the file', async () => {
    const bytes = Buffer.concat([Buffer.from('a\uFFFD'), Buffer.from([0xff]), Buffer.from('b\uFFFD')]);
    expect(await decodeInChunks(bytes, 100)).to.equal('a\uFFFD\0b\uFFFD');
    expect(await decodeInChunks(bytes.subarray(1), 100)).to.equal('\uFFFD\0b\uFFFD');
    expect(await decodeInChunks(bytes, 1)).to.equal('a\uFFFD\0b\uFFFD');
  });

  it('replaces a character that is incomplete at the end by NUL', async () => {
    expect(await decodeInChunks(Buffer.from([0x61, 0xe2, 0x82]), 100)).to.equal('a\0');
    expect(await decodeInChunks(Buffer.from([0xf0, 0x9f, 0x8f]), 1)).to.equal('\0');
  });

  it('decodes chunks whose memory the source reuses', async () => {
    async function* reusing() {
      const chunk = Buffer.alloc(2);
      for (const byte of Buffer.from('€€a€')) {
        chunk[0] = byte;
        yield chunk.subarray(0, 1);
        chunk[0] = 0;
      }
    }
    const pieces = await listAll(decodeUtf8(reusing()));
    expect(pieces.map(({ text }) => text).join('')).to.equal('€€a€');
  });

  it('decodes chunks that are views of larger buffers, and empty chunks', async () => {
    async function* views() {
      const bytes = Buffer.from('xxab€yy');
      yield new Uint8Array();
      yield new Uint8Array(bytes.buffer, bytes.byteOffset + 2, 3);
      yield new Uint8Array();
      yield new Uint8Array(bytes.buffer, bytes.byteOffset + 5, 2);
    }
    const pieces = await listAll(decodeUtf8(views()));
    expect(pieces.map(({ text }) => text).join('')).to.equal('ab€');
  });
});

describe('decode', () => {
  const decoded = async (bytes: Uint8Array, charset: string | null, ...sizes: number[]) =>
    (await listAll(decode(inChunks(bytes, sizes), charset))).map(({ text }) => text).join('');

  it('decodes other character sets, also where chunks cut their characters', async () => {
    const japanese = Buffer.from('1b24422539252f256f2543254828 42'.replaceAll(' ', ''), 'hex');
    const withEnd = Buffer.concat([japanese.subarray(0, 13), Buffer.from('1b2842', 'hex')]);
    for (const size of [1, 2, 3, 100]) expect(await decoded(withEnd, 'iso-2022-jp', size)).to.equal('スクワット');
    expect(await decoded(Buffer.from([0xdc, 0x62, 0x75, 0x6e, 0x67]), 'windows-1252', 2)).to.equal('Übung');
  });

  it('recognises UTF-16 by its byte order mark', async () => {
    const text = '\uFEFFÜbung 🏋️';
    const little = Buffer.from(text, 'utf16le');
    const big = Buffer.from(little).swap16();
    for (const bytes of [little, big]) expect(await decoded(bytes, null, 3)).to.equal('Übung 🏋️');
  });

  it('replaces invalid bytes of other character sets by NUL', async () => {
    expect(await decoded(Buffer.from([0x41, 0x81, 0x00, 0x42]), 'shift_jis', 10)).to.contain('\0');
  });

  it('decodes an empty file', async () => {
    expect(await decoded(new Uint8Array(), null, 1)).to.equal('');
  });
});
