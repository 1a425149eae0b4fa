import { LRUCache } from 'lru-cache';
import { type DatabasePool, sql } from 'slonik';
import { z } from 'zod';
import type { SealedEvent } from '../../ports/log.ts';
import type { Logger } from '../../ports/logger.ts';
import { claimsToBeOwn } from '../log/authenticity.ts';

/**
 * The refused events that any process has found: events in own streams that this installation did not write. Each gets
 * one log message, from the process that stored it.
 */
export type RefusedEvents = Readonly<{
  /** Stores an event, if it is in an own stream. Never throws and never waits. */
  report: (event: SealedEvent) => void;
  /** The number of refused events that are stored. */
  count: () => Promise<number>;
  /** Waits until all reported events are stored. */
  settle: () => Promise<void>;
}>;

/**
 * How many events may wait to be stored. Further ones are dropped; they are reported again when they are read again.
 */
const maxWaiting = 1_000;
/** How many of the events that are stored together get a log message each. */
const maxLines = 20;
const maxTextLength = 200;
const countRow = z.object({ count: z.number() });
const positionRow = z.object({ position: z.bigint() });

export function createRefusedEvents(db: DatabasePool, logger: Pick<Logger, 'error' | 'warn'>): RefusedEvents {
  /** The positions of the events that this process has stored, so that an often read event costs no statement. */
  const stored = new LRUCache<bigint, true>({ max: 10_000 });
  const waiting = new Map<bigint, SealedEvent>();
  let storing: Promise<void> | null = null;

  return {
    report(event) {
      if (!claimsToBeOwn(event) || stored.has(event.position) || waiting.size >= maxWaiting) return;
      waiting.set(event.position, event);
      storing ??= storeAll().finally(() => {
        storing = null;
      });
    },
    count: async () => (await db.one(sql.type(countRow)`SELECT count(*)::int4 AS count FROM refused_events`)).count,
    settle: async () => {
      await storing;
    },
  };

  async function storeAll(): Promise<void> {
    while (waiting.size > 0) {
      const events = [...waiting.values()];
      waiting.clear();
      try {
        await store(events);
        for (const { position } of events) stored.set(position, true);
      } catch (error) {
        logger.warn('Cannot store refused events; they are stored when they are read again', { error });
        return;
      }
    }
  }

  async function store(events: readonly SealedEvent[]): Promise<void> {
    const rows = events.map(({ position, id, stream, revision, type }) => [
      ...[position, id, storableText(stream), revision, storableText(type)],
    ]);
    const added = await db.any(sql.type(positionRow)`
      INSERT INTO refused_events (position, event_id, stream, revision, type)
      SELECT * FROM ${sql.unnest(rows, ['int8', 'uuid', 'text', 'int8', 'text'])}
      ON CONFLICT DO NOTHING RETURNING position`);
    const isAdded = new Set(added.map(({ position }) => position));
    const found = events.filter(({ position }) => isAdded.has(position));
    for (const { position, id, stream, revision } of found.slice(0, maxLines)) {
      const fields = { stream, revision, event: id, position: String(position) };
      logger.error('Refused an event that this installation did not write', fields);
    }
    const more = found.length - maxLines;
    if (more > 0) logger.error('Refused more events that this installation did not write', { events: more });
  }
}

/** A name that someone else chose, as Postgres can store it: without U+0000 and not too long. */
const storableText = (text: string): string => text.replaceAll('\0', '').slice(0, maxTextLength);
