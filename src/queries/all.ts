import { getAccount } from './accounts/get-account.ts';
import { listAccounts } from './accounts/list-accounts.ts';
import { listChangedThings } from './audit/list-changed-things.ts';
import { listDataReads } from './audit/list-data-reads.ts';
import { listPlaces } from './audit/list-places.ts';
import { listRecordings } from './audit/list-recordings.ts';
import { listStreams } from './audit/list-streams.ts';
import { listChanges } from './changes/list-changes.ts';
import { createWaitForChanges } from './changes/wait-for-changes.ts';
import { getCoachRight } from './coaching/get-coach-right.ts';
import { getCoaching } from './coaching/get-coaching.ts';
import { getDiscussion } from './coaching/get-discussion.ts';
import { listAthleteChanges } from './coaching/list-athlete-changes.ts';
import { listAthleteFacts, listChangedFacts } from './coaching/list-athlete-facts.ts';
import { listCoachings } from './coaching/list-coachings.ts';
import { listDiscussions } from './coaching/list-discussions.ts';
import { listDiscussionsOfCoach } from './coaching/list-discussions-of-coach.ts';
import { listNoted } from './coaching/list-noted.ts';
import { listOpenCoachings } from './coaching/list-open-coachings.ts';
import { listReviews } from './coaching/list-reviews.ts';
import type { Combine, Reader } from './consistency/reader.ts';
import { waitUntilProjected } from './consistency/wait-until-projected.ts';
import { getExercise } from './exercises/get-exercise.ts';
import { createGetExerciseCatalogue } from './exercises/get-exercise-catalogue.ts';
import { listExerciseHistory } from './exercises/list-exercise-history.ts';
import { listExerciseNames } from './exercises/list-exercise-names.ts';
import { listExercises } from './exercises/list-exercises.ts';
import { readHistoryPage } from './export/read-history-page.ts';
import { getMeasurementSeries } from './measurements/get-measurement-series.ts';
import { listLatestMeasurements } from './measurements/list-latest-measurements.ts';
import { listMeasurements } from './measurements/list-measurements.ts';
import { getPlan } from './plans/get-plan.ts';
import { listPlans } from './plans/list-plans.ts';
import { plainQueries } from './read-models.ts';
import { getReferenceList } from './reference-lists/get-reference-list.ts';
import { listPlannedSessions } from './schedules/list-planned-sessions.ts';
import { createGetSession } from './sessions/get-session.ts';
import { listSessions } from './sessions/list-sessions.ts';
import { listUnlinkedEntries } from './sessions/list-unlinked-entries.ts';
import { listGranted } from './sharing/list-granted.ts';
import { listBestSets } from './statistics/list-best-sets.ts';
import { listLatestPerformances } from './statistics/list-latest-performances.ts';
import { listLatestSessions } from './statistics/list-latest-sessions.ts';
import { listPlannedEntries } from './statistics/list-planned-entries.ts';
import { listRecordSets } from './statistics/list-record-sets.ts';
import { sumDays } from './statistics/sum-days.ts';
import { sumMuscles } from './statistics/sum-muscles.ts';
import { sumPlanned } from './statistics/sum-planned.ts';
import { getSupportAccess } from './support/get-support-access.ts';
import { getSupportRight } from './support/get-support-right.ts';
import { listSupportAccesses } from './support/list-support-accesses.ts';
import { createGetUnit } from './units/get-unit.ts';
import { listUnitPerformances } from './units/list-unit-performances.ts';
import { listUnits } from './units/list-units.ts';

/** The queries that one function answers from a reader and a question. */
const questions = {
  getAccount,
  getCoaching,
  getCoachRight,
  getSupportRight,
  listSupportAccesses,
  getDiscussion,
  getExercise,
  getMeasurementSeries,
  getPlan,
  getReferenceList,
  getSupportAccess,
  listAccounts,
  listNoted,
  listReviews,
  listAthleteChanges,
  listAthleteFacts,
  listChangedFacts,
  listCoachings,
  listDiscussions,
  listDiscussionsOfCoach,
  listOpenCoachings,
  listChangedThings,
  listChanges,
  listDataReads,
  listExerciseHistory,
  listExerciseNames,
  listExercises,
  listGranted,
  listLatestMeasurements,
  listMeasurements,
  listPlaces,
  listStreams,
  listRecordings,
  listPlannedSessions,
  listBestSets,
  listLatestPerformances,
  listLatestSessions,
  listPlannedEntries,
  listRecordSets,
  listPlans,
  listSessions,
  listUnitPerformances,
  listUnits,
  readHistoryPage,
  listUnlinkedEntries,
  sumDays,
  sumMuscles,
  sumPlanned,
  waitUntilProjected,
};

/** All queries, bound to one reader. Each waits until it sees the caller's writes, or throws `read-model-behind`. */
export function createQueries(reader: Reader, combine: Combine) {
  return {
    ...bindPlainQueries(reader),
    ...bind(reader, questions),
    getExerciseCatalogue: createGetExerciseCatalogue(reader, combine),
    getSession: createGetSession(reader, combine),
    getUnit: createGetUnit(reader, combine),
    waitForChanges: createWaitForChanges(reader),
  };
}

type Bound<All extends Readonly<Record<string, (reader: Reader, question: never) => unknown>>> = {
  readonly [Name in keyof All]: (question: Parameters<All[Name]>[1]) => ReturnType<All[Name]>;
};

function bind<All extends Readonly<Record<string, (reader: Reader, question: never) => unknown>>>(
  reader: Reader,
  all: All,
): Bound<All> {
  const bound = Object.entries(all).map(([name, ask]) => [name, (question: never) => ask(reader, question)]);
  return Object.fromEntries(bound) as Bound<All>;
}

type Plain = typeof plainQueries;
type BoundPlain = {
  readonly [Name in keyof Plain]: (question: Parameters<Plain[Name]['ask']>[1]) => ReturnType<Plain[Name]['ask']>;
};

const bindPlainQueries = (reader: Reader): BoundPlain =>
  Object.fromEntries(
    Object.entries(plainQueries).map(([name, { ask }]) => [name, (question: never) => ask(reader, question)]),
  ) as BoundPlain;

export type Queries = ReturnType<typeof createQueries>;
