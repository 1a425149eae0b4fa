import { DomainError, isNotFound } from '../../errors.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import { type LaneProgress, parseProgress } from './checkpoints.ts';
import { readModelBehind } from './read-model-behind.ts';
import type { Reader } from './reader.ts';
import { areSame, type Part, type Source, type SourcesOf, sourcesOf } from './sources.ts';

/** What a query reads, and the log position that each lane must have reached to contain the caller's own writes. */
export type ConsistentRead<Parts extends readonly Part[]> = Readonly<{
  parts: Parts;
  requiredPosition: RequiredPosition;
}>;

/** How often the live version or the lane layout may change during one query before the query gives up. */
const maxMoves = 4;

/**
 * Read your writes: runs a query so that its answer contains everything that the caller has written.
 *
 * 1. If signals tell of the lanes, and the last ones have told of lower positions, the query waits briefly for the next.
 * 2. `read` runs one SQL statement, which returns the rows together with the log positions up to which they are
 *    complete (`progressColumn`). Both come from one Postgres snapshot, because checkpoints that were read separately
 *    could be later than the rows.
 *    The statement reads no checkpoint of a lane that this process has already seen at the required position or further.
 * 3. If every lane has reached the required position, the rows are the answer. This is the usual case, and costs one
 *    round trip to Postgres.
 * 4. Otherwise the query waits, at most 2 seconds, until the late lanes have reached it, and runs the statement again.
 * 5. If the rows are incomplete even then, the stream of a required event is parked, so waiting longer cannot help.
 * 6. A lane without a checkpoint belongs to a version or a lane layout that has been replaced, so its rows are not
 *    updated any more. The query looks up what is live now, and starts again with that.
 *
 * Throws `read-model-behind` instead of returning stale rows.
 */
export async function readConsistently<const Parts extends readonly Part[], Row extends Readonly<{ progress: string }>>(
  { locator, watch }: Reader,
  { parts, requiredPosition }: ConsistentRead<Parts>,
  read: (sources: SourcesOf<Parts>) => Promise<Row>,
): Promise<Row> {
  let waitedFor: readonly Source[] | null = null;
  for (let moves = 0; moves <= maxMoves; moves += 1) {
    const known = watch.passed.known();
    const sources = sourcesOf(locator, parts, (source) => known.hasPassed(source, requiredPosition));
    if (!sources) break;
    if (moves === 0) await watch.told.until(placesOf(sources, requiredPosition));
    const row = await read(sources).catch((error: unknown) => {
      // A refusal is an answer of Postgres. It says nothing against what is known of the lanes.
      if (!isRefusal(error)) watch.passed.forget();
      throw error;
    });
    const { run, lanes } = parseProgress(sources, row.progress);
    watch.passed.note(run, lanes);
    if (sources.some(({ isPassed }) => isPassed) && !known.isStillTrue(run)) continue;
    const needed = lanes.filter(({ isNeeded }) => isNeeded);
    if (!needed.every(({ hasCheckpoint }) => hasCheckpoint)) {
      await locator.refresh();
      if (!areSame(sources, sourcesOf(locator, parts))) continue;
    }
    const late = needed.filter((each) => each.position < requiredFor(each));
    if (late.length === 0) return row;
    if (areSame(sources, waitedFor)) break;
    waitedFor = sources;
    await Promise.all(late.map((each) => watch.until(each.lane, requiredFor(each), each.hasCheckpoint)));
  }
  throw readModelBehind();

  function requiredFor({ lane: { lane, layout } }: LaneProgress): bigint {
    return requiredPosition(lane, layout);
  }
}

/** The positions that lanes must have reached, as far as this process does not know it already. */
const placesOf = (sources: readonly Source[], requiredPosition: RequiredPosition) =>
  sources
    .filter(({ isPassed }) => !isPassed)
    .flatMap(({ lanes, layout }) => lanes.map((lane) => ({ layout, lane, position: requiredPosition(lane, layout) })));

const isRefusal = (error: unknown): boolean => error instanceof DomainError && isNotFound(error.code);
