import { expect } from 'chai';
import fc from 'fast-check';
import type { SessionDocument } from '../../../src/documents/session.ts';
import { applied } from '../../documents/audit/support/apply-patch.ts';
import { samples } from '../../support/samples.ts';
import { ownHistory } from './support/own-history.ts';
import { type History, histories, type PlainSession, weightOf } from './support/random-session.ts';
import { queriesOn } from './support/random-steps.ts';

const asked = { ...ownHistory, kind: 'session', id: 'session' } as const;

const on = ({ events }: History) => queriesOn(asked, events);

/** The members of a document that the random histories change. */
const plain = (document: unknown): PlainSession => {
  if (document === null) return null;
  const { name, status, exercises } = document as SessionDocument;
  const entries = exercises.map((entry) => ({
    ...{ id: entry.id, name: entry.name },
    sets: entry.sets.map(({ id, reps }) => ({ id, reps: reps ?? -1 })),
  }));
  return { name, status, exercises: entries };
};

describe('random histories of a session', () => {
  it('have after each revision the state that a fold of the test computes', () =>
    fc.assert(
      fc.asyncProperty(histories, async (history) => {
        const queries = on(history);
        for (const [revision, expected] of history.states.entries()) {
          const state = await queries.getState({ ...asked, asOf: { revision } });
          expect(plain(state?.document)).to.deep.equal(expected);
          expect(state?.status).to.equal(expected ? 'present' : 'gone');
        }
      }),
      samples(60),
    ));

  it('have differences that turn the older state into the newer one, with words for what can be seen', () =>
    fc.assert(
      fc.asyncProperty(histories, fc.nat(), fc.nat(), async (history, one, other) => {
        const queries = on(history);
        const [from = 0, to = 0] = [one, other].map((each) => each % history.events.length).sort((a, b) => a - b);
        const [older, newer] = await Promise.all(
          [from, to].map((revision) => queries.getState({ ...asked, asOf: { revision } })),
        );
        const difference = await queries.getDifference({ ...asked, from, to });
        expect(applied(older?.document, difference?.patch ?? [])).to.deep.equal(newer?.document);
        const isSame = JSON.stringify(history.states[from]) === JSON.stringify(history.states[to]);
        expect(difference?.sentences.length === 0).to.equal(isSame);
      }),
      samples(200),
    ));

  it('tell corrected sets with their number, their exercise, and the old and the new values in the unit of the athlete', () =>
    fc.assert(
      fc.asyncProperty(histories, async (history) => {
        const { items } = await on(history).listEvents({ ...asked, filters: {}, limit: 100, after: null });
        for (const [revision, event] of history.events.entries()) {
          if (event.type === 'SessionStarted') {
            expect(items[revision]?.sentence.endsWith('from an imported file')).to.equal(event.data.importId !== null);
          }
          if (event.type !== 'SetCorrected') continue;
          const [before, after] = [history.states[revision - 1], history.states[revision]];
          const entry = before?.exercises.find(({ id }) => id === event.data.entryId);
          const number = entry?.sets.findIndex(({ id }) => id === event.data.setId) ?? -1;
          const current = after?.exercises.find(({ id }) => id === event.data.entryId)?.sets[number];
          const [old, now] = [entry?.sets[number]?.reps ?? -1, current?.reps ?? -1];
          const sentence = items[revision]?.sentence ?? '';
          expect(sentence).to.match(new RegExp(`^Set ${number + 1} of ${entry?.name}[ :]`));
          const words = (reps: number) => `${weightOf(reps).value} ${weightOf(reps).unit} × ${reps}`;
          expect(sentence).to.contain(old === now ? 'nothing that is shown changed' : `${words(old)} → ${words(now)}`);
        }
      }),
      samples(200),
    ));
});
