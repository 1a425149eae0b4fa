import { z } from 'zod';
import { type ProfileDocument, usualProfile } from '../../documents/profile.ts';
import type { AccountId } from '../../events/ids.ts';
import { weightUnits } from '../../events/values.ts';
import { readerOf } from '../audit/reader.ts';
import { accountId, at } from '../examples.ts';
import { exampleProfile } from '../profile/examples.ts';
import { profileMeanings } from '../profile/meanings.ts';
import { forCoaches, gears } from '../profile/responses.ts';
import { json } from '../reply.ts';
import { id, instant } from '../responses/fields.ts';
import { response } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { athletePath } from './roster-requests.ts';

const athleteProfile = z
  .strictObject({
    athleteId: id,
    ...forCoaches.shape,
    unit: z.enum(weightUnits).describe(profileMeanings.unit),
    timezone: z.string().nullable().describe(profileMeanings.timezone),
    gear: gears,
    updatedAt: instant.nullable(),
  })
  .meta({ id: 'AthleteProfile', description: 'The profile of an athlete as a coach sees it.' });

/** What a coach sees of a profile. Training maxes are left out: they are data of the training, and no part of the scope is needed. */
const shown = ({ id: athleteId, forCoaches: told, unit, timezone, gear, updatedAt }: ProfileDocument) => ({
  ...{ athleteId, ...told, unit, timezone, gear, updatedAt },
});

const { forCoaches: told, unit, timezone, gear } = exampleProfile;
const operationId = 'getProfileOfAthlete';

/** The route with which a coach reads what an athlete tells coaches. */
export const athleteProfileRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/v1/coaching/athletes/:athleteId/profile',
    operationId,
    tag: 'coaching',
    guard: 'trainer',
    summary: 'Read what an athlete tells coaches: goals, limitations, equipment and year of birth.',
    description: 'Needs an accepted coaching relationship, and no part of its scope.',
    request: { path: athletePath },
    responses: { 200: response(athleteProfile) },
    problems: ['coaching-not-found', 'read-model-behind'],
    example: {
      request: { path: { athleteId: accountId } },
      response: { status: 200, body: { athleteId: accountId, ...told, unit, timezone, gear, updatedAt: at } },
    },
    handle: (deps) => async (input) => {
      const { caller } = input;
      const { requiredPosition, account } = caller;
      const athlete: AccountId = input.path.athleteId;
      const queries = deps.coachQueries({ coach: account.id, athlete, parts: [], requiredPosition });
      const found = await queries.getProfile({ owner: athlete, id: athlete, requiredPosition });
      const profile = found ? (JSON.parse(found.doc) as ProfileDocument) : usualProfile(athlete);
      await deps.dataReads.record([
        {
          ...{ athlete, reader: readerOf(caller, 'coach'), operation: operationId },
          ...{ about: { kind: 'profile', id: athlete }, at: deps.clock() },
        },
      ]);
      return json(shown(profile));
    },
  }),
];
