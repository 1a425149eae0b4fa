declare const brand: unique symbol;
type Id<Name extends string> = string & { readonly [brand]: Name };

/** Lower-case UUIDs. The edges of the service (HTTP, command line, files) check texts and give them these types. */
export type AccountId = Id<'AccountId'>;
export type SessionId = Id<'SessionId'>;
export type EntryId = Id<'EntryId'>;
export type SetId = Id<'SetId'>;
export type ExerciseId = Id<'ExerciseId'>;
export type ImportId = Id<'ImportId'>;
/** The id of a password hash, which is stored outside the log. */
export type CredentialId = Id<'CredentialId'>;
/** One sign-in with all its tokens. */
export type AuthSessionId = Id<'AuthSessionId'>;

/** ISO 8601 in UTC with six decimals and `Z`. Comparing two as texts compares them in time. */
export type Instant = Id<'Instant'>;
/** The name of a time zone in the IANA database, such as `Europe/Berlin`. */
export type TimeZone = Id<'TimeZone'>;

/** The account whose history an event belongs to, or `system`. */
export type Owner = AccountId | 'system';

/** Milliseconds since 1970 as an instant. */
export const instantOf = (ms: number): Instant => `${new Date(ms).toISOString().slice(0, -1)}000Z` as Instant;

/** The time in a UUIDv7: its first 48 bits, in milliseconds since 1970. Accepts a UUID of any version. */
export const msOfUuid = (uuid: string): number => Number.parseInt(uuid.replaceAll('-', '').slice(0, 12), 16);
