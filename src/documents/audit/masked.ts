import type { RecordedEvent } from '../../events/event.ts';

/** The actor of an event in the place of an account that the audit must not name. */
export const hiddenCoach = 'coach';

/** Events of a coaching relationship by which a coach may answer without being known: their actor is not named. */
export const answersOfCoaches = ['CoachingDeclined', 'CoachingEnded'] as const;

/**
 * An event as the audit of the athlete may tell it. An invitation does not tell which account has the address, nor that there is
 * one; an answer of the coach tells the side only. The acceptance names the coach.
 */
export function masked(event: RecordedEvent): RecordedEvent {
  const { type, data, metadata } = event;
  if (type === 'CoachInvited') return { ...event, data: { ...data, coachId: null } };
  const { actor, owner } = metadata;
  const isAnswer = (answersOfCoaches as readonly string[]).includes(type) && actor.via === 'http' && actor.id !== owner;
  if (!isAnswer) return event;
  const { session: _, ...rest } = actor;
  return { ...event, metadata: { ...metadata, actor: { ...rest, id: hiddenCoach } } };
}
