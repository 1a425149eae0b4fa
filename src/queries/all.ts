import { getAccount } from './accounts/get-account.ts';
import { listAccounts } from './accounts/list-accounts.ts';
import type { Reader } from './consistency/reader.ts';
import { waitUntilProjected } from './consistency/wait-until-projected.ts';
import { getExercise } from './exercises/get-exercise.ts';
import { getExerciseCatalogue } from './exercises/get-exercise-catalogue.ts';
import { listExerciseHistory } from './exercises/list-exercise-history.ts';
import { listExerciseNames } from './exercises/list-exercise-names.ts';
import { listExercises } from './exercises/list-exercises.ts';
import { getImport } from './imports/get-import.ts';
import { listImports } from './imports/list-imports.ts';
import { getReferenceList } from './reference-lists/get-reference-list.ts';
import { getSession } from './sessions/get-session.ts';
import { listSessions } from './sessions/list-sessions.ts';
import { listUnlinkedEntries } from './sessions/list-unlinked-entries.ts';

/** All queries, bound to one reader. Each waits until it sees the caller's writes, or throws `read-model-behind`. */
export function createQueries(reader: Reader) {
  const bound =
    <Question, Answer>(query: (reader: Reader, question: Question) => Promise<Answer>) =>
    (question: Question): Promise<Answer> =>
      query(reader, question);
  return {
    getAccount: bound(getAccount),
    getExercise: bound(getExercise),
    getExerciseCatalogue: bound(getExerciseCatalogue),
    getImport: bound(getImport),
    getReferenceList: bound(getReferenceList),
    getSession: bound(getSession),
    listAccounts: bound(listAccounts),
    listExerciseHistory: bound(listExerciseHistory),
    listExerciseNames: bound(listExerciseNames),
    listExercises: bound(listExercises),
    listImports: bound(listImports),
    listSessions: bound(listSessions),
    listUnlinkedEntries: bound(listUnlinkedEntries),
    waitUntilProjected: bound(waitUntilProjected),
  };
}

export type Queries = ReturnType<typeof createQueries>;
