import { expect } from 'chai';
import { plainText, wordsIn } from '../../src/documents/search-words.ts';

describe('a text for searching', () => {
  it('is in lower case, without accents and control characters, on one line', () => {
    expect(plainText('Ärm\u00e9l\nZUG')).to.equal('armel zug');
    expect(plainText('a\u0000b\u001dc\u001ed')).to.equal('abcd');
  });

  for (const [written, folded] of [
    ['Fußheben', 'fussheben'],
    ['FUẞHEBEN', 'fussheben'],
    ['Sœur', 'soeur'],
    ['Ægir', 'aegir'],
    ['Smørløft', 'smorloft'],
    ['Đôi chân', 'doi chan'],
    ['Kalkış İtiş', 'kalkis itis'],
    ['Łydki', 'lydki'],
    ['ΏΜΟΣ', 'ωμοσ'],
    ['ώμος', 'ωμοσ'],
    ['Жим лёжа', 'жим лежа'],
    ['바벨 스쿼트', '바벨 스쿼트'],
    ['바벨 스쿼트'.normalize('NFD'), '바벨 스쿼트'],
    ['ガード', 'ガード'],
    ['ﾍﾞﾝﾁ', 'ベンチ'],
    ['שָׁלוֹם', 'שלומ'],
    ['أَلَة', 'اله'],
    ['दण्ड', 'दण्ड'],
    ['ＳＱＵＡＴ', 'squat'],
  ] as const) {
    it(`is “${folded}” for “${written}”, and stays so when it is folded again`, () => {
      expect(plainText(written)).to.equal(folded);
      expect(plainText(folded)).to.equal(folded);
    });
  }
});

describe('the words of a text', () => {
  it('are its letters and digits, without punctuation', () => {
    expect(wordsIn('Push-Up, 21s (EZ-Bar)!')).to.deep.equal(['push', 'up', '21s', 'ez', 'bar']);
    expect(wordsIn('!!!')).to.deep.equal([]);
  });
  it('are not separated by an apostrophe', () => {
    expect(wordsIn("Farmer's Walk")).to.deep.equal(['farmer', 'walk']);
    expect(wordsIn('Farmer’s Walk')).to.deep.equal(['farmer', 'walk']);
  });
  for (const [plural, singular] of Object.entries({
    lunges: 'lunge',
    crunches: 'crunch',
    brushes: 'brush',
    boxes: 'box',
    presses: 'press',
    flies: 'fly',
    flyes: 'fly',
    flye: 'fly',
    biceps: 'bicep',
    rows: 'row',
    calves: 'calf',
    ups: 'up',
    press: 'press',
    abs: 'abs',
    plus: 'plus',
    toes: 'toe',
  })) {
    it(`have ${singular} for ${plural}`, () => expect(wordsIn(plural)).to.deep.equal([singular]));
  }
});
