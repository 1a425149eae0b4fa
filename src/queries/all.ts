import { getAccount } from './accounts/get-account.ts';
import { listAccounts } from './accounts/list-accounts.ts';
import type { Reader } from './consistency/reader.ts';
import { waitUntilProjected } from './consistency/wait-until-projected.ts';
import { exerciseCatalogue } from './exercises/exercise-catalogue.ts';
import { exerciseHistory } from './exercises/exercise-history.ts';
import { exerciseNames } from './exercises/exercise-names.ts';
import { getExercise } from './exercises/get-exercise.ts';
import { listExercises } from './exercises/list-exercises.ts';
import { getImport } from './imports/get-import.ts';
import { listImports } from './imports/list-imports.ts';
import { getReferenceList } from './reference-lists/get-reference-list.ts';
import { getSession } from './sessions/get-session.ts';
import { listSessions } from './sessions/list-sessions.ts';

/** All queries, bound to one reader. Each one waits for the caller's own writes, or throws `read-model-behind`. */
export function createQueries(reader: Reader) {
  const bound =
    <Question, Answer>(query: (reader: Reader, question: Question) => Promise<Answer>) =>
    (question: Question): Promise<Answer> =>
      query(reader, question);
  return {
    exerciseCatalogue: bound(exerciseCatalogue),
    exerciseHistory: bound(exerciseHistory),
    exerciseNames: bound(exerciseNames),
    getAccount: bound(getAccount),
    getExercise: bound(getExercise),
    getImport: bound(getImport),
    getReferenceList: bound(getReferenceList),
    getSession: bound(getSession),
    listAccounts: bound(listAccounts),
    listExercises: bound(listExercises),
    listImports: bound(listImports),
    listSessions: bound(listSessions),
    waitUntilProjected: bound(waitUntilProjected),
  };
}

export type Queries = ReturnType<typeof createQueries>;
