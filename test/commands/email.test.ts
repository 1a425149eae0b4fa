import { expect } from 'chai';
import { parseEmail } from '../../src/commands/account/email.ts';

describe('parsing an email address', () => {
  it('refuses a text of more than 254 bytes before it normalises the text', () => {
    // Normalising these marks would take minutes.
    const marks = `a${'\u0315'.repeat(250_000)}${'\u0316'.repeat(250_000)}`;
    expect(parseEmail(`${marks}@example.com`)).to.equal(null);
    expect(parseEmail(`ana@${marks}.com`)).to.equal(null);
  });

  it('counts bytes, not characters', () => {
    const address = (labels: number) => `ana@${Array(labels).fill('ü'.repeat(29)).join('.')}.example.com`;
    expect(Buffer.byteLength(address(4))).to.equal(251);
    expect(parseEmail(address(4))).to.equal(address(4));
    expect(address(5)).to.have.lengthOf(165);
    expect(parseEmail(address(5))).to.equal(null);
  });

  it('accepts an address of exactly 254 bytes and refuses one more', () => {
    const label = 'a'.repeat(60);
    const address = (local: number) => `${'b'.repeat(local)}@${label}.${label}.${label}.com`;
    expect(Buffer.byteLength(address(64))).to.equal(251);
    expect(parseEmail(address(64))).to.equal(address(64));
    expect(parseEmail(`${'b'.repeat(64)}@${label}aaa.${label}.${label}.com`)).to.have.lengthOf(254);
    expect(parseEmail(`${'b'.repeat(64)}@${label}aaa.${label}a.${label}.com`)).to.equal(null);
  });
});
