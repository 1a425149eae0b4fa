import { expect } from 'chai';
import fc from 'fast-check';
import { compare, type Decimal, plus, textOf, zero } from '../../../src/documents/decimal.ts';
import { exerciseFiguresOf } from '../../../src/documents/statistics/exercise-figures.ts';
import type { Performed } from '../../../src/documents/statistics/records.ts';
import type { Day, EntryId, SessionId, SetId } from '../../../src/events/ids.ts';
import { emptyMeasures } from '../../../src/events/performance.ts';
import { e1rmFormulas, setTypes, weightUnits } from '../../../src/events/values.ts';
import { plainEstimate, plainVolume } from '../../support/plain-figures.ts';
import { samples } from '../../support/samples.ts';

const set = fc.record({
  type: fc.constantFrom(...setTypes),
  weight: fc.option(
    fc.record({ value: fc.constantFrom(-20, 0, 60, 61.23496995, 100), unit: fc.constantFrom(...weightUnits) }),
  ),
  reps: fc.option(fc.constantFrom(0, 1, 5, 12, 13)),
  rpe: fc.option(fc.constantFrom(8, 10)),
});

/** Entries of sessions in order. Some sessions have several of them. */
const history = fc.array(fc.array(set, { maxLength: 4 }), { maxLength: 8 }).map((entries) =>
  entries.map((sets, at): Performed => {
    const session = Math.floor(at / 2);
    return {
      ...{ sessionId: `session ${session}` as SessionId, day: `2026-01-0${session + 1}` as Day },
      entry: {
        ...{ id: `entry ${at}` as EntryId, exerciseId: null, name: 'Squat', mode: 'reps', order: at },
        ...{ supersetGroup: null, notes: null, planned: null },
        sets: sets.map((measures, order) => ({
          ...{ ...emptyMeasures, ...measures, id: `${at}.${order}` as SetId, order, notes: null, performedAt: null },
        })),
      },
    };
  }),
);

describe('the figures of an exercise', () => {
  for (const formula of e1rmFormulas) {
    it(`equal those of each set on its own, with the formula ${formula}`, () => {
      fc.assert(
        fc.property(history, (performed) => {
          const all = performed.flatMap(({ entry, ...place }) => entry.sets.map((each) => ({ ...place, each })));
          const working = all.filter(({ each }) => each.type !== 'warm_up');
          const best = new Map<string, Readonly<{ id: string; e1rm: Decimal }>>();
          for (const { sessionId, each } of working) {
            const e1rm = plainEstimate(each, formula);
            const known = best.get(sessionId);
            if (e1rm && (!known || compare(e1rm, known.e1rm) > 0)) best.set(sessionId, { id: each.id, e1rm });
          }
          const found = exerciseFiguresOf(performed, formula);
          expect([found.sets, found.lastDay]).to.deep.equal([working.length, working.at(-1)?.day ?? null]);
          expect(found.sessions).to.equal(new Set(working.map(({ sessionId }) => sessionId)).size);
          const volume = working.reduce((sum, { each }) => plus(sum, plainVolume(each) ?? zero), zero);
          expect(textOf(found.volume)).to.equal(textOf(volume));
          expect(found.series.map((each) => [each.sessionId, each.set.id, textOf(each.e1rm)])).to.deep.equal(
            [...best].map(([sessionId, { id, e1rm }]) => [sessionId, id, textOf(e1rm)]),
          );
        }),
        samples(300),
      );
    });
  }
});
