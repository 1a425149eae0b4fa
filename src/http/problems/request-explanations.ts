import { quotaDefaults, quotaKinds } from '../../events/schemas.ts';
import type { Explanation } from './explanations.ts';

/** The problems of requests that the API cannot read, does not know or does not accept, and of the API itself. */
export const requestExplanations = {
  validation: {
    title: 'The request breaks a rule',
    meaning: 'The request breaks a rule. `details` lists every field that does, with its rule.',
    advice: 'Correct the fields that `details` names, and send the request again.',
  },
  'quota-exceeded': {
    title: 'The quota is used up',
    meaning: `The account has as many ${quotaKinds.map((kind) => quotaDefaults[kind].name).join(', ')}, personal access tokens or webhooks as it may. \`details\` names which.`,
    advice: 'Delete some of them, or ask the operator for a larger quota.',
  },
  'idempotency-key-reused': {
    title: 'The idempotency key was used for another request',
    meaning: 'The account has sent another request with the same `Idempotency-Key`.',
    advice: 'Send a new key with each new request. Send the same key only to repeat the same request.',
  },
  'malformed-address': {
    title: 'The request target is not a URL',
    meaning: 'The request target is an absolute URL without host or path, such as `http://[`.',
    advice: 'Send a path, such as `/api/v1/access/me`.',
  },
  'contradictory-query': {
    title: 'The query parameters contradict each other',
    meaning: 'The query has neither or both of two parameters that exclude each other.',
    advice: 'Send exactly one of the parameters that `detail` names.',
  },
  'not-found': {
    title: 'There is nothing at this address',
    meaning: 'No route has this path.',
    advice: 'Compare the path with the API documentation. Paths are case-sensitive.',
  },
  'host-not-allowed': {
    title: 'The host name is not allowed',
    meaning: 'The `Host` of the request is neither an address, a loopback name nor in `ALLOWED_HOSTS`.',
    advice: 'Use a host name of the service, or add the name to `ALLOWED_HOSTS`.',
  },
  'method-not-allowed': {
    title: 'The path does not have this method',
    meaning: 'The path exists, but not with this method.',
    advice: 'Use one of the methods in the header `Allow`.',
  },
  'payload-too-large': {
    title: 'The body is too large',
    meaning: 'The body is over 1 MiB (16 KiB under `/access`), or the file is over `IMPORT_MAX_BYTES`.',
    advice: 'Send less at once. `GET /api/v1/access/me/usage` shows the limits of the account.',
  },
  'unsupported-media-type': {
    title: 'The body has a type or encoding that is not supported',
    meaning:
      'The route does not read this content type, character set or encoding. Routes under `/access` read no `Content-Encoding`.',
    advice: 'Send JSON in UTF-8 as `application/json`, unless the route says otherwise.',
  },
  'precondition-required': {
    title: 'The request needs If-Match',
    meaning: 'The request replaces everything, so it would undo changes that its client has not seen.',
    advice: 'Read the object, and send its `ETag` as `If-Match`. `If-Match: *` replaces whatever is there.',
  },
  'too-many-requests': {
    title: 'A limit of requests is reached',
    meaning: 'A limit of requests per minute or at the same time is reached. The request was not processed.',
    advice: 'Wait for the seconds in `Retry-After`, then repeat the request.',
  },
  'history-damaged': {
    title: 'The stored history is damaged',
    meaning:
      'Something other than IronTrack has changed, deleted or added to this history in the event store. The service refuses to use it.',
    advice: 'Report it to the operator, who must look at the event store. Repeating the request does not help.',
  },
  internal: {
    title: 'The server failed',
    meaning: 'The server has a defect. Its log has the details under the request id.',
    advice: 'Report the `X-Request-Id` of the response to the operator. A command may have taken effect.',
  },
  'concurrent-change': {
    title: 'Too many changes at the same time',
    meaning: 'Other requests changed the same thing sixteen times in a row while this request was decided.',
    advice: 'Repeat the request with the same `Idempotency-Key` after the seconds in `Retry-After`.',
  },
  'read-model-behind': {
    title: 'The lists do not contain the latest changes yet',
    meaning: 'The read models do not contain the own writes of the account yet.',
    advice: 'Repeat the request after the seconds in `Retry-After`.',
  },
  unavailable: {
    title: 'The service is not available',
    meaning:
      'The event store, Postgres or Redis cannot be reached, too many passwords wait to be checked, or the log is being verified for another caller.',
    advice:
      'Repeat the request after the seconds in `Retry-After`. A command may have taken effect: repeat it with the same `Idempotency-Key` or `id`.',
  },
} as const satisfies Record<string, Explanation>;
