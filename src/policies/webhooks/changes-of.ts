import type { AccountId } from '../../events/ids.ts';
import { type FeedKind, feedKinds, isEnding, type WebhookEventType, webhookTypesOf } from '../../events/schemas.ts';
import { parseStream } from '../../events/streams.ts';
import type { Looked, SealedEvent } from '../../ports/log.ts';
import type { Change, Changes } from '../../ports/webhook-deliveries.ts';

const isKind = (category: string): category is FeedKind => feedKinds.some((kind) => kind === category);

function typeOf({ type, stream }: SealedEvent): WebhookEventType | null {
  const { category } = parseStream(stream);
  if (!isKind(category)) return null;
  const { changed, deleted } = webhookTypesOf(category);
  return isEnding(type) ? deleted : changed;
}

/** The only type of event that changes nothing that the API shows, except the revision of a document. */
const silent = 'ClaimLapsed';
/** By the type of the event: whether the account is active after it. Other types do not change that. */
const activities: Readonly<Record<string, boolean>> = { AccountDeactivated: false, AccountReactivated: true };

/**
 * Splits what was read from the log after the position `after` into changes. Events of one command in one stream are
 * one change. Each part ends where an account becomes active or inactive.
 */
export function changesOf(after: bigint, items: readonly (SealedEvent | Looked)[]): readonly Changes[] {
  const parts: Changes[] = [];
  let part = emptyPart(after);
  for (const item of items) {
    if (item.position <= part.upTo) continue;
    part.upTo = item.position;
    if (!('stream' in item)) continue;
    addChange(part, item);
    const isActive = activities[item.type];
    if (isActive === undefined) continue;
    parts.push(finished(part, { account: item.metadata.owner as AccountId, isActive }));
    part = emptyPart(item.position);
  }
  return part.upTo > part.after ? [...parts, finished(part, null)] : parts;
}

type Part = {
  readonly after: bigint;
  upTo: bigint;
  readonly changes: Map<string, Change & { readonly cause: string }>;
};

const emptyPart = (after: bigint): Part => ({ after, upTo: after, changes: new Map() });

const finished = ({ after, upTo, changes }: Part, activity: Changes['activity']): Changes => ({
  ...{ after, upTo, activity },
  changes: [...changes.values().map(({ cause: _, ...change }) => change)],
});

/** Adds an event to the changes. The events of one command in one stream share one change, which describes the last of them. */
function addChange({ changes }: Part, event: SealedEvent): void {
  const { type, stream, id, revision, position, recordedAt, metadata } = event;
  const kind = typeOf(event);
  if (kind === null || metadata.owner === 'system' || type === silent) return;
  const cause = `${stream} ${metadata.$causationId}`;
  changes.delete(cause);
  changes.set(cause, {
    ...{ event: id, account: metadata.owner, athlete: null, stream, revision, position, recordedAt, cause },
    type: kind,
  });
}
