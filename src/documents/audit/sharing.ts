import { assertNever } from '../../errors.ts';
import type { SharingEvent } from '../../events/sharing.ts';
import type { Shareable } from '../sharing.ts';
import type { Around } from './audit.ts';
import { itemDifferences } from './items.ts';
import { aboutParts, changedParts, type Part } from './words.ts';

const sharingParts: readonly Part<Shareable>[] = [['sharing', ({ sharing }) => sharing]];

/** The sentence about an event with which the owner shares something, or ends that. */
export function aboutSharing(subject: string, event: SharingEvent, { before, after }: Around<Shareable>): string {
  switch (event.type) {
    case 'SharingChanged':
      return aboutParts(subject, before && after ? changedParts(sharingParts, before, after) : []);
    case 'AccessGranted': {
      const { accountId, level } = event.data;
      const known = before?.grants.find((grant) => grant.accountId === accountId)?.level ?? 'none';
      return `${subject}: access of the account ${accountId} ${known} → ${level}`;
    }
    case 'AccessEnded': {
      const { accountId } = event.data;
      const known = before?.grants.find((grant) => grant.accountId === accountId)?.level ?? 'none';
      return `${subject}: access of the account ${accountId} ${known} → none`;
    }
    default:
      return assertNever(event);
  }
}

export const sharingDifferences = (subject: string, before: Shareable, after: Shareable): readonly string[] => [
  ...changedParts(sharingParts, before, after).map((part) => `${subject}: ${part}`),
  ...itemDifferences(before.grants.map(grantOf), after.grants.map(grantOf), {
    added: ({ id, level }) => `${subject}: access of the account ${id} none → ${level}`,
    removed: ({ id, level }) => `${subject}: access of the account ${id} ${level} → none`,
    changed: (old, current) =>
      old.level === current.level
        ? []
        : [`${subject}: access of the account ${old.id} ${old.level} → ${current.level}`],
    reordered: () => `${subject}: the order of its grants changed`,
  }),
];

const grantOf = ({ accountId: id, level }: Shareable['grants'][number]) => ({ id, level });
