import { profile as decider, type ProfileCommand } from '../../commands/profile/decider.ts';
import { documentOf } from '../../documents/presence.ts';
import { type ProfileDocument, usualProfile } from '../../documents/profile.ts';
import { exerciseThing, type NamedThings, profileThing } from '../../use-cases/sync/named-things.ts';
import { contextOf } from '../command.ts';
import type { Dependencies } from '../dependencies.ts';
import { catalogueId } from '../exercises/examples.ts';
import { answered, json, jsonText, type Reply } from '../reply.ts';
import { commandHeaders } from '../requests/conditions.ts';
import { changed, response } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { referenceOf } from '../training-sessions/references.ts';
import { exampleProfile } from './examples.ts';
import { changeProfile, maxPath, setTrainingMax } from './requests.ts';
import { profile } from './responses.ts';

const path = { exerciseId: catalogueId };
const usesProfile: NamedThings = { aggregate: profileThing };

/** Sends a command to the profile of the caller. The reply is the whole profile. */
async function changeOwn(
  deps: Dependencies,
  input: Parameters<typeof contextOf>[1],
  command: ProfileCommand,
): Promise<Reply<200, ProfileDocument>> {
  const { id } = input.caller.account;
  const outcome = await deps.execute(decider, id, [command], contextOf(deps, input));
  return answered(outcome, documentOf(outcome.presence) ?? usualProfile(id));
}

/** The routes for the preferences, the gear and the training maxes of the caller. */
export const profileRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/v1/profile',
    operationId: 'getProfile',
    tag: 'own account',
    guard: 'user',
    summary: 'Read your preferences, your gear, your training maxes, and what coaches are told.',
    description: 'Without a change yet, the defaults. `revision` is what `If-Match` of a change is compared with.',
    request: {},
    responses: { 200: response(profile) },
    problems: ['read-model-behind'],
    example: { response: { status: 200, body: exampleProfile } },
    handle:
      ({ queries }) =>
      async ({ caller: { account, requiredPosition } }) => {
        const found = await queries.getProfile({ owner: account.id, id: account.id, requiredPosition });
        return found ? jsonText(found.doc) : json(usualProfile(account.id));
      },
  }),
  route({
    method: 'patch',
    path: '/api/v1/profile',
    operationId: 'changeProfile',
    tag: 'own account',
    guard: 'user',
    summary: 'Change your preferences, your gear, or what coaches are told.',
    description: 'The gear of a unit is replaced as a whole. Null means what most gyms have.',
    request: { headers: commandHeaders, body: changeProfile },
    responses: { 200: changed(profile) },
    problems: [],
    offline: () => usesProfile,
    example: {
      request: { body: { unit: 'kg', timezone: 'Europe/Berlin' } },
      response: { status: 200, body: exampleProfile },
    },
    handle: (deps) => (input) => changeOwn(deps, input, { type: 'ChangePreferences', data: input.body }),
  }),
  route({
    method: 'put',
    path: '/api/v1/profile/training-maxes/:exerciseId',
    operationId: 'setTrainingMax',
    tag: 'own account',
    guard: 'user',
    summary: 'Set your training max of an exercise.',
    request: { path: maxPath, headers: commandHeaders, body: setTrainingMax },
    responses: { 200: changed(profile) },
    problems: ['exercise-not-found'],
    offline: ({ path: { exerciseId } }) => ({ ...usesProfile, uses: [exerciseThing(exerciseId)] }),
    example: {
      request: { path, body: { weight: { value: 100, unit: 'kg' }, setOn: '2026-03-01' } },
      response: { status: 200, body: exampleProfile },
    },
    handle: (deps) => async (input) => {
      const { exerciseId } = input.path;
      const reference = await referenceOf(deps, input.caller, exerciseId);
      return changeOwn(deps, input, { type: 'SetTrainingMax', data: { exerciseId, ...input.body }, reference });
    },
  }),
  route({
    method: 'delete',
    path: '/api/v1/profile/training-maxes/:exerciseId',
    operationId: 'removeTrainingMax',
    tag: 'own account',
    guard: 'user',
    summary: 'Remove your training max of an exercise.',
    description: 'Without one, nothing changes.',
    request: { path: maxPath, headers: commandHeaders },
    responses: { 200: changed(profile) },
    problems: [],
    offline: () => usesProfile,
    example: { request: { path }, response: { status: 200, body: { ...exampleProfile, trainingMaxes: [] } } },
    handle: (deps) => (input) =>
      changeOwn(deps, input, { type: 'RemoveTrainingMax', data: { exerciseId: input.path.exerciseId } }),
  }),
];
