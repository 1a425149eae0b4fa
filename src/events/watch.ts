import type { Event, EventTypes } from './event.ts';
import type { AccountId, Id } from './ids.ts';
import type { SeenMark, Thresholds } from './signal-values.ts';

export type WatchId = Id<'WatchId'>;

/**
 * Events of a watch: which signals of an athlete a coach wants to be told, and which the coach has seen. It belongs to the
 * coach. Its only texts are the notes of the coach, because the texts of signals are those of the athlete.
 */
export type WatchEvent =
  | WatchCreated
  /** The thresholds that the coach has set, all of them. */
  | Event<'ThresholdsChanged', { thresholds: Partial<Thresholds> }>
  | Event<'SignalsSeen', { marks: readonly SeenMark[] }>
  /** The coach has looked at what is new, up to a position of the log: a whole number as a text. */
  | Event<'ChangesReviewed', { to: string }>
  | NotesChanged;

/** The coach has written private notes on the athlete; null for none. */
export type NotesChanged = Event<'NotesChanged', { athleteId: AccountId; personal: { text: string | null } }>;

/** The first command to a watch also creates it. `athleteId` is null for the thresholds of all athletes of the coach. */
export type WatchCreated = Event<'WatchCreated', { watchId: WatchId; coachId: AccountId; athleteId: AccountId | null }>;

export const watchEvents = {
  schemas: { WatchCreated: 1, ThresholdsChanged: 1, SignalsSeen: 1, ChangesReviewed: 1, NotesChanged: 1 },
  endings: [],
} as const satisfies EventTypes<WatchEvent>;
