declare const brand: unique symbol;
export type Id<Name extends string> = string & { readonly [brand]: Name };

/**
 * Ids are lower-case UUIDs. HTTP, the command line and the import of files check a text before they give it such a
 * type. The id of a new aggregate is defined beside its events.
 */
export type AccountId = Id<'AccountId'>;
export type SessionId = Id<'SessionId'>;
export type EntryId = Id<'EntryId'>;
export type SetId = Id<'SetId'>;
export type ExerciseId = Id<'ExerciseId'>;
export type ImportId = Id<'ImportId'>;
export type UnitId = Id<'UnitId'>;
export type UnitExerciseId = Id<'UnitExerciseId'>;
export type PlanId = Id<'PlanId'>;
export type PlanUnitId = Id<'PlanUnitId'>;
export type MeasurementId = Id<'MeasurementId'>;
export type CoachingId = Id<'CoachingId'>;
export type SupportAccessId = Id<'SupportAccessId'>;
export type DiscussionId = Id<'DiscussionId'>;
export type CommentId = Id<'CommentId'>;
/** The id of a password hash, which is stored outside the log. */
export type CredentialId = Id<'CredentialId'>;
/** The id of an auth session: one sign-in with all its tokens. */
export type AuthSessionId = Id<'AuthSessionId'>;
export type PersonalTokenId = Id<'PersonalTokenId'>;
/** What an account allows an app: its access tokens and refresh tokens belong to it. */
export type AppGrantId = Id<'AppGrantId'>;
export type WebhookId = Id<'WebhookId'>;

/** A time as ISO 8601 text in UTC, with six decimals and `Z`. The order of two such texts is the order of the times. */
export type Instant = Id<'Instant'>;
/** A day of the calendar as `YYYY-MM-DD`. */
export type Day = Id<'Day'>;
/** The name of a time zone in the IANA database, such as `Europe/Berlin`. */
export type TimeZone = Id<'TimeZone'>;

/** The account whose history an event belongs to, or `system`. */
export type Owner = AccountId | 'system';

/** Turns milliseconds since 1970 into an `Instant`. */
export const instantOf = (ms: number): Instant => `${new Date(ms).toISOString().slice(0, -1)}000Z` as Instant;

/** Reads the time of a UUIDv7: its first 48 bits, in milliseconds since 1970. Accepts a UUID of any version. */
export const msOfUuid = (uuid: string): number => Number.parseInt(uuid.replaceAll('-', '').slice(0, 12), 16);
