import type { CoachingPart } from '../../events/coaching-values.ts';
import type { FeedKind } from '../../events/schemas.ts';

/** What has an audit. */
export const auditedKinds = [
  'account',
  'coaching',
  'discussion',
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

/**
 * Of what a proof can be exported. The recorded data of an invitation have the account of the address, which the athlete must
 * not get to know, and without them no chain can be checked.
 */
export const provableKinds = auditedKinds.filter((kind) => kind !== 'coaching');

/** Of which kinds of things a coach may read the audit, by the parts of the scope. */
const kindsOfPart: Readonly<Record<CoachingPart, readonly AuditedKind[]>> = {
  history: ['session'],
  plans: ['plan', 'schedule', 'unit'],
  statistics: [],
  body_data: ['measurement'],
};

/** Each part of a scope with a kind of which a coach may then know the events. */
export const partsAndKinds = Object.entries(kindsOfPart).flatMap(([part, kinds]) =>
  kinds.map((kind) => [part, kind] as const),
);

export const kindsIn = (scope: readonly CoachingPart[]): readonly AuditedKind[] =>
  scope.flatMap((part) => kindsOfPart[part]);

/** The parts of a scope that a coach needs for things of these kinds. */
export const partsFor = (kinds: readonly AuditedKind[]): readonly CoachingPart[] =>
  (Object.keys(kindsOfPart) as CoachingPart[]).filter((part) => kindsOfPart[part].some((kind) => kinds.includes(kind)));
