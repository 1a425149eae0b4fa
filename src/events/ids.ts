declare const brand: unique symbol;
type Id<Name extends string> = string & { readonly [brand]: Name };

/**
 * Ids are lower-case UUIDs. HTTP, the command line and the import of files check a text before they give it such a
 * type.
 */
export type AccountId = Id<'AccountId'>;
export type SessionId = Id<'SessionId'>;
export type EntryId = Id<'EntryId'>;
export type SetId = Id<'SetId'>;
export type ExerciseId = Id<'ExerciseId'>;
export type ImportId = Id<'ImportId'>;
/** The id of a password hash, which is stored outside the log. */
export type CredentialId = Id<'CredentialId'>;
/** The id of an auth session: one sign-in with all its tokens. */
export type AuthSessionId = Id<'AuthSessionId'>;

/** A time as ISO 8601 text in UTC, with six decimals and `Z`. The order of two such texts is the order of the times. */
export type Instant = Id<'Instant'>;
/** The name of a time zone in the IANA database, such as `Europe/Berlin`. */
export type TimeZone = Id<'TimeZone'>;

/** The account whose history an event belongs to, or `system`. */
export type Owner = AccountId | 'system';

/** Turns milliseconds since 1970 into an `Instant`. */
export const instantOf = (ms: number): Instant => `${new Date(ms).toISOString().slice(0, -1)}000Z` as Instant;

/** Reads the time of a UUIDv7: its first 48 bits, in milliseconds since 1970. Accepts a UUID of any version. */
export const msOfUuid = (uuid: string): number => Number.parseInt(uuid.replaceAll('-', '').slice(0, 12), 16);
