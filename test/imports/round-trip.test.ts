import { expect } from 'chai';
import fc from 'fast-check';
import type { TimeZone } from '../../src/events/ids.ts';
import { readExport } from '../../src/imports/read-export.ts';
import { samples } from '../support/samples.ts';
import { type AnySession, histories } from './support/histories.ts';
import { collect, inChunks, read, set } from './support/read.ts';
import { type Variant, variants } from './support/variants.ts';

/**
 * The history that a reader must return after it was written to a file of this variant: without the values that the
 * variant cannot store.
 */
function expected(history: readonly AnySession[], { keeps, weightUnit, distanceUnit }: Variant) {
  const kept = <Value>(what: Variant['keeps'][number], value: Value): Value | null =>
    keeps.includes(what) ? value : null;
  const instant = (ms: number): string => new Date(ms).toISOString().replace('Z', '000Z');
  return history.map(({ start, minutes, name, notes, exercises }) => ({
    localStart: new Date(start).toISOString().slice(0, 19),
    name,
    startedAt: instant(start),
    endedAt: instant(start + (kept('end', minutes) ?? 0) * 60_000),
    notes: kept('sessionNotes', notes),
    exercises: exercises.map((exercise) => ({
      ...exercise,
      supersetGroup: kept('superset', exercise.supersetGroup),
      notes: kept('exerciseNotes', exercise.notes),
      sets: exercise.sets.map(({ weight, distance, rpe, notes, ...rest }) =>
        set({
          ...rest,
          weight: weight === null ? null : { value: weight, unit: weightUnit },
          distance: distance === null ? null : { value: distance, unit: distanceUnit },
          rpe: kept('rpe', rpe),
          notes: kept('setNotes', notes),
        }),
      ),
    })),
  }));
}

describe('a history that is written as an export and read again', () => {
  for (const variant of variants) {
    it(`returns every history that was written as ${variant.title}`, () =>
      fc.assert(
        fc.asyncProperty(histories, async (history) => {
          const { sessions, rejected } = await read(variant.format, variant.write(history), { unit: variant.option });
          expect(rejected).to.deep.equal([]);
          const contents = sessions.map(({ localStart, name, startedAt, endedAt, notes, exercises }) => {
            return { localStart, name, startedAt, endedAt, notes, exercises };
          });
          expect(contents).to.deep.equal(expected(history, variant));
        }),
        samples(60),
      ));
  }

  it('returns the same workouts and rejected rows however a damaged file is cut into chunks', () =>
    fc.assert(
      fc.asyncProperty(
        histories,
        fc.constantFrom(...variants),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 9 }),
        fc.array(fc.tuple(fc.nat(), fc.constantFrom(0x22, 0x0a, 0x00, 0xff, 0xe2, 0x2c))),
        async (history, { format, write, option }, sizes, damage) => {
          const text = write(history);
          const bytes = Buffer.from(text);
          const header = text.indexOf('\n') + 1;
          for (const [at, byte] of damage)
            if (bytes.length > header + 3) bytes[header + 3 + (at % (bytes.length - header - 3))] = byte;
          const options = { unit: option, timezone: 'UTC' as TimeZone };
          const whole = await collect(readExport(format, () => inChunks(bytes, [bytes.length]), options));
          const cut = await collect(readExport(format, () => inChunks(bytes, sizes), options));
          expect(cut).to.deep.equal(whole);
        },
      ),
      samples(100),
    ));
});
