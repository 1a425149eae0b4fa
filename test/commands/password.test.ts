import { expect } from 'chai';
import { type NewPassword, type PasswordRules, problemOfPassword } from '../../src/commands/account/password.ts';

const common = 'Must not be a common password.';
const own = 'Must not be the email address or its name.';
const characters =
  'Must contain a lower-case letter, an upper-case letter, a digit and one of @$!%*?&_, and nothing else.';
const rules: PasswordRules = {
  needsCharacters: false,
  bindsOperators: false,
  isCommon: (password) => password === 'letmein!',
};
/** Says what is wrong with a password that an account sets for itself. */
const problemOf = (password: string, change: Partial<NewPassword & PasswordRules> = {}): string | null => {
  const { as = 'self', email = 'ada.lovelace@example.com', ...changed } = change;
  return problemOfPassword({ password, as, email }, { ...rules, ...changed });
};

describe('a new password', () => {
  it('has 8 to 128 characters when the account sets it', () => {
    const text = 'k7#'.repeat(50);
    for (const length of [0, 7, 129]) {
      expect(problemOf(text.slice(0, length)), String(length)).to.equal('Must have 8 to 128 characters.');
    }
    expect(problemOf(`xy${text.slice(0, 126)}`)).to.equal(null);
    expect(problemOf('k7#pQ2wz')).to.equal(null);
  });

  it('has 3 to 128 characters and follows no other rule when an operator or a superuser sets it', () => {
    for (const as of ['operator', 'superuser'] as const) {
      expect(problemOf('ab', { as })).to.equal('Must have 3 to 128 characters.');
      for (const password of ['abc', 'letmein!', 'irontrack']) expect(problemOf(password, { as })).to.equal(null);
      expect(problemOf('letmein!', { as, bindsOperators: true })).to.equal(common);
      expect(problemOf('abc', { as, bindsOperators: true })).to.equal('Must have 8 to 128 characters.');
    }
  });

  it('is no common password, in any case', () => {
    for (const password of ['letmein!', 'LetMeIn!']) expect(problemOf(password)).to.equal(common);
  });

  it('has four different characters', () => {
    expect(problemOf('abcabcabc')).to.equal(common);
    expect(problemOf('aaaaaaaa')).to.equal(common);
    expect(problemOf('abcdabcd')).to.equal(null);
  });

  it('does not go up or down in steps of one', () => {
    for (const password of ['abcdefgh', 'ABCDEFGH', '87654321']) expect(problemOf(password), password).to.equal(common);
    for (const password of ['acegikmo', 'abcdefgi', 'abdcefgh']) expect(problemOf(password), password).to.equal(null);
  });

  it('is neither the email address, nor the part before its @, nor the name of the service', () => {
    for (const password of ['ada.lovelace', 'Ada.Lovelace@Example.com', 'IronTrack']) {
      expect(problemOf(password), password).to.equal(own);
    }
    for (const password of ['example.com', 'lovelace']) expect(problemOf(password), password).to.equal(null);
    expect(problemOf('irontrack', { email: null })).to.equal(own);
    expect(problemOf('ada.lovelace', { email: null })).to.equal(null);
  });

  it('has letters of both cases, a digit and a symbol, and nothing else, where that is required', () => {
    const needed = { needsCharacters: true };
    for (const password of ['Str0ng&Steel', 'aB3$aB4$', 'q9Zz_Zz9Zz']) {
      expect(problemOf(password, needed), password).to.equal(null);
    }
    for (const password of ['str0ng&steel', 'STR0NG&STEEL', 'Strong&Steel', 'Str0ngSteel', '#Str0ng&Steel']) {
      expect(problemOf(password, needed), password).to.equal(characters);
    }
    for (const password of ['Str0ng&#Steel', 'Str0ng&Steel#']) {
      expect(problemOf(password, needed), password).to.equal(characters);
      expect(problemOf(password), password).to.equal(null);
    }
  });
});
