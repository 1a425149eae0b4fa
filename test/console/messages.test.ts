import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { formatMessage } from '../../console/i18n/format-message.ts';

const root = join(import.meta.dirname, '../../console');
const messagesOf = (code: string): Record<string, string> =>
  JSON.parse(readFileSync(join(root, `messages/${code}.json`), 'utf8'));
const english = messagesOf('en');
const others = ['de'];
/** The names of the values that a message asks for. */
function namesOf(text: string): string[] {
  const asked = new Set<string>();
  const values = new Proxy({}, { get: (_, name) => asked.add(String(name)) && 1 });
  formatMessage(text, values, 'en');
  return [...asked];
}

describe('the messages of the console', () => {
  for (const code of others) {
    it(`has each message in the language ${code}, with the same values`, () => {
      const translated = messagesOf(code);
      expect(Object.keys(translated)).to.deep.equal(Object.keys(english));
      for (const [key, text] of Object.entries(translated)) {
        expect(namesOf(text), key).to.have.members(namesOf(english[key] ?? ''));
      }
    });
  }

  it('has no message that no page shows', () => {
    const sources = globSync('**/*.{ts,tsx}', { cwd: root }).map((name) => readFileSync(join(root, name), 'utf8'));
    const text = sources.join('\n');
    const prefixes = [...text.matchAll(/`([a-z][\w.]*\.)\$\{/g)].map(([, prefix = '']) => prefix);
    const unused = Object.keys(english).filter(
      (key) => !text.includes(`'${key}'`) && !prefixes.some((prefix) => key.startsWith(prefix)),
    );
    expect(unused).to.deep.equal([]);
  });

  it('lists its messages in the order of their keys', () => {
    expect(Object.keys(english)).to.deep.equal(Object.keys(english).toSorted());
  });
});

describe('formatMessage', () => {
  const sets = '{count, plural, =0 {no sets} one {# set of {name}} other {# sets of {name}}}.';

  it('chooses the form of a plural by the rules of the language, or by the number itself', () => {
    const told = (count: number) => formatMessage(sets, { count, name: 'Squat' }, 'en');
    expect([0, 1, 1_200].map(told)).to.deep.equal(['no sets.', '1 set of Squat.', '1,200 sets of Squat.']);
  });

  it('uses the categories of languages that have more of them', () => {
    const days = '{count, plural, one {# день} few {# дня} many {# дней} other {# дня}}';
    expect([1, 3, 5].map((count) => formatMessage(days, { count }, 'ru'))).to.deep.equal(['1 день', '3 дня', '5 дней']);
  });

  it('leaves braces in values as they are', () => {
    expect(formatMessage('Hello {name}', { name: '{x}' }, 'en')).to.equal('Hello {x}');
  });
});
