import { expect } from 'chai';
import { lines, read, refusalOf } from './support/reading.ts';

/** As much as a row may hold, nearly. */
const length = 250_000;
const header = 'Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps';
const row = (duration: string): string => `2021-01-01 10:00:00,A,${duration},Squat,1,80,5`;

// Each of these keeps a reader busy for minutes that goes over a text again from every place in it.
describe('a file made to keep the reader busy', () => {
  for (const [what, duration] of [
    ['blanks between its hours and its minutes', `1h${' '.repeat(length)}x`],
    ['blanks between its minutes and its seconds', `1m${' '.repeat(length)}x`],
    ['digits', `${'1'.repeat(length)}x`],
  ] as const) {
    it(`is read on when a duration is full of ${what}`, async () => {
      const { sessions, rejected } = await read('strong', lines(header, ...Array(20).fill(row(duration)), row('1h')), {
        unit: 'kg',
      });
      expect(rejected).to.have.lengthOf(20);
      expect(sessions.map(({ setCount }) => setCount)).to.deep.equal([1]);
    });
  }

  for (const [what, column] of [
    ['blanks', `a${' '.repeat(length)}b`],
    ['brackets', `a${'('.repeat(length)}b`],
    ['brackets that close', `a${'(x)'.repeat(length / 3)}b`],
  ] as const) {
    it(`is read on when a column's name is full of ${what}`, async () => {
      const { sessions } = await read('strong', lines(`${header},${column}`, `${row('1h')},`), { unit: 'kg' });
      expect(sessions).to.have.lengthOf(1);
    });
  }

  it('is read on when a text is full of quotation marks nobody doubled', async () => {
    const stray = row(`"${'"x'.repeat(length / 2)}"`);
    const { sessions, rejected } = await read('strong', lines(header, ...Array(20).fill(stray), row('1h')), {
      unit: 'kg',
    });
    expect(rejected).to.have.lengthOf(20);
    expect(sessions).to.have.lengthOf(1);
  });

  for (const [what, line] of [
    ['begins a text and ends it wrongly', '""""x'],
    ['ends a text and begins another', 'a","b'],
  ] as const) {
    it(`is read on when each of very many lines ${what}`, async () => {
      const { sessions, rejected } = await read(
        'strong',
        lines(header, `${line}\n`.repeat(199_999) + line, row('1h')),
        {
          unit: 'kg',
        },
      );
      expect(rejected).to.have.lengthOf(200_000);
      expect(sessions).to.have.lengthOf(1);
    });
  }

  for (const [what, first] of [
    ['has more columns than any export', `${header}${',x'.repeat(30_000)}`],
    ['begins a text and another', 'a","b'],
  ] as const) {
    it(`is refused when its header ${what}`, async () => {
      const error = await refusalOf(read('strong', lines(first, 'a","b\n'.repeat(200_000)), { unit: 'kg' }));
      expect(error).to.have.nested.property('validationErrors[0].message').that.includes("The header can't be read.");
    });
  }
});
