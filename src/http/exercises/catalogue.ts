import type { Request } from 'express';
import { compressed, type Encoded, encodingFor } from '../compression.ts';
import { isKnown, type Reply } from '../reply.ts';
import { notModified, shown } from '../responses/response.ts';
import { route } from '../route.ts';
import { catalogueExercise } from './examples.ts';
import { catalogue } from './responses.ts';

/**
 * The compressed bodies of one version of the exercise catalogue. They are promises, because the compression may still
 * be running.
 */
type CachedVersion = Readonly<{ version: string; bodies: Promise<Encoded> }>;

/**
 * The route that returns the whole exercise catalogue. A process reads and compresses each version of the catalogue
 * once.
 */
export const catalogueRoute = route({
  method: 'get',
  path: '/api/v1/exercises/catalogue',
  operationId: 'getExerciseCatalogue',
  tag: 'exercises',
  guard: 'user',
  summary: 'Read the whole catalogue at once, without archived exercises.',
  description: 'Compressed with br or gzip. If-None-Match gets 304 while no exercise and no name in it has changed.',
  request: {},
  responses: { 200: shown(catalogue), 304: notModified },
  problems: ['read-model-behind'],
  example: { response: { status: 200, body: { items: [catalogueExercise] } } },
  handle: ({ queries, config: { imageBase } }) => {
    let cached: CachedVersion | null = null;

    /**
     * Returns the compressed bodies of a catalogue version. Concurrent requests for a new version share one
     * compression.
     */
    function cache(version: string, body: string): Promise<Encoded> {
      if (cached?.version !== version) cached = { version, bodies: compressed(Buffer.from(body)) };
      return cached.bodies;
    }

    return async ({ caller, incoming }) => {
      // `cached` is copied, because another request may replace it during the query.
      const before = cached;
      const sent = versionsIn(incoming.raw);
      const { account, requiredPosition } = caller;
      const known = [...sent, ...(before ? [before.version] : [])];
      const { version, body } = await queries.getExerciseCatalogue({
        caller: account.id,
        requiredPosition,
        imageBase,
        knownVersions: known,
      });
      const etag = `"${version}"`;
      const encoding = encodingFor(incoming.raw);
      if (isKnown(incoming.raw.get('if-none-match'), etag)) return { status: 304, etag, encoding };
      const bodies = await (body === null ? before?.bodies : cache(version, body));
      if (!bodies) throw new Error('The query returned no text of a version that is not cached');
      return { status: 200, json: bodies[encoding], etag, encoding } satisfies Reply<200, never>;
    };
  },
});

/** The versions in the client's entity tags. */
const versionsIn = (req: Request): readonly string[] =>
  (req.get('if-none-match') ?? '').split(',').flatMap((tag) => /^(?:W\/)?"(.*)"$/.exec(tag.trim())?.[1] ?? []);
