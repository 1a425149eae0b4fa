import { expect } from 'chai';
import { numericDate, plainDate } from '../../../src/imports/dates/date-text.ts';

describe('the plain text of a date', () => {
  it('has one plain space for each run of blanks, and none around it', () => {
    expect(plainDate(' \u00a05\u202f\u200eDec \t 2025\u200f ')).to.equal('5 Dec 2025');
  });

  it('has the digits from 0 to 9 for those of other scripts', () => {
    expect(plainDate('٠١٢٣٤٥٦٧٨٩')).to.equal('0123456789');
    expect(plainDate('०९/१२/२०२५')).to.equal('09/12/2025');
    expect(plainDate('２０２５')).to.equal('2025');
    expect(plainDate('𝟎𝟗')).to.equal('09');
  });

  it('is longer than any valid date when the text is', () => {
    expect(plainDate('x'.repeat(500))).to.have.length(101);
  });
});

describe('a date of numbers', () => {
  it('has two short numbers and a year after them, with the same mark between them', () => {
    for (const text of ['3/4/2025', '03-04-2025', '3.4.2025 10:00', '3. 4. 2025']) {
      expect(numericDate.test(text), text).to.equal(true);
    }
    for (const text of ['3/4-2025', '2025/4/3', '3/4/20256', 'x3/4/2025', '3/4/25']) {
      expect(numericDate.test(text), text).to.equal(false);
    }
  });
});
