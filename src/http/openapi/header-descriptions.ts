import type { ResponseHeader } from '../responses/response.ts';

type HeaderObject = Readonly<{
  description: string;
  /** Whether every response that is described with the header has it. */
  required?: true;
  schema: Readonly<{ type: 'string' | 'integer'; pattern?: string; minimum?: number; format?: string }>;
  example: string | number;
}>;

/** The headers that a response can have because of its status or of its kind of route. */
export type FurtherHeader =
  | 'X-Request-Id'
  | 'RateLimit'
  | 'RateLimit-Policy'
  | 'Idempotent-Replayed'
  | 'Preference-Applied'
  | 'Retry-After'
  | 'WWW-Authenticate'
  | 'ProblemLink';

export const headerDescriptions: Readonly<Record<ResponseHeader | FurtherHeader, HeaderObject>> = {
  ETag: {
    required: true,
    description:
      'The revision of the document, in quotes. Send it as `If-Match` with a change, or as `If-None-Match` with a GET.',
    schema: { type: 'string', pattern: '^"[!#-~]+"$' },
    example: '"2"',
  },
  Link: {
    description:
      'Addresses of other pages of the list: `rel="first"`, `prev` and `next`. There is no `next` on the last page.',
    schema: { type: 'string' },
    example: '</api/v1/users?after=WyJhIiwyMF0>; rel="next"',
  },
  Location: {
    required: true,
    description: 'The path of what the request has created, or of the job that continues its work.',
    schema: { type: 'string', format: 'uri-reference' },
    example: '/api/v1/training-sessions/01900000-0000-7000-8000-000000000001',
  },
  'X-Consistency-Token': {
    required: true,
    description:
      'The log position that the command has reached. Another account or service that sends it with a request reads at least that state.',
    schema: { type: 'string', pattern: '^\\d+-\\d+-\\d+$' },
    example: '1-2-4711',
  },
  'Set-Cookie': {
    description: 'Sets or clears the cookies of both tokens.',
    schema: { type: 'string' },
    example: 'access_token=eyJhbGciOiJFUzI1NiJ9; Max-Age=1800; Path=/; HttpOnly; SameSite=Lax',
  },
  'X-Request-Id': {
    required: true,
    description:
      "The id of the request in the service's log and in the events. It is the client's own when that is a UUID of version 4.",
    schema: { type: 'string', format: 'uuid' },
    example: '3f0f8a52-6b0e-4c2b-9a53-6d0a1c1d7e11',
  },
  RateLimit: {
    description:
      'How many requests of the account remain (`r`) for the next seconds (`t`); of the network address where no account is signed in.',
    schema: { type: 'string', pattern: '^"(account|address)";r=\\d+;t=\\d+$' },
    example: '"account";r=1187;t=42',
  },
  'RateLimit-Policy': {
    description: 'How many requests (`q`) a window of time has, and its seconds (`w`).',
    schema: { type: 'string', pattern: '^"(account|address)";q=\\d+;w=\\d+$' },
    example: '"account";q=1200;w=60',
  },
  'Idempotent-Replayed': {
    description: '`true` when an earlier request, which this one repeats, had the effect.',
    schema: { type: 'string', pattern: '^true$' },
    example: 'true',
  },
  'Preference-Applied': {
    description: '`return=minimal` when the body was left out, as the client prefers.',
    schema: { type: 'string', pattern: '^return=minimal$' },
    example: 'return=minimal',
  },
  'Retry-After': {
    required: true,
    description: 'The number of seconds after which the client may send the request again.',
    schema: { type: 'integer', minimum: 1 },
    example: 1,
  },
  'WWW-Authenticate': {
    description: 'How programs sign in (RFC 6750). Every 401 has it, and problems of personal access tokens.',
    schema: { type: 'string' },
    example: 'Bearer error="invalid_token"',
  },
  ProblemLink: {
    required: true,
    description: 'The address that explains the problem, with `rel="help"`.',
    schema: { type: 'string' },
    example: '</api/v1/problems/validation>; rel="help"',
  },
};
