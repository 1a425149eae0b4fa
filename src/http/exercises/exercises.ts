import type { Outcome } from '../../commands/execute.ts';
import { type ExerciseCommand, exercise } from '../../commands/exercise/decider.ts';
import type { ReferenceLists } from '../../commands/exercise/references.ts';
import type { ExercisePresence } from '../../documents/exercise.ts';
import { present } from '../../documents/presence.ts';
import { DomainError } from '../../errors.ts';
import type { AccountId, ExerciseId, Owner } from '../../events/ids.ts';
import { type Asked, contextOf, newId } from '../command.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Caller, Guards } from '../guards.ts';
import { Refusal } from '../problem.ts';
import { json, noContent, type Reply, withConsistencyToken, withETag, withLocation } from '../reply.ts';
import { consistencyTokenOf } from '../requests/consistency-token.ts';
import { limits } from '../requests/list.ts';
import { read } from '../requests/read.ts';
import type { Routes } from '../routes.ts';
import { catalogueRoutes } from './catalogue.ts';
import * as requests from './exercise-requests.ts';
import { presented } from './present.ts';

/** A command of people before the directories are put beside it. */
type Unworded<Command> = Command extends unknown ? Omit<Command, 'directories'> : never;
type Answer = Outcome<ExercisePresence> & Readonly<{ directories: ReferenceLists }>;

/** Exercises: those of the catalogue, and everybody's own. */
export function exerciseCatalogRoutes(deps: Dependencies, doors: Guards): Routes {
  const { config, directories: readDirectories, execute, layout, queries } = deps;
  const { signedIn, superuser } = doors;
  const { imageBase } = config;

  async function command(
    caller: Caller,
    asked: Asked,
    id: ExerciseId,
    owner: Owner,
    sent: Unworded<Extract<ExerciseCommand, { directories: ReferenceLists }>>,
  ): Promise<Answer> {
    const directories = await readDirectories();
    const command = { ...sent, directories };
    const outcome = await execute(exercise, id, [command], { ...contextOf(deps, caller, asked), owner });
    return { ...outcome, directories };
  }
  const changed = (answer: Answer, status = 200): Reply => {
    const document = present(answer.presence, 'exercise').document;
    const reply = json(presented(document, answer.directories, imageBase), status);
    const shown = status === 201 ? withLocation(`/api/v1/exercises/${document.id}`, reply) : reply;
    return withConsistencyToken(
      consistencyTokenOf(layout, answer.owner, answer.position),
      withETag(answer.revision, shown),
    );
  };
  const found = async (caller: Caller, by: Parameters<typeof queries.getExercise>[0]['by']) => {
    const { account, requiredPosition } = caller;
    const exerciseFound = await queries.getExercise({ caller: account.id, requiredPosition, imageBase, by });
    if (!exerciseFound) throw new DomainError('exercise-not-found', 'No such exercise.');
    return exerciseFound;
  };

  return {
    '/exercises': {
      get: signedIn(async ({ req, account, requiredPosition }) => {
        const { currentPage, pageSize, searchString: search, ...query } = read(requests.listExercises, req).query;
        const page = limits({ currentPage, pageSize });
        return json(
          await queries.listExercises({ ...query, ...page, search, caller: account.id, requiredPosition, imageBase }),
        );
      }),
    },
    '/exercises/user': {
      post: signedIn(async (caller) => {
        const asked = read(requests.addOwn, caller.req);
        const { headers, body } = asked;
        const { metrics = requests.usualMetrics(body.category) } = body;
        const exerciseId = newId<ExerciseId>(deps, caller, headers, 'exercise');
        const createdBy = caller.account.id;
        const plain = { tags: [], imagePathStart: null, imagePathEnd: null };
        const data = { ...body, ...plain, metrics, exerciseId, createdBy };
        return changed(await command(caller, asked, exerciseId, createdBy, { type: 'AddOwnExercise', data }), 201);
      }),
    },
    '/exercises/user/:id': {
      patch: signedIn(async (caller) => {
        const asked = read(requests.reviseOwn, caller.req);
        const revise = { type: 'ReviseOwnExercise', data: asked.body } as const;
        return changed(await command(caller, asked, asked.path.id, caller.account.id, revise));
      }),
    },
    '/exercises/system': {
      post: superuser(async (caller) => {
        const asked = read(requests.addToCatalogue, caller.req);
        const { headers, body } = asked;
        const { metrics = requests.usualMetrics(body.category) } = body;
        const exerciseId = newId<ExerciseId>(deps, caller, headers, 'exercise');
        const data = { ...body, metrics, exerciseId };
        return changed(await command(caller, asked, exerciseId, 'system', { type: 'AddCatalogueExercise', data }), 201);
      }),
    },
    '/exercises/system/:id': {
      patch: superuser(async (caller) => {
        const asked = read(requests.reviseInCatalogue, caller.req);
        const revise = { type: 'ReviseCatalogueExercise', data: asked.body } as const;
        return changed(await command(caller, asked, asked.path.id, 'system', revise));
      }),
    },
    ...catalogueRoutes(deps, doors),
    '/exercises/criteria/': {
      get: signedIn(async (caller) => {
        const { name, slug } = read(requests.criteria, caller.req).query;
        if ((name === undefined) === (slug === undefined)) {
          throw new Refusal('contradictory-query', 'Ask either by name or by slug.');
        }
        const { doc, revision, joined } = await found(caller, name === undefined ? { slug: slug ?? '' } : { name });
        return withETag(revision, json(doc), joined);
      }),
    },
    '/exercises/:id': {
      get: signedIn(async (caller) => {
        const { id } = read(requests.getExercise, caller.req).path;
        const { doc, revision, joined, owner } = await found(caller, { id });
        if (!mayRead(caller, owner)) throw new DomainError('exercise-not-yours', 'This exercise is somebody else’s.');
        return withETag(revision, json(doc), joined);
      }),
      delete: signedIn(async (caller) => {
        const asked = read(requests.onExercise, caller.req);
        const { id: owner, isSuperuser } = caller.account;
        const remove = { type: 'DeleteExercise', data: { isSuperuser } } as const;
        const context = { ...contextOf(deps, caller, asked), owner };
        const outcome = await execute(exercise, asked.path.id, [remove], context);
        return withConsistencyToken(consistencyTokenOf(layout, outcome.owner, outcome.position), noContent);
      }),
    },
    '/exercises/:id/history': {
      get: signedIn(async ({ req, account, requiredPosition }) => {
        const { path, query } = read(requests.history, req);
        const page = { ...limits(query), sortOrder: query.sortOrder };
        return json(
          await queries.listExerciseHistory({ owner: account.id, exerciseId: path.id, requiredPosition, ...page }),
        );
      }),
    },
  };
}

/** Trainers read anybody's, superusers no more than others. */
const mayRead = ({ account }: Caller, owner: AccountId | null): boolean =>
  owner === null || owner === account.id || account.roleSlug === 'fitness-trainer';
