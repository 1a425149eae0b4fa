/**
 * The allowed words, ranges and lengths of the values in events. Types, deciders, request schemas, importers, checks of
 * the seed data and choices on the command line are derived from them.
 */

export const weightUnits = ['kg', 'lb'] as const;
export type WeightUnit = (typeof weightUnits)[number];
export const distanceUnits = ['m', 'km', 'mi', 'yd', 'ft'] as const;
export type DistanceUnit = (typeof distanceUnits)[number];

/** The modes of an entry: what its sets record. */
export const modes = ['reps', 'time', 'distance', 'sets_only'] as const;
export type Mode = (typeof modes)[number];
export const setTypes = ['normal', 'warm_up', 'drop', 'failure'] as const;
export type SetType = (typeof setTypes)[number];
export const sessionStatuses = ['in_progress', 'completed', 'aborted'] as const;
export type SessionStatus = (typeof sessionStatuses)[number];
/** What became of the planned sets of an entry. An entry without any set is open until the session ends. */
export const plannedStatuses = ['open', 'done', 'partly', 'skipped'] as const;
export type PlannedStatus = (typeof plannedStatuses)[number];

/** The formulas that estimate a one-repetition maximum. */
export const e1rmFormulas = ['epley', 'brzycki'] as const;
export type E1rmFormula = (typeof e1rmFormulas)[number];
export const firstDaysOfWeek = ['monday', 'sunday', 'saturday'] as const;
export type FirstDayOfWeek = (typeof firstDaysOfWeek)[number];
/** With what an exercise is loaded: a bar with plates, dumbbells, or something that has steps, such as a machine. */
export const loadings = ['barbell', 'dumbbells', 'steps'] as const;
export type Loading = (typeof loadings)[number];

/**
 * Who may read a training unit besides its owner: no other account, the accounts with a grant, or every account. While it
 * is private, its grants have no effect.
 */
export const sharingStatuses = ['private', 'shared', 'public'] as const;
export type SharingStatus = (typeof sharingStatuses)[number];
/** What a grant allows. `write` allows to edit, but not to share, archive or delete. */
export const accessLevels = ['read', 'write'] as const;
export type AccessLevel = (typeof accessLevels)[number];
/** What the account that reads a document may do with it: everything, or what a grant or the status `public` allows. */
export const accesses = ['owner', ...accessLevels] as const;
export type Access = (typeof accesses)[number];
/** Which things a list contains: the caller's own, those that the caller has a grant for, or those for every account. */
export const sharingScopes = ['mine', 'shared', 'public'] as const;
export type SharingScope = (typeof sharingScopes)[number];
/** The accounts that one thing may be shared with. */
export const maxGrants = 100;

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
/** The measures that athletes usually record for a set of an exercise. */
export const metrics = ['weight', 'reps', 'time', 'distance'] as const;
export type Metric = (typeof metrics)[number];
/** The mode that an entry has by default: it records the first of repetitions, distance and time that is a metric. */
export function modeOf(usual: readonly Metric[]): Mode {
  if (usual.includes('reps')) return 'reps';
  if (usual.includes('distance')) return 'distance';
  return usual.includes('time') ? 'time' : 'sets_only';
}

/** The reference lists, whose items describe exercises. Each list is one stream. */
export const referenceListKinds = ['muscleGroups', 'equipment', 'exerciseTags'] as const;
export type ReferenceListKind = (typeof referenceListKinds)[number];

/** The format in which a whole history is exported, and the version of its lines. */
export const historyFormat = { name: 'irontrack', version: 1 } as const;

export const importFormats = ['strong', 'hevy', 'fitnotes', 'stronglifts', 'csv', historyFormat.name] as const;
export type ImportFormat = (typeof importFormats)[number];
export const importStatuses = ['in_progress', 'completed', 'undoing', 'undone'] as const;
export type ImportStatus = (typeof importStatuses)[number];

export const roles = ['superuser', 'fitness-trainer', 'application-access'] as const;
export type Role = (typeof roles)[number];
/** The role of an account without an assigned role. */
export const defaultRole: Role = 'application-access';
/** The role without which an account cannot be a coach. */
export const trainerRole = 'fitness-trainer' satisfies Role;
/** The roles that a superuser may assign. After a revocation the account has the default role. */
export const assignableRoles = ['superuser', 'fitness-trainer'] as const satisfies readonly Role[];
/** The channels through which commands reach the service. */
export const channels = ['http', 'cli', 'seed', 'import', 'policy'] as const;
export type Channel = (typeof channels)[number];

/** The scopes of claims. Within a scope, each name belongs to at most one stream. */
export const claimScopes = [
  ...(['email', 'exercise-name', 'catalogue-exercise', 'unit-name', 'plan-name'] as const),
  /**
   * `unit-use`: a plan uses a training unit. `unit-end`: the unit was deleted. About one unit they exclude each other.
   */
  ...(['unit-use', 'unit-end'] as const),
  /** The training session that an athlete does now. */
  'active-session',
  'coaching',
] as const;
export type ClaimScope = (typeof claimScopes)[number];

/** Whole numbers from `min` to `max`, both included. */
export type IntegerRange = Readonly<{ min: number; max: number }>;

export const reps: IntegerRange = { min: 0, max: 10_000 };
export const rir: IntegerRange = { min: 0, max: 10 };
/** The range of `rpe` (rating of perceived exertion), in steps of 0.5. */
export const rpe = { min: 1, max: 10, step: 0.5 } as const;
/** Weights (negative ones by their absolute value), distances and durations must be smaller than this number. */
export const maxQuantity = 1_000_000;
/** How many decimals a number of seconds may have. */
export const secondsDecimals = 3;
export const supersetGroup: IntegerRange = { min: 0, max: 2_147_483_647 };
/** The allowed numbers of items in a reference list. */
export const itemId: IntegerRange = { min: 1, max: 32_767 };
/** The numbers of reference-list items that come from the seed data. Items that people add get higher numbers. */
export const seededItemId: IntegerRange = { min: 1, max: 999 };

/** The line of a file on which a row begins, counted from 1. */
export const line: IntegerRange = { min: 1, max: Number.MAX_SAFE_INTEGER };
/** The range of a count, such as the number of imported sets. */
export const count: IntegerRange = { min: 0, max: Number.MAX_SAFE_INTEGER };

/** How many rejected rows an import stores at most. A list of imports contains all of them. */
export const maxRejectedRows = 1_000;
/**
 * The limits of a training session. They keep its document, and a page of such documents, small enough for one
 * response.
 */
export const maxExercises = 500;
export const maxSetsPerExercise = 500;
export const maxSets = 2_000;
/**
 * How long all names and notes of a training session may be together, in UTF-16 units, which JavaScript counts at no
 * cost.
 */
export const maxCharacters = 250_000;

/** The allowed lengths of a text in Unicode code points, as Postgres counts them. Both bounds are included. */
export type Length = Readonly<{ min: number; max: number }>;

/** The length of the names of training sessions and of entries. */
export const nameLength: Length = { min: 1, max: 100 };
/** The allowed length of the name of an exercise, and of the name of a reference-list item before it is normalised. */
export const catalogueNameLength: Length = { min: 3, max: 100 };
/** The allowed length of the name of a reference-list item after it was normalised, which can make it shorter. */
export const itemNameLength: Length = { min: 1, max: 100 };
export const anatomicalNameLength: Length = { min: 1, max: 200 };
export const aliasLength: Length = { min: 1, max: 100 };
export const maxAliases = 20;
/** How many auth sessions of an account are stored. A sign-in beyond ends the one that was not used for the longest. */
export const maxAuthSessions = 50;
/** The length of notes and of the instructions of an exercise. */
export const notesLength: Length = { min: 0, max: 10_000 };
export const safetyLength: Length = { min: 0, max: 500 };
export const imagePathLength: Length = { min: 1, max: 300 };
export const accountNameLength: Length = { min: 0, max: 255 };
export const timeZoneLength: Length = { min: 1, max: 64 };
/** The length of a text that people search for. */
export const searchLength: Length = { min: 0, max: 200 };
export const fileNameLength: Length = { min: 0, max: 255 };
/** The length of a mapping of columns to fields, for an import. */
export const columnMapLength: Length = { min: 0, max: 2_000 };
/** The length of passwords that people choose for themselves. */
export const passwordLength: Length = { min: 8, max: 128 };
/** The length of passwords that a superuser or an operator sets for another account outside production. */
export const assignedPasswordLength: Length = { min: 3, max: passwordLength.max };

const countOf = (text: string): number => [...text].length;

/**
 * Whether the length of a text is within the bounds. The code points of texts that are far too long are not counted, to
 * save time.
 */
export const hasLength = (text: string, { min, max }: Length): boolean => {
  if (text.length > 2 * max) return false;
  // The number of code points is between half and all of the number of UTF-16 units, so short checks need no counting.
  const count = text.length >= 2 * min && text.length <= max ? min : countOf(text);
  return count >= min && count <= max;
};

/** Whether a text can be stored unchanged: Postgres refuses NUL, and UTF-8 has no lone surrogates. */
export const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed();

/** Whether a text may be a name: storable, of an allowed length and not blank. */
export const isName = (text: string, length: Length = nameLength): boolean =>
  hasLength(text, length) && isStorable(text) && text.trim() !== '';

/** Whether a text, which may be blank, is storable and of an allowed length. */
export const isFreeText = (text: string, length: Length = notesLength): boolean =>
  hasLength(text, length) && isStorable(text);

export const isInteger = (value: number, { min, max }: IntegerRange): boolean =>
  Number.isInteger(value) && value >= min && value <= max;

export const isRpe = (value: number): boolean =>
  Number.isFinite(value) && value >= rpe.min && value <= rpe.max && Number.isInteger(value / rpe.step);

/** Whether a weight is allowed. A negative weight is assistance, for example by a machine. */
export const isWeight = (value: number): boolean =>
  Number.isFinite(value) && value > -maxQuantity && value < maxQuantity;
/** Whether a number is within a range and has few enough decimals, by its text: binary arithmetic would add decimals. */
export const isDecimalIn = (
  value: number,
  { min, max, decimals }: Readonly<{ min: number; max: number; decimals: number }>,
): boolean => value >= min && value <= max && new RegExp(`^\\d+(\\.\\d{1,${decimals}})?$`).test(String(value));
export const isDistance = (value: number): boolean => Number.isFinite(value) && value > 0 && value < maxQuantity;

/**
 * Whether a number of seconds has few enough decimals. Checks its text, because binary arithmetic would add decimals
 * that no one typed.
 */
export const hasSecondsDecimals = (value: number): boolean =>
  new RegExp(`^-?\\d+(\\.\\d{1,${secondsDecimals}})?$`).test(String(value));
export const isSeconds = (value: number): boolean =>
  Number.isFinite(value) && value > 0 && value < maxQuantity && hasSecondsDecimals(value);

/**
 * The pattern of a picture's path: parts of lower-case letters, digits, `-` and `_`, and the extension of an image
 * file.
 */
export const imagePathPattern = /^(\/[a-z0-9_-]+)+\.(jpg|jpeg|png|webp)$/;
export const isImagePath = (text: string): boolean => hasLength(text, imagePathLength) && imagePathPattern.test(text);

/** Whether a text is a day of the calendar, `YYYY-MM-DD`. */
export const isDay = (text: string): boolean => {
  if (text.length !== 10 || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
};

/** Whether a value is one of a list of allowed words. */
export const isOneOf = <Value extends string>(vocabulary: readonly Value[], value: string): value is Value =>
  (vocabulary as readonly string[]).includes(value);
