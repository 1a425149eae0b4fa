import { eventOf, lately, type SignalDefinition, signalOf } from './signal.ts';

/** How many days a note is news. */
const days = 14;

/**
 * Notes of a session, its entries and its sets that have words for pain or injury, of sessions in progress too. They are
 * shown to be read by a person: the words say nothing about what the athlete has.
 */
export const painNotes: SignalDefinition = {
  kinds: ['pain_note'],
  parts: ['history'],
  step: 1,
  find: ({ facts, today, thresholds }) =>
    lately(facts, today, days).flatMap((session) => {
      const found = session.painNotes;
      if (found.length < thresholds.painNotes) return [];
      const words = [...new Set(found.flatMap((note) => note.words))];
      return signalOf([session], {
        ...{ kind: 'pain_note', subject: session.id },
        reason: `${found.length === 1 ? 'A note' : `${found.length} notes`} of ${session.day} with: ${words.join(', ')}.`,
        strength: found.length,
        numbers: { notes: found.length },
        notes: found.map((note) => ({ ...note, sessionId: session.id })),
        events: found.map(({ revision }) => eventOf(session, revision)),
      });
    }),
};
