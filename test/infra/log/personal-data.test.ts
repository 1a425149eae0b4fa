import { expect } from 'chai';
import fc from 'fast-check';
import { decryptPersonal, encryptPersonal, hasPersonalText } from '../../../src/infra/log/personal-data.ts';

const key = Buffer.alloc(32, 1);
const event = 'session-1@0';

describe('personal data', () => {
  it('decrypts every encrypted text to what it was', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.option(fc.string()),
        fc.array(fc.string()),
        (name, notes, reasons) => {
          const data = { reps: 5, personal: { name, notes, reasons } };
          expect(decryptPersonal(encryptPersonal(data, event, key), event, key)).to.deep.equal(data);
        },
      ),
    );
  });

  it('encrypts nothing outside of `personal`, and leaves null as null', () => {
    const data = { name: 'public', reps: 5, personal: { notes: null } };
    expect(hasPersonalText(data)).to.equal(false);
    expect(encryptPersonal(data, event, key)).to.deep.equal(data);
  });

  it('encrypts the same text to another ciphertext each time', () => {
    const encrypted = () => encryptPersonal({ personal: { name: 'Squat' } }, event, key);
    expect(encrypted()).not.to.deep.equal(encrypted());
  });

  it('refuses a ciphertext that was moved to another field or event', () => {
    const encrypted = encryptPersonal({ personal: { name: 'a', notes: 'b' } }, event, key);
    const { name, notes } = (encrypted as { personal: { name: string; notes: string } }).personal;
    expect(() => decryptPersonal({ personal: { name: notes, notes: name } }, event, key)).to.throw();
    expect(() => decryptPersonal(encrypted, 'session-1@1', key)).to.throw();
  });

  it('refuses a ciphertext that was changed, or encrypted with another key', () => {
    const encrypted = encryptPersonal({ personal: { name: 'Squat' } }, event, key);
    const { name } = (encrypted as { personal: { name: string } }).personal;
    const changed = Buffer.from(name, 'base64');
    changed.writeUInt8(changed.readUInt8(14) ^ 1, 14);
    expect(() => decryptPersonal({ personal: { name: changed.toString('base64') } }, event, key)).to.throw();
    expect(() => decryptPersonal(encrypted, event, Buffer.alloc(32, 2))).to.throw();
  });

  it('reads the texts of an erased account as "erased"', () => {
    const encrypted = encryptPersonal({ personal: { name: 'a', notes: null } }, event, key);
    expect(decryptPersonal(encrypted, event, 'erased')).to.deep.equal({ personal: { name: 'erased', notes: null } });
  });
});
