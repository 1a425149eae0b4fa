import { watch as decider, type WatchCommand } from '../../commands/watch/decider.ts';
import { present } from '../../documents/presence.ts';
import type { WatchDocument } from '../../documents/watch.ts';
import type { AccountId } from '../../events/ids.ts';
import { type Thresholds, usualThresholds } from '../../events/signal-values.ts';
import type { WatchId } from '../../events/watch.ts';
import { contextOf } from '../command.ts';
import type { Dependencies } from '../dependencies.ts';
import { accountId } from '../examples.ts';
import type { Caller } from '../guards.ts';
import { answered, json } from '../reply.ts';
import { commandHeaders } from '../requests/conditions.ts';
import { changed, response } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { factsOfAthlete } from './roster.ts';
import { exampleMarks, exampleThresholds } from './roster-examples.ts';
import { athletePath, markSignalsSeen, setThresholds } from './roster-requests.ts';
import { seenMarks } from './roster-responses.ts';
import { thresholds } from './threshold-responses.ts';

const tag = 'coaching';
const path = { athleteId: accountId };
const ofAll = { ...exampleThresholds, athleteId: null };

/** The watch of a coach for an athlete, or for all athletes. A coach has one of each, so its id is derived. */
export const watchIdOf = ({ ids }: Dependencies, { account }: Caller, athlete: AccountId | null): WatchId =>
  (athlete === null ? account.id : ids.derive(account.id, athlete, 'watch')) as string as WatchId;

/** The watch of the caller for an athlete, or for all athletes; null before the first command. */
export async function readWatch(
  deps: Dependencies,
  caller: Caller,
  athlete: AccountId | null,
): Promise<WatchDocument | null> {
  const { account, requiredPosition } = caller;
  const found = await deps.queries.getWatch({
    ...{ owner: account.id, id: watchIdOf(deps, caller, athlete), requiredPosition },
  });
  return found && (JSON.parse(found.doc) as WatchDocument);
}

type Set = Partial<Thresholds>;

const shownThresholds = (athleteId: AccountId | null, watch: WatchDocument | null, ofAllAthletes: Set) => ({
  athleteId,
  thresholds: watch?.thresholds ?? {},
  effective: { ...usualThresholds, ...ofAllAthletes, ...watch?.thresholds },
  revision: watch?.revision ?? null,
});

type Input = Parameters<typeof contextOf>[1];

/** Sends a command to a watch of the caller. */
export async function sendToWatch(deps: Dependencies, input: Input, command: WatchCommand) {
  const outcome = await deps.execute(decider, command.data.watchId, [command], contextOf(deps, input));
  return { outcome, document: present(outcome.presence, 'coaching').document };
}

/** The routes with which a coach sets thresholds, and marks signals as seen. */
export const watchRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/v1/coaching/thresholds',
    operationId: 'getThresholds',
    tag,
    guard: 'trainer',
    summary: 'Read from which numbers on you are told of signals of your athletes.',
    request: {},
    responses: { 200: response(thresholds) },
    problems: ['read-model-behind'],
    example: { response: { status: 200, body: ofAll } },
    handle:
      (deps) =>
      async ({ caller }) =>
        json(shownThresholds(null, await readWatch(deps, caller, null), {})),
  }),
  route({
    method: 'put',
    path: '/api/v1/coaching/thresholds',
    operationId: 'setThresholds',
    tag,
    guard: 'trainer',
    summary: 'Set from which numbers on you are told of signals of your athletes.',
    description: 'Replaces those that you had set. What is missing is as usual.',
    request: { headers: commandHeaders, body: setThresholds },
    responses: { 200: changed(thresholds) },
    problems: [],
    example: { request: { body: { missedSessions: 3 } }, response: { status: 200, body: ofAll } },
    handle: (deps) => async (input) => {
      const data = { watchId: watchIdOf(deps, input.caller, null), athleteId: null, thresholds: input.body };
      const { outcome, document } = await sendToWatch(deps, input, { type: 'SetThresholds', data });
      return answered(outcome, shownThresholds(null, document, {}));
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/coaching/athletes/:athleteId/thresholds',
    operationId: 'getThresholdsOfAthlete',
    tag,
    guard: 'trainer',
    summary: 'Read from which numbers on you are told of signals of an athlete.',
    request: { path: athletePath },
    responses: { 200: response(thresholds) },
    problems: ['coaching-not-found', 'read-model-behind'],
    example: { request: { path }, response: { status: 200, body: exampleThresholds } },
    handle:
      (deps) =>
      async ({ path: { athleteId }, caller }) => {
        await factsOfAthlete(deps, caller, athleteId);
        const [own, all] = await Promise.all([readWatch(deps, caller, athleteId), readWatch(deps, caller, null)]);
        return json(shownThresholds(athleteId, own, all?.thresholds ?? {}));
      },
  }),
  route({
    method: 'put',
    path: '/api/v1/coaching/athletes/:athleteId/thresholds',
    operationId: 'setThresholdsOfAthlete',
    tag,
    guard: 'trainer',
    summary: 'Set from which numbers on you are told of signals of an athlete.',
    description: 'Replaces those that you had set for the athlete. What is missing is as for all athletes.',
    request: { path: athletePath, headers: commandHeaders, body: setThresholds },
    responses: { 200: changed(thresholds) },
    problems: ['coaching-not-found', 'read-model-behind'],
    example: { request: { path, body: { missedSessions: 3 } }, response: { status: 200, body: exampleThresholds } },
    handle: (deps) => async (input) => {
      const { caller } = input;
      const { athleteId } = input.path;
      await factsOfAthlete(deps, caller, athleteId);
      const data = { watchId: watchIdOf(deps, caller, athleteId), athleteId, thresholds: input.body };
      const { outcome, document } = await sendToWatch(deps, input, { type: 'SetThresholds', data });
      const all = await readWatch(deps, caller, null);
      return answered(outcome, shownThresholds(athleteId, document, all?.thresholds ?? {}));
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/coaching/athletes/:athleteId/signals/seen',
    operationId: 'markSignalsSeen',
    tag,
    guard: 'trainer',
    summary: 'Mark signals of an athlete as seen.',
    description:
      'Send what you have shown. A signal asks for attention again only when it is stronger, or has ended and begins ' +
      'again. The answer has all your marks for the athlete.',
    request: { path: athletePath, headers: commandHeaders, body: markSignalsSeen },
    responses: { 200: changed(seenMarks) },
    problems: ['coaching-not-found', 'read-model-behind'],
    example: {
      request: {
        path,
        body: {
          signals: [
            { kind: 'skipped_exercise', subject: exampleMarks.marks[0].subject, strength: 3, to: '2026-02-27' },
          ],
        },
      },
      response: { status: 200, body: exampleMarks },
    },
    handle: (deps) => async (input) => {
      const { athleteId } = input.path;
      await factsOfAthlete(deps, input.caller, athleteId);
      const marks = input.body.signals.map(({ to: until, ...signal }) => ({ ...signal, until }));
      const data = { watchId: watchIdOf(deps, input.caller, athleteId), athleteId, marks };
      const { outcome, document } = await sendToWatch(deps, input, { type: 'MarkSignalsSeen', data });
      return answered(outcome, { athleteId, marks: document.marks, revision: document.revision });
    },
  }),
];
