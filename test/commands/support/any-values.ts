import { expect } from 'chai';
import fc from 'fast-check';
import type { Decider } from '../../../src/commands/decider.ts';
import type { Presence } from '../../../src/documents/presence.ts';
import { replay } from '../../../src/documents/presence.ts';
import type { AnyEvent } from '../../../src/events/event.ts';
import { measureNames } from '../../../src/events/performance.ts';
import * as values from '../../../src/events/values.ts';
import { anyText } from '../../support/any-text.ts';
import { samples } from '../../support/samples.ts';
import { athlete, noon, refusalOf, streamOfEvents } from '../../support/specification.ts';

// Random texts, words and numbers at and beyond the limits. Tests put them into every field of a command, also into
// fields whose type forbids them.
export const text = fc.oneof(
  fc.constantFrom('', ' ', 'Squat', 'x', 'x'.repeat(100), 'x'.repeat(101), '😀'.repeat(100), '😀'.repeat(101)),
  fc.constantFrom('İ'.repeat(60), 'x'.repeat(255), 'x'.repeat(256), 'x'.repeat(501), 'x'.repeat(10_001)),
  fc.constantFrom('Squat\0', 'Squat\ud800', '/press/a.png', '/press/../a.png', `/${'x'.repeat(300)}.png`),
  fc.constantFrom('__proto__', 'constructor'),
  anyText(0, 10),
);
export const vocabularies = [
  ...[values.weightUnits, values.distanceUnits, values.modes, values.setTypes, values.roles, values.importFormats],
  ...[values.exerciseCategories, values.difficulties, values.forces, values.mechanics, values.metrics],
].flat();
export const word = fc.constantFrom(...vocabularies, 'none', '');
export const number = fc.oneof(
  fc.constantFrom(0, -0, 1, -1, 0.5, 7.25, 10, 10.5, 11, 1.001, 1.0001, 999, 1_000, 10_000, 10_001, 32_767, 32_768),
  fc.constantFrom(999_999.9, 1_000_000, -1_000_000, 2_147_483_648, Number.NaN, Number.POSITIVE_INFINITY, 5e-324),
  fc.double(),
);
/** Generates a valid name in nine of ten cases, otherwise any text. */
export const usualText = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom('Squat', 'x'.repeat(100)) },
  { weight: 1, arbitrary: text },
);
/** Generates a word of the vocabulary in nine of ten cases, otherwise any word. */
export const member = (vocabulary: readonly string[]) =>
  fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...vocabulary) }, { weight: 1, arbitrary: word });
export const nullable = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null });
export const measure = fc.oneof(fc.constant(null), number, word, fc.record({ value: number, unit: word }));
export const measures = fc.record(Object.fromEntries(measureNames.map((name) => [name, measure])));
export const usualMeasures = fc.record({
  ...Object.fromEntries(measureNames.map((name) => [name, fc.constant(null)])),
  type: fc.constantFrom(...values.setTypes),
  weight: nullable(fc.record({ value: number, unit: fc.constantFrom(...values.weightUnits) })),
  reps: nullable(number),
});
export const anyMeasures = fc.oneof(measures, usualMeasures);

export const record = (shape: Record<string, fc.Arbitrary<unknown>>, requiredKeys: string[] = []) =>
  fc.record(shape, { requiredKeys });

/** Sends random commands to a decider and checks every event that results. Fails if no command was accepted. */
export function checkEvents<State, Command, Event extends AnyEvent, P extends Presence<unknown>>(
  decider: Decider<State, Command, Event, P>,
  past: readonly Event[],
  commands: fc.Arbitrary<unknown>,
  check: (data: Record<string, unknown>) => void,
): void {
  const state = replay(decider, streamOfEvents(past));
  let accepted = 0;
  const property = fc.property(commands, (command) => {
    const sent = command as Command;
    const context = { by: athlete, at: noon };
    const refusal = refusalOf(() => {
      decider.admit(sent, state, context);
      for (const { data } of decider.decide(sent, state, context)) {
        accepted += 1;
        check(data as Record<string, unknown>);
      }
    });
    if (refusal?.code === 'validation') expect(refusal.validationErrors).to.have.length(1);
  });
  fc.assert(property, samples(2_000));
  expect(accepted).to.be.at.least(20);
}

export const mustBe = (isValid: boolean, value: unknown) => expect(isValid, JSON.stringify(value)).to.equal(true);
export const personal = (data: Record<string, unknown>) => (data.personal ?? {}) as Record<string, string | null>;
export const mustBeName = (name: unknown, length = values.nameLength) =>
  mustBe(name === null || name === undefined || values.isName(String(name), length), name);
export const mustBeNotes = (notes: unknown, length = values.notesLength) =>
  mustBe(notes === null || notes === undefined || values.isFreeText(String(notes), length), notes);
