import { expect } from 'chai';
import { explanationOf } from '../../../src/documents/explanation.ts';
import type { Planned, Suggestion } from '../../../src/events/planned.ts';
import type { Progression } from '../../../src/events/progression.ts';
import { type Asked, exerciseOf, follow, kg, type Profile, textOfSets } from './programme.ts';

export const deload = { afterFailures: 3, percent: 10 };
export const fives = { reps: { min: 5, max: 5 }, weight: kg(60) };

/** Given an exercise and what was done in sessions, expects the next targets, and returns them. */
export function given(progression: Progression, asked: Asked = {}, profile: Profile = {}) {
  const exercise = exerciseOf(progression, asked);
  return {
    /** `did` has one text for each session, the oldest first. */
    when: (...did: string[]) => ({
      thenTargets(target: string, part: Partial<Suggestion> = {}): Planned {
        const planned = follow(exercise, [...did.map((done) => ['', done] as const), ['', 'all']], profile).at(-1);
        expect(textOfSets(planned?.sets ?? [])).to.equal(target);
        expect(planned?.suggestion).to.include(part);
        return planned as Planned;
      },
    }),
  };
}

/** The explanation of a suggestion; an empty text without one. */
export const toldOf = ({ suggestion }: Planned): string => (suggestion ? explanationOf(suggestion) : '');
