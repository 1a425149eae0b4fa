import type { SessionDocument } from '../documents/session.ts';
import { type CsvFormatName, csvFormats } from './formats.ts';
import { countOf } from './loss-counts.ts';
import { type LossKind, lossMeanings } from './loss-kinds.ts';

/** How many sessions or parts of sessions lose something, and one of the sessions. */
export type Loss = Readonly<{ kind: LossKind; meaning: string; count: number; sessionId: string }>;

/** Collects what a format cannot hold of the sessions that are added. */
export function createLosses(format: CsvFormatName) {
  const found = new Map<LossKind, Readonly<{ count: number; sessionId: string }>>();
  return {
    add(session: SessionDocument): void {
      for (const kind of csvFormats[format].cannotHold) {
        const count = countOf[kind](session);
        const earlier = found.get(kind);
        if (count > 0) found.set(kind, { sessionId: session.id, ...earlier, count: count + (earlier?.count ?? 0) });
      }
    },
    list: (): readonly Loss[] =>
      [...found].map(([kind, { count, sessionId }]) => ({ kind, meaning: lossMeanings[kind], count, sessionId })),
  };
}
