import { type FragmentSqlToken, sql } from 'slonik';
import type { AccountId } from '../../events/ids.ts';
import type { FeedKind } from '../../events/schemas.ts';
import { coachingShownTo } from '../coaching/shown.ts';
import type { ReadModel } from '../consistency/reader.ts';
import type { Part } from '../consistency/sources.ts';
import { exerciseDocument, exerciseParts } from '../exercises/exercise-document.ts';
import {
  deletedExercises,
  linkedDocument,
  linkedParts,
  unitDocument,
  unitParts,
} from '../exercises/linked-document.ts';
import { readModels } from '../read-models.ts';

/** Returns the table of the live version of a read model. */
export type TableOf = (model: ReadModel) => FragmentSqlToken;

type Wanted = Readonly<{ tableOf: TableOf; owner: AccountId; imageBase: string }>;

/** How the change feed reads the documents of one kind: exactly those that the routes of this kind answer. */
type KindDefinition = Readonly<{
  model: ReadModel;
  /** The rows from which the documents are made. The feed goes no further than their checkpoints. */
  parts: (owner: AccountId) => readonly Part[];
  /** SQL that selects `revision` and `doc` of the item `wanted.id`, and no row when it has been deleted. */
  document: (wanted: Wanted) => FragmentSqlToken;
}>;

const isWanted = (owner: AccountId): FragmentSqlToken => sql.fragment`id = wanted.id AND owner = ${owner}`;

/** A kind whose documents refer to exercises. */
const linkedKind = (
  model: ReadModel,
  shown: FragmentSqlToken,
  parts: KindDefinition['parts'] = (owner) => linkedParts(model, owner),
): KindDefinition => ({
  model,
  parts,
  document: ({ tableOf, owner }) => sql.fragment`
    SELECT s.revision, ${shown} AS doc
    FROM ${tableOf(model)} s
    LEFT JOIN ${deletedExercises(tableOf(readModels.exercises))} AS deleted ON true
    WHERE s.id = wanted.id AND s.owner = ${owner} AND NOT s.deleted`,
});

/** Every kind of the change feed. An aggregate whose documents athletes read joins the feed with an entry here. */
export const kindDefinitions: Readonly<Record<FeedKind, KindDefinition>> = {
  account: {
    model: readModels.accounts,
    parts: (owner) => [{ model: readModels.accounts, owner }],
    // An account sees fewer members of itself than superusers do.
    document: ({ tableOf, owner }) => sql.fragment`
      SELECT revision, (doc::jsonb - '{roleName,createdAt,updatedAt}'::text[])::text AS doc
      FROM ${tableOf(readModels.accounts)} WHERE ${isWanted(owner)} AND doc IS NOT NULL`,
  },
  coaching: {
    model: readModels.coachings,
    parts: (owner) => [{ model: readModels.coachings, owner }],
    document: ({ tableOf, owner }) => sql.fragment`
      SELECT s.revision, ${coachingShownTo(sql.fragment`s.owner`)} AS doc
      FROM ${tableOf(readModels.coachings)} s WHERE s.id = wanted.id AND s.owner = ${owner} AND s.doc IS NOT NULL`,
  },
  discussion: {
    model: readModels.discussions,
    parts: (owner) => [{ model: readModels.discussions, owner }],
    document: ({ tableOf, owner }) => sql.fragment`
      SELECT revision, doc FROM ${tableOf(readModels.discussions)} WHERE ${isWanted(owner)}`,
  },
  exercise: {
    model: readModels.exercises,
    parts: exerciseParts,
    document: ({ tableOf, owner, imageBase }) => sql.fragment`
      SELECT revision, ${exerciseDocument(imageBase)} AS doc
      FROM (
        SELECT revision, doc::jsonb AS body FROM ${tableOf(readModels.exercises)}
        WHERE ${isWanted(owner)} AND doc IS NOT NULL
      ) AS bodies, names`,
  },
  import: {
    model: readModels.imports,
    parts: (owner) => [{ model: readModels.imports, owner }],
    document: ({ tableOf, owner }) => sql.fragment`
      SELECT revision, doc FROM ${tableOf(readModels.imports)} WHERE ${isWanted(owner)}`,
  },
  measurement: {
    model: readModels.measurements,
    parts: (owner) => [{ model: readModels.measurements, owner }],
    document: ({ tableOf, owner }) => sql.fragment`
      SELECT revision, doc FROM ${tableOf(readModels.measurements)} WHERE ${isWanted(owner)} AND doc IS NOT NULL`,
  },
  plan: {
    model: readModels.plans,
    parts: (owner) => [{ model: readModels.plans, owner }],
    document: ({ tableOf, owner }) => sql.fragment`
      SELECT revision, doc FROM ${tableOf(readModels.plans)} WHERE ${isWanted(owner)} AND doc IS NOT NULL`,
  },
  profile: {
    model: readModels.profiles,
    parts: (owner) => [{ model: readModels.profiles, owner }],
    document: ({ tableOf, owner }) => sql.fragment`
      SELECT revision, doc FROM ${tableOf(readModels.profiles)} WHERE ${isWanted(owner)}`,
  },
  schedule: {
    model: readModels.schedules,
    parts: (owner) => [{ model: readModels.schedules, owner }],
    document: ({ tableOf, owner }) => sql.fragment`
      SELECT revision, doc FROM ${tableOf(readModels.schedules)} WHERE ${isWanted(owner)}`,
  },
  support: {
    model: readModels.supportAccesses,
    parts: (owner) => [{ model: readModels.supportAccesses, owner }],
    document: ({ tableOf, owner }) => sql.fragment`
      SELECT revision, doc FROM ${tableOf(readModels.supportAccesses)} WHERE ${isWanted(owner)} AND doc IS NOT NULL`,
  },
  session: linkedKind(readModels.sessions, linkedDocument),
  unit: linkedKind(readModels.units, unitDocument, unitParts),
};
