/**
 * The vocabularies, ranges and lengths of the values in events. Types, deciders, request schemas, importers, seed checks
 * and choices on the command line are derived from them.
 */

export const weightUnits = ['kg', 'lb'] as const;
export type WeightUnit = (typeof weightUnits)[number];
export const distanceUnits = ['m', 'km', 'mi', 'yd', 'ft'] as const;
export type DistanceUnit = (typeof distanceUnits)[number];

/** What the sets of an entry record. */
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
/** What athletes usually record for a set of an exercise. */
export const metrics = ['weight', 'reps', 'time', 'distance'] as const;
export type Metric = (typeof metrics)[number];

/** The reference lists, whose items describe exercises. Each list is one stream. */
export const referenceListKinds = ['muscleGroups', 'equipment', 'exerciseTags'] as const;
export type ReferenceListKind = (typeof referenceListKinds)[number];

export const importFormats = ['strong', 'hevy'] as const;
export type ImportFormat = (typeof importFormats)[number];
export const importStatuses = ['in_progress', 'completed', 'undoing', 'undone'] as const;
export type ImportStatus = (typeof importStatuses)[number];

export const roles = ['superuser', 'fitness-trainer', 'application-access'] as const;
export type Role = (typeof roles)[number];
/** The role of an account without an assigned role. */
export const defaultRole: Role = 'application-access';
/** The roles that a superuser may assign. After a revocation the account has the default role. */
export const assignableRoles = ['superuser', 'fitness-trainer'] as const satisfies readonly Role[];
/** The channels through which commands reach the service. */
export const channels = ['http', 'cli', 'seed', 'import', 'policy'] as const;
export type Channel = (typeof channels)[number];

/** The sets of names in which each name belongs to one stream; see uniqueness claims. */
export const claimScopes = ['email', 'exercise-name', 'catalogue-exercise'] as const;
export type ClaimScope = (typeof claimScopes)[number];

/** Whole numbers from `min` to `max`, both included. */
export type IntegerRange = Readonly<{ min: number; max: number }>;

export const reps: IntegerRange = { min: 0, max: 10_000 };
export const rir: IntegerRange = { min: 0, max: 10 };
/** Rating of perceived exertion, in steps of 0.5. */
export const rpe = { min: 1, max: 10, step: 0.5 } as const;
/** The bound of weights (also of negative ones), distances and durations; it is not included. */
export const maxQuantity = 1_000_000;
/** The most decimals that a number of seconds has. */
export const secondsDecimals = 3;
export const supersetGroup: IntegerRange = { min: 0, max: 2_147_483_647 };
/** The numbers of the items of a reference list. */
export const itemId: IntegerRange = { min: 1, max: 32_767 };
/** The numbers of items of the seed data. Items that people add get higher ones. */
export const seededItemId: IntegerRange = { min: 1, max: 999 };

/** The line of a file on which a row begins, counted from 1. */
export const line: IntegerRange = { min: 1, max: Number.MAX_SAFE_INTEGER };
/** A number of things. */
export const count: IntegerRange = { min: 0, max: Number.MAX_SAFE_INTEGER };

/** The most rejected rows that an import stores. A list of imports contains them all. */
export const maxRejectedRows = 1_000;
/** The limits of a session. They keep its document, and a page of such documents, small enough for one response. */
export const maxExercises = 500;
export const maxSetsPerExercise = 500;
export const maxSets = 2_000;
/** The length of all names and notes of a session together. In UTF-16 units, which JavaScript counts at no cost. */
export const maxCharacters = 250_000;

/** A length in Unicode code points, as Postgres counts them. Both bounds are included. */
export type Length = Readonly<{ min: number; max: number }>;

/** Names of sessions and of exercises in a session. */
export const nameLength: Length = { min: 1, max: 100 };
/** Names of exercises, and of reference list items as they are typed. */
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
/** Passwords that a superuser or an operator sets for another account. */
export const assignedPasswordLength: Length = { min: 3, max: 20 };

const countOf = (text: string): number => [...text].length;

/** Whether the length of a text is within the bounds. Does not count the code points of texts that are far too long. */
export const hasLength = (text: string, { min, max }: Length): boolean => {
  if (text.length > 2 * max) return false;
  // A text has at most as many code points as UTF-16 units, and at least half as many.
  const count = text.length >= 2 * min && text.length <= max ? min : countOf(text);
  return count >= min && count <= max;
};

/** Whether a text can be stored unchanged: Postgres refuses NUL, and UTF-8 has no lone surrogates. */
export const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed();

/** Whether a text may be a name: storable, of an allowed length and not blank. */
export const isName = (text: string, length: Length = nameLength): boolean =>
  hasLength(text, length) && isStorable(text) && text.trim() !== '';

/** Whether a text may be a note: storable and of an allowed length. */
export const isNotes = (text: string, length: Length = notesLength): boolean =>
  hasLength(text, length) && isStorable(text);

export const isInteger = (value: number, { min, max }: IntegerRange): boolean =>
  Number.isInteger(value) && value >= min && value <= max;

export const isRpe = (value: number): boolean =>
  value >= rpe.min && value <= rpe.max && Number.isInteger(value / rpe.step);

/** A negative weight is assistance. */
export const isWeight = (value: number): boolean => value > -maxQuantity && value < maxQuantity;
export const isDistance = (value: number): boolean => value > 0 && value < maxQuantity;

/** Checks the decimals of the number as text, because binary arithmetic would add decimals that no one typed. */
export const hasSecondsDecimals = (value: number): boolean =>
  new RegExp(`^-?\\d+(\\.\\d{1,${secondsDecimals}})?$`).test(String(value));
export const isSeconds = (value: number): boolean => value > 0 && value < maxQuantity && hasSecondsDecimals(value);

/** A path to a picture: parts of lower-case letters, digits, `-` and `_`. */
export const imagePathPattern = /^(\/[a-z0-9_-]+)+\.(jpg|jpeg|png|webp)$/;
export const isImagePath = (text: string): boolean => hasLength(text, imagePathLength) && imagePathPattern.test(text);

/** Whether a value is in a vocabulary. */
export const isOneOf = <Value extends string>(vocabulary: readonly Value[], value: string): value is Value =>
  (vocabulary as readonly string[]).includes(value);
