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

describe('the normal form of an email address', () => {
  const forms: readonly (readonly [text: string, address: string])[] = [
    ['ada@example.com', 'ada@example.com'],
    [' \tAda.Lovelace@Example.COM\n', 'ada.lovelace@example.com'],
    ["o'neil+gym!#$%&*/=?^_`{|}~-1@example.com", "o'neil+gym!#$%&*/=?^_`{|}~-1@example.com"],
    ['ÄRA@example.com', 'ära@example.com'],
    ['a\u0308ra@example.com', 'ära@example.com'],
    ['ada@bücher.example', 'ada@bücher.example'],
    ['ada@xn--bcher-kva.example', 'ada@bücher.example'],
    ['ada@BU\u0308CHER.example', 'ada@bücher.example'],
    ['ada@a-1.b2.example', 'ada@a-1.b2.example'],
    ['ada@mytest.com', 'ada@mytest.com'],
    ['ada@test.example.com', 'ada@test.example.com'],
    [`${'a'.repeat(64)}@example.com`, `${'a'.repeat(64)}@example.com`],
    [`ada@${'a'.repeat(63)}.com`, `ada@${'a'.repeat(63)}.com`],
    [`ada@example.${'c'.repeat(63)}`, `ada@example.${'c'.repeat(63)}`],
    ['a@a.co', 'a@a.co'],
  ];
  for (const [text, address] of forms) {
    it(`of ${JSON.stringify(text)} is ${address}`, () => expect(parseEmail(text)).to.equal(address));
  }
});

describe('a text that is not an email address', () => {
  const texts: readonly string[] = [
    ...['', ' ', 'ada', '@', 'ada@', '@example.com', 'example.com', 'ada@@example.com', 'a@da@example.com'],
    ...['.ada@example.com', 'ada.@example.com', 'ada..lovelace@example.com', 'a da@example.com', '"ada"@example.com'],
    ...['a(da@example.com', 'a,da@example.com', 'a;da@example.com', 'a<da@example.com', 'a\u0080da@example.com'],
    ...['ada@localhost', 'ada@example', 'ada@.com', 'ada@example.', 'ada@example..com', 'ada@exam ple.com'],
    ...['ada@exam_ple.com', 'ada@-example.com', 'ada@example-.com', 'ada@example.-com', 'ada@example.com-'],
    ...['ada@example.1', 'ada@127.0.0.1', 'ada@[127.0.0.1]', 'ada@exa%6dple.com', 'ada@example.com/x'],
    ...['ada@in-addr.arpa', 'ada@gym.invalid', 'ada@gym.local', 'ada@gym.localhost', 'ada@gym.onion', 'ada@gym.test'],
    ...[`${'a'.repeat(65)}@example.com`, `${'ä'.repeat(33)}@example.com`],
    ...[`ada@${'a'.repeat(64)}.com`, `ada@example.${'c'.repeat(64)}`, 'ada\ud800@example.com', 'ada@\ud800.com'],
  ];
  for (const text of texts) {
    it(`is refused: ${JSON.stringify(text)}`, () => expect(parseEmail(text)).to.equal(null));
  }
});
