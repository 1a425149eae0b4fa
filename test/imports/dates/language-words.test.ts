import { expect } from 'chai';
import { readDateWords, readUnitWords } from '../../../src/imports/dates/language-words.ts';

type Meanings = ReadonlyMap<string, ReadonlyMap<unknown, ReadonlySet<string>>>;
const listed = (words: Meanings): Readonly<Record<string, readonly unknown[]>> =>
  Object.fromEntries([...words].map(([word, meaning]) => [word, [...meaning.keys()]]));

describe('the words that Node has for a language', () => {
  it('are in dates the short and long months, alone and beside a day, the halves of the day and the words between', async () => {
    const { months, halves, fillers, units } = await readDateWords(['cs']);
    expect(listed(months)).to.deep.equal({
      ...{ led: [1], leden: [1], ledna: [1], uno: [2], unor: [2], unora: [2], bre: [3], brezen: [3], brezna: [3] },
      ...{ dub: [4], duben: [4], dubna: [4], kve: [5], kveten: [5], kvetna: [5], cvn: [6], cerven: [6], cervna: [6] },
      ...{ cvc: [7], cervenec: [7], cervence: [7], srp: [8], srpen: [8], srpna: [8], zar: [9], zari: [9] },
      ...{ rij: [10], rijen: [10], rijna: [10], lis: [11], listopad: [11], listopadu: [11] },
      ...{ pro: [12], prosinec: [12], prosince: [12] },
    });
    expect(listed(halves)).to.deep.equal({ dop: ['a'], odp: ['p'] });
    expect([...fillers]).to.deep.equal(['v']);
    expect(units.size).to.equal(0);
  });

  it('are in dates with numbers as months the number with its word, and the words of year and day', async () => {
    const { months, fillers } = await readDateWords(['ko']);
    expect(listed(months)).to.deep.equal(
      Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`${index + 1} 월`.normalize('NFKD'), [index + 1]])),
    );
    expect([...fillers]).to.deep.equal(['년', '일'].map((word) => word.normalize('NFKD')));
  });

  it('are in dates with Latin digits and of the Gregorian calendar', async () => {
    const { months } = await readDateWords(['fa']);
    expect(months.get('ژانویه')?.has(1)).to.equal(true);
  });

  it('are the units of time in singular and plural, short and long', async () => {
    const { units, months } = await readUnitWords(['cs']);
    expect(listed(units)).to.deep.equal({
      ...{ den: [86_400], dny: [86_400], dnu: [86_400] },
      ...{ hodina: [3_600], hodiny: [3_600], hodin: [3_600], h: [3_600] },
      ...{ minuta: [60], minuty: [60], minut: [60], min: [60] },
      ...{ sekunda: [1], sekundy: [1], sekund: [1], s: [1] },
    });
    expect(months.size).to.equal(0);
  });

  it('say in which languages a word has a meaning', async () => {
    const { months } = await readDateWords(['hr', 'pl', 'cs']);
    expect(months.get('lis')).to.deep.equal(
      new Map([
        [10, new Set(['hr'])],
        [11, new Set(['pl', 'cs'])],
      ]),
    );
  });
});
