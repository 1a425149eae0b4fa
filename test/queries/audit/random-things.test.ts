import { expect } from 'chai';
import fc from 'fast-check';
import { applied } from '../../documents/audit/support/apply-patch.ts';
import { samples } from '../../support/samples.ts';
import { ownHistory } from './support/own-history.ts';
import { randomImport } from './support/random-import.ts';
import { randomMeasurement } from './support/random-measurement.ts';
import { randomPlan } from './support/random-plan.ts';
import { queriesOn, type RandomKind } from './support/random-steps.ts';
import { randomUnit } from './support/random-unit.ts';

const kinds = [randomPlan, randomUnit, randomMeasurement, randomImport] as unknown as readonly RandomKind<object>[];

for (const { kind, histories, plain, words } of kinds) {
  const asked = { ...ownHistory, kind, id: 'item' };
  const shown = (document: unknown) => (document === null ? null : plain(document as never));

  describe(`random histories of things of the kind ${kind}`, () => {
    it('have after each revision the state that a fold of the test computes', () =>
      fc.assert(
        fc.asyncProperty(histories, async ({ events, states }) => {
          const queries = queriesOn(asked, events);
          for (const [revision, expected] of states.entries()) {
            const state = await queries.getState({ ...asked, asOf: { revision } });
            expect(shown(state?.document ?? null)).to.deep.equal(expected);
            expect(state?.status).to.equal(expected ? 'present' : 'gone');
          }
        }),
        samples(40),
      ));

    it('have differences that turn the older state into the newer one, with words for what can be seen', () =>
      fc.assert(
        fc.asyncProperty(histories, fc.nat(), fc.nat(), async ({ events, states }, one, other) => {
          const queries = queriesOn(asked, events);
          const [from = 0, to = 0] = [one, other].map((each) => each % events.length).sort((a, b) => a - b);
          const [older, newer] = await Promise.all(
            [from, to].map((revision) => queries.getState({ ...asked, asOf: { revision } })),
          );
          const difference = await queries.getDifference({ ...asked, from, to });
          expect(applied(older?.document, difference?.patch ?? [])).to.deep.equal(newer?.document);
          const isSame = JSON.stringify(states[from]) === JSON.stringify(states[to]);
          expect(difference?.sentences.length === 0).to.equal(isSame);
        }),
        samples(100),
      ));

    it('tell each change with its name, and the old and the new value in the unit of the athlete', () =>
      fc.assert(
        fc.asyncProperty(histories, async ({ events, states }) => {
          const { items } = await queriesOn(asked, events).listEvents({
            ...asked,
            filters: {},
            limit: 100,
            after: null,
          });
          expect(items).to.have.length(events.length);
          for (const [revision, event] of events.entries()) {
            const [before, after] = [states[revision - 1], states[revision]];
            if (!before || after === undefined) continue;
            for (const each of words(event, before, after)) expect(items[revision]?.sentence).to.contain(each);
          }
        }),
        samples(100),
      ));
  });
}
