import { signalKinds } from '../../events/signal-values.ts';
import type { RosterRow } from './roster-row.ts';
import { asksForAttention, type ToldSignal } from './signals.ts';

const rankOf = new Map(signalKinds.map((kind, rank) => [kind, rank]));
const urgencyOf = (signals: readonly ToldSignal[]): number =>
  Math.min(...signals.filter(asksForAttention).map(({ kind }) => rankOf.get(kind) ?? 0));

/**
 * The rows of all athletes: those that need attention first, by their most urgent signal that was not seen, then by how many
 * there are. Others are sorted by name.
 */
export function rosterOf(rows: Iterable<RosterRow>): readonly RosterRow[] {
  return [...rows]
    .map((row) => ({ row, urgency: urgencyOf(row.signals), count: row.signals.filter(asksForAttention).length }))
    .toSorted(
      (one, other) =>
        compare(one.urgency, other.urgency) ||
        other.count - one.count ||
        compare(one.row.name ?? '~', other.row.name ?? '~') ||
        compare(one.row.athleteId, other.row.athleteId),
    )
    .map(({ row }) => row);
}

const compare = <Value extends string | number>(one: Value, other: Value): number =>
  one < other ? -1 : one > other ? 1 : 0;
