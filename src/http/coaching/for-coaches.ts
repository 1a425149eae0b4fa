import type { AccountId } from '../../events/ids.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Reply } from '../reply.ts';
import type { Route } from '../route.ts';
import { type Answer, forReaders, type ReaderKind, type Reading } from './for-readers.ts';

/** A coach who uses a route: the right that is needed, without its parts, and the coach in the access log. */
export type AskingCoach = Pick<Reading, 'reader' | 'operation' | 'id'> &
  Readonly<{ right: Readonly<{ coach: AccountId; athlete: AccountId; requiredPosition: RequiredPosition }> }>;

/**
 * How coaches use a route of athletes. `needs` says what the scope must have. `serve` calls the handler of the athlete's
 * route with dependencies that check the right, and records that the coach has seen the answer.
 */
export type CoachVersion = Readonly<{
  summary: string;
  needs: string;
  serve: (deps: Dependencies, coach: AskingCoach, answer: Answer) => Promise<Reply>;
}>;

const coachKind: ReaderKind = {
  ...{ base: '/api/v1/coaching/athletes', suffix: 'OfAthlete', tag: 'coaching', guard: 'trainer' },
  ...{ capacity: 'coach', refusal: 'coaching-not-found' },
};

/** Makes the route of coaches from that of athletes. Its answers have the same schemas. */
export const forCoaches = (original: Route, { summary, needs, serve }: CoachVersion): Route =>
  forReaders(original, coachKind, {
    summary,
    needs: `Needs ${needs} in the scope of an accepted coaching relationship.`,
    serve(deps, { account: coach, athlete, requiredPosition, ...rest }, answer) {
      return serve(deps, { right: { coach, athlete, requiredPosition }, ...rest }, answer);
    },
  });
