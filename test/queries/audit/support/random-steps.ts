import fc from 'fast-check';
import type { AnyEvent, RecordedEvent } from '../../../../src/events/event.ts';
import { createAuditQueries } from '../../../../src/queries/audit/audit-queries.ts';
import type { AuditedKind } from '../../../../src/queries/audit/audited-kinds.ts';
import { noon, streamOfEvents } from '../../../support/specification.ts';
import { auditPorts } from './own-history.ts';

/** A random history: its events, and what a fold of the tests computes after each of them; null for what was deleted. */
export type RandomHistory<Plain> = Readonly<{ events: readonly AnyEvent[]; states: readonly (Plain | null)[] }>;

/** What a random number makes of a thing: one more event, and the thing after it. It may change its copy of the thing. */
export type Step<Plain> = (before: Plain, number: number) => readonly [AnyEvent, Plain | null] | null;

/** A kind of things with random histories. */
export type RandomKind<Plain> = Readonly<{
  kind: AuditedKind;
  histories: fc.Arbitrary<RandomHistory<Plain>>;
  /** The members of a document that the histories change. */
  plain: (document: never) => Plain;
  /** What the sentence about an event must contain. */
  words: (event: AnyEvent, before: Plain, after: Plain | null) => readonly string[];
}>;

/** Random histories that begin with an event and the thing after it, and go on with these steps until a deletion. */
export const historiesFrom = <Plain>(
  [first, begin]: readonly [AnyEvent, Plain],
  steps: readonly Step<Plain>[],
): fc.Arbitrary<RandomHistory<Plain>> =>
  fc.array(fc.tuple(fc.nat(steps.length - 1), fc.nat(200)), { maxLength: 40 }).map((numbers) => {
    const events: AnyEvent[] = [first];
    const states: (Plain | null)[] = [begin];
    for (const [step, number] of numbers) {
      const before = states.at(-1);
      const next = before && steps[step]?.(structuredClone(before), number);
      if (!next) continue;
      events.push(next[0]);
      states.push(next[1]);
    }
    return { events, states };
  });

export const pick = <Item>(items: readonly Item[], number: number): Item | undefined =>
  items[number % (items.length || 1)];

/** The audit of a thing with these events and nothing else. */
export function queriesOn({ kind, id }: Readonly<{ kind: AuditedKind; id: string }>, events: readonly AnyEvent[]) {
  const log = streamOfEvents(events).map((event): RecordedEvent => {
    const place = { id: '', stream: `${kind}-${id}`, position: BigInt(event.revision) };
    return { ...event, ...place, recordedAt: noon, metadata: { ...event.metadata, chain: '' } };
  });
  return createAuditQueries({
    ...auditPorts,
    store: { read: async (_stream, known, until = log.length) => log.slice((known?.revision ?? -1) + 1, until + 1) },
  });
}

/** The words for two values of a part. */
export const change = (old: string, now: string): string =>
  old === now ? 'nothing that is shown changed' : `${old} → ${now}`;
