import type { CoachingPart } from '../../events/coaching-values.ts';
import type { AccountId } from '../../events/ids.ts';
import { parseStream } from '../../events/streams.ts';
import { kindsIn } from '../audit/audited-kinds.ts';

/** A stream of an athlete that has changed, and the position of its last event. */
export type ChangedStream = Readonly<{ athlete: AccountId; stream: string; position: bigint }>;
export type AskedRights = Readonly<{ changes: readonly ChangedStream[] }>;

/** What a coach may know of an athlete now. `discussions`: those of the question that are with this coach. */
export type CoachRights = Readonly<{
  coach: AccountId;
  athlete: AccountId;
  scope: readonly CoachingPart[];
  discussions: readonly string[];
}>;

/** Whether a scope lets a coach know of some things of this kind. Comments are on training sessions. */
export const mayKnowKind = (scope: CoachRights['scope'], kind: string): boolean =>
  kind === 'discussion' ? scope.includes('history') : kindsIn(scope).some((each) => each === kind);

/** Whether these rights let the coach know of a stream of the athlete. */
export function mayKnow({ scope, discussions }: CoachRights, stream: string): boolean {
  const { category, id } = parseStream(stream);
  return mayKnowKind(scope, category) && (category !== 'discussion' || discussions.includes(id));
}
