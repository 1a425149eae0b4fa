/** The allowed words and lengths of coaching relationships. */
import type { Length } from './values.ts';

/** The parts of an athlete's data that a coach may read: sessions, plans with the schedule, sums, and measurements. */
export const coachingParts = ['history', 'plans', 'statistics', 'body_data'] as const;
export type CoachingPart = (typeof coachingParts)[number];

/** `pending`: asked, not answered. `active`: accepted, until it is ended or expires. */
export const coachingStatuses = ['pending', 'active', 'declined', 'ended'] as const;
export type CoachingStatus = (typeof coachingStatuses)[number];

/** The two sides of a coaching relationship. */
export const coachingSides = ['athlete', 'coach'] as const;
export type CoachingSide = (typeof coachingSides)[number];

/** The length of a comment, and how many comments a discussion ever gets at most. */
export const commentLength: Length = { min: 1, max: 4_000 };
export const maxComments = 500;

/** The length of the message with which one side asks the other. */
export const messageLength: Length = { min: 0, max: 1_000 };
