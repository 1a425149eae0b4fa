import type { Sharing } from '../../documents/sharing.ts';
import type { SharingEvent } from '../../events/sharing.ts';

/** The events that share a thing as it was shared before. */
export function revertSharing(now: Sharing, before: Sharing): SharingEvent[] {
  const earlier = new Map(before.grants.map(({ accountId, level }) => [accountId, level]));
  const levels = new Map(now.grants.map(({ accountId, level }) => [accountId, level]));
  return [
    ...(now.sharing === before.sharing ? [] : [{ type: 'SharingChanged', data: { status: before.sharing } } as const]),
    ...[...levels.keys()]
      .filter((accountId) => !earlier.has(accountId))
      .map((accountId): SharingEvent => ({ type: 'AccessEnded', data: { accountId } })),
    ...[...earlier]
      .filter(([accountId, level]) => levels.get(accountId) !== level)
      .map(([accountId, level]): SharingEvent => ({ type: 'AccessGranted', data: { accountId, level } })),
  ];
}
