import { expect } from 'chai';
import { version } from 'uuid';
import { createIds, uuidV7, uuidV8 } from '../../../src/infra/local/ids.ts';
import { eventIdOf } from '../../../src/infra/log/chain.ts';

const account = '01900000-0000-7000-8000-00000000000a';
const bytes = Uint8Array.from({ length: 32 }, (_, at) => (at * 7) % 256);
const ones = new Uint8Array(32).fill(255);

/**
 * Events in the log contain ids that were derived from other values, so the same values must always give these recorded
 * ids.
 */
describe('ids', () => {
  const ids = createIds(Buffer.alloc(32, 7));

  it('derives the recorded id from an account, an idempotency key and a purpose', () => {
    expect(ids.derive(account, 'key-1', 'session')).to.equal('01900000-0000-73ec-925c-64c2cc109fd4');
    expect(ids.derive(account, 'key-1', 'set')).to.equal('01900000-0000-7871-88f0-0235bec4268b');
    expect(ids.derive(account, 'ключ 🦵', 'session')).to.equal('01900000-0000-7cf3-886b-aa0b4163289e');
  });

  it('derives the recorded id from a time, an account and a key, and uses 1970 for earlier times', () => {
    expect(ids.deriveAt(1_768_046_400_000, account, 'import')).to.equal('019ba7c7-1200-7a01-9e91-88247c8082ec');
    expect(ids.deriveAt(0, account, 'import')).to.equal('00000000-0000-7a01-9e91-88247c8082ec');
    expect(ids.deriveAt(-5, account, 'import')).to.equal('00000000-0000-7a01-9e91-88247c8082ec');
  });

  it('makes the recorded UUIDv7 of a time and a hash', () => {
    expect(uuidV7(0, bytes)).to.equal('00000000-0000-7007-8e15-1c232a31383f');
    expect(uuidV7(2 ** 48 - 1, ones)).to.equal('ffffffff-ffff-7fff-bfff-ffffffffffff');
  });

  it('makes the recorded UUIDv8 of a hash', () => {
    expect(uuidV8(bytes)).to.equal('00070e15-1c23-8a31-b83f-464d545b6269');
    expect(uuidV8(ones)).to.equal('ffffffff-ffff-8fff-bfff-ffffffffffff');
    expect(uuidV8(new Uint8Array(32))).to.equal('00000000-0000-8000-8000-000000000000');
  });

  it('makes the recorded event id of a chain', () => {
    expect(eventIdOf('a'.repeat(64))).to.equal('aaaaaaaa-aaaa-8aaa-aaaa-aaaaaaaaaaaa');
    expect(eventIdOf('0123456789abcdef'.repeat(4))).to.equal('01234567-89ab-8def-8123-456789abcdef');
  });

  it('makes a new UUIDv7 of the present each time, in ascending order', () => {
    const made = Array.from({ length: 1_000 }, () => ids.make());
    expect(new Set(made.map((id) => id.slice(24))).size).to.equal(1_000);
    expect(made).to.deep.equal(made.toSorted());
    for (const id of made) {
      expect(version(id)).to.equal(7);
      expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).to.be.closeTo(Date.now(), 5_000);
    }
  });
});
