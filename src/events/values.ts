/**
 * The vocabularies, ranges and lengths of everything that an event may say. Types, request schemas, importers, seed checks, command
 * line choices and the deciders derive from these.
 */

export const weightUnits = ['kg', 'lb'] as const;
export type WeightUnit = (typeof weightUnits)[number];
export const distanceUnits = ['m', 'km', 'mi', 'yd', 'ft'] as const;
export type DistanceUnit = (typeof distanceUnits)[number];

/** What a set of an exercise in a session records. */
export const modes = ['reps', 'time', 'distance', 'sets_only'] as const;
export type Mode = (typeof modes)[number];
export const setTypes = ['normal', 'warm_up', 'drop', 'failure'] as const;
export type SetType = (typeof setTypes)[number];
export const sessionStatuses = ['in_progress', 'completed', 'aborted'] as const;
export type SessionStatus = (typeof sessionStatuses)[number];

export const exerciseCategories = [
  'strength',
  'stretching',
  'plyometrics',
  'strongman',
  'powerlifting',
  'cardio',
  'olympic weightlifting',
] as const;
export type ExerciseCategory = (typeof exerciseCategories)[number];
export const difficulties = ['beginner', 'intermediate', 'expert'] as const;
export type Difficulty = (typeof difficulties)[number];
export const forces = ['pull', 'push', 'static'] as const;
export type Force = (typeof forces)[number];
export const mechanics = ['compound', 'isolation'] as const;
export type Mechanic = (typeof mechanics)[number];
/** What it makes sense to record of a set of an exercise. */
export const metrics = ['weight', 'reps', 'time', 'distance'] as const;
export type Metric = (typeof metrics)[number];

/** The lists of terms that describe exercises; each is one stream. */
export const referenceListKinds = ['muscleGroups', 'equipment', 'exerciseTags'] as const;
export type ReferenceListKind = (typeof referenceListKinds)[number];

export const importFormats = ['strong', 'hevy'] as const;
export type ImportFormat = (typeof importFormats)[number];
export const importStatuses = ['in_progress', 'completed', 'undoing', 'undone'] as const;
export type ImportStatus = (typeof importStatuses)[number];

export const roles = ['superuser', 'fitness-trainer', 'application-access'] as const;
export type Role = (typeof roles)[number];
/** The role of an account that nobody has given another. */
export const defaultRole: Role = 'application-access';
/** Roles that a superuser may assign; revoking one leads back to the default role. */
export const assignableRoles = ['superuser', 'fitness-trainer'] as const satisfies readonly Role[];
/** The channel through which an actor reached the service. */
export const channels = ['http', 'cli', 'seed', 'import', 'policy'] as const;
export type Channel = (typeof channels)[number];

/** The sets within which a name belongs to one stream only; see uniqueness claims. */
export const claimScopes = ['email', 'exercise-name', 'catalogue-exercise'] as const;
export type ClaimScope = (typeof claimScopes)[number];

/** Whole numbers from `min` to `max`. */
export type IntegerRange = Readonly<{ min: number; max: number }>;

export const reps: IntegerRange = { min: 0, max: 10_000 };
export const rir: IntegerRange = { min: 0, max: 10 };
/** Rating of perceived exertion, in steps of 0.5. */
export const rpe = { min: 1, max: 10, step: 0.5 } as const;
/** Weights, distances and durations are below this, weights also above its negative; distances and durations are above 0. */
export const maxQuantity = 1_000_000;
/** Decimals of a number of seconds. */
export const secondsDecimals = 3;
export const supersetGroup: IntegerRange = { min: 0, max: 2_147_483_647 };
/** Numbers of the items of a reference list. */
export const itemId: IntegerRange = { min: 1, max: 32_767 };
/** Numbers that the seed data may use. Items that people add get higher ones. */
export const seededItemId: IntegerRange = { min: 1, max: 999 };

/** The line of a file on which a row begins. */
export const line: IntegerRange = { min: 1, max: Number.MAX_SAFE_INTEGER };
/** How many there are of something. */
export const count: IntegerRange = { min: 0, max: Number.MAX_SAFE_INTEGER };

/** Rejected rows that an import keeps. A list of imports shows them with each import. */
export const maxRejectedRows = 1_000;
/** Limits that keep the document of a session small enough for one answer, and a page of documents too. */
export const maxExercises = 500;
export const maxSetsPerExercise = 500;
export const maxSets = 2_000;
/** All names and notes of a session together, in UTF-16 units, because counting those costs nothing. */
export const maxCharacters = 250_000;

/** Characters are Unicode code points, as Postgres and other languages count them. */
export type Length = Readonly<{ min: number; max: number }>;

/** Names of sessions and of exercises in a session. */
export const nameLength: Length = { min: 1, max: 100 };
/** Names of exercises and of reference list items. */
export const catalogueNameLength: Length = { min: 3, max: 100 };
/** Names of reference list items after they are normalised, which may shorten what was typed. */
export const itemNameLength: Length = { min: 1, max: 100 };
export const anatomicalNameLength: Length = { min: 1, max: 200 };
export const aliasLength: Length = { min: 1, max: 100 };
export const maxAliases = 20;
/** Notes, and the instructions of an exercise. */
export const notesLength: Length = { min: 0, max: 10_000 };
export const safetyLength: Length = { min: 0, max: 500 };
export const imagePathLength: Length = { min: 1, max: 300 };
export const accountNameLength: Length = { min: 0, max: 255 };
export const fileNameLength: Length = { min: 0, max: 255 };
/** A password that a superuser or an operator sets for somebody else. */
export const assignedPasswordLength: Length = { min: 3, max: 20 };

const countOf = (text: string): number => [...text].length;

/** Whether the text has a length in code points within the bounds; does not count texts that are far too long. */
export const hasLength = (text: string, { min, max }: Length): boolean => {
  if (text.length > 2 * max) return false;
  // Code points are at most as many as UTF-16 units and at least half as many.
  const count = text.length >= 2 * min && text.length <= max ? min : countOf(text);
  return count >= min && count <= max;
};

/** Whether every part of the service keeps the text unchanged: Postgres refuses NUL, UTF-8 has no lone surrogates. */
export const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed();

/** Whether the text may be a name: storable, within the length, not blank. */
export const isName = (text: string, length: Length = nameLength): boolean =>
  hasLength(text, length) && isStorable(text) && text.trim() !== '';

/** Whether the text may be a note: storable and within the length. */
export const isNotes = (text: string, length: Length = notesLength): boolean =>
  hasLength(text, length) && isStorable(text);

export const isInteger = (value: number, { min, max }: IntegerRange): boolean =>
  Number.isInteger(value) && value >= min && value <= max;

export const isRpe = (value: number): boolean =>
  value >= rpe.min && value <= rpe.max && Number.isInteger(value / rpe.step);

/** A weight as the athlete typed it; a negative one is assistance. */
export const isWeight = (value: number): boolean => value > -maxQuantity && value < maxQuantity;
export const isDistance = (value: number): boolean => value > 0 && value < maxQuantity;

/** Decided by the digits of the number: binary arithmetic would find more decimals than were typed. */
export const hasSecondsDecimals = (value: number): boolean =>
  new RegExp(`^-?\\d+(\\.\\d{1,${secondsDecimals}})?$`).test(String(value));
export const isSeconds = (value: number): boolean => value > 0 && value < maxQuantity && hasSecondsDecimals(value);

/** Whether the text may be the path of a picture. */
export const isImagePath = (text: string): boolean =>
  hasLength(text, imagePathLength) && /^(\/[a-z0-9_-]+)+\.(jpg|jpeg|png|webp)$/.test(text);

/** Whether the value is a member of a vocabulary. */
export const isOneOf = <Value extends string>(vocabulary: readonly Value[], value: string): value is Value =>
  (vocabulary as readonly string[]).includes(value);
