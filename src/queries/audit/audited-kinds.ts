import type { FeedKind } from '../../events/schemas.ts';

/**
 * What has an audit. A coaching relationship has none yet: the events of an invitation contain the account of the invited
 * address, which the athlete must not get to know.
 */
export const auditedKinds = [
  'account',
  'exercise',
  'import',
  'measurement',
  'plan',
  'profile',
  'schedule',
  'session',
  'unit',
] as const satisfies readonly FeedKind[];
export type AuditedKind = (typeof auditedKinds)[number];
