declare const brand: unique symbol;
type Id<Name extends string> = string & { readonly [brand]: Name };

/** Lower-case UUIDs; branded where they enter, at the edges. */
export type AccountId = Id<'AccountId'>;
export type SessionId = Id<'SessionId'>;
export type EntryId = Id<'EntryId'>;
export type SetId = Id<'SetId'>;
export type ExerciseId = Id<'ExerciseId'>;
export type ImportId = Id<'ImportId'>;
/** Names a password hash, which is kept outside the log. */
export type CredentialId = Id<'CredentialId'>;
/** One sign-in on one device, with all the tokens that follow from it. */
export type AuthSessionId = Id<'AuthSessionId'>;

/** ISO 8601 UTC with six decimals and `Z`; such texts compare as the instants they name. */
export type Instant = Id<'Instant'>;
/** Name of a time zone in the IANA database, `Europe/Berlin`. */
export type TimeZone = Id<'TimeZone'>;

/** The account whose history an event belongs to; `system` for what belongs to nobody. */
export type Owner = AccountId | 'system';

/** Milliseconds since 1970 as an instant. */
export const instantOf = (ms: number): Instant => `${new Date(ms).toISOString().slice(0, -1)}000Z` as Instant;

/** The time in a UUIDv7: its first 48 bits, in milliseconds since 1970. Accepts a UUID of any version. */
export const msOfUuid = (uuid: string): number => Number.parseInt(uuid.replaceAll('-', '').slice(0, 12), 16);
