import { z } from 'zod';
import { count, id, instant } from '../responses/fields.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const position = z
  .string()
  .regex(/^\d{1,19}$/)
  .describe('A position of the log, as a text.');
const base64url = z.string().regex(/^[\w-]+$/);

const publicKey = z
  .strictObject({
    kty: z.literal('OKP'),
    crv: z.literal('Ed25519'),
    x: base64url,
    kid: z.string().describe('The thumbprint of the key (RFC 7638), which tree heads contain as `key`.'),
    alg: z.literal('EdDSA'),
    use: z.literal('sig'),
  })
  .meta({ id: 'ProofKey', description: 'A public key as JWK (RFC 8037).' });

export const publicKeys = z.strictObject({ keys: z.array(publicKey) });

export const signedTreeHead = z
  .strictObject({
    text: z
      .string()
      .describe(
        'RFC 8785 JSON of `{number, at, position, event, after, events, streams, root, previous, key}`, exactly as signed.',
      ),
    signature: base64url.describe('Ed25519 over the text, in base64url.'),
  })
  .meta({ id: 'SignedTreeHead', description: 'A signed statement about the last events of all streams.' });

/** A line of a proof. */
export const proofLine = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('tree-head'), ...signedTreeHead.shape }),
  z.strictObject({
    kind: z.literal('event'),
    covered: z.string().describe('The text that the chain covers, besides the chain of the event before.'),
    chain: sha256,
  }),
  z.strictObject({
    kind: z.literal('head'),
    stream: z.string(),
    revision: count,
    chain: sha256,
    leaves: z.array(sha256).describe('The leaves in the bucket of the stream.'),
    path: z.array(sha256).describe('The hashes beside the way from the bucket to the root, from below.'),
  }),
  z.strictObject({ kind: z.literal('end'), streams: count, events: count }),
]);

const signed = z
  .strictObject({ number: count, position, at: instant })
  .nullable()
  .describe('The last tree head, and up to which position it covers the log; null before the first one.');

const badEvent = {
  what: z
    .enum(['foreign', 'gap', 'broken-chain', 'missing'])
    .describe(
      '`foreign`: not written by this installation, or changed. `gap`: after missing events. `broken-chain`: does not ' +
        'continue the event before. `missing`: was signed, and the log does not have it.',
    ),
  stream: z.string(),
  revision: count,
  position,
  event: id,
};

export const verifiedHistory = z
  .strictObject({
    signed,
    streams: count,
    events: count,
    problems: z.array(
      z.strictObject(badEvent).meta({ id: 'BadEvent', description: 'An event that is not as written.' }),
    ),
  })
  .meta({ id: 'VerifiedHistory', description: 'What a check of your history has found.' });

/** A line of the check of an installation. */
export const verificationLine = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('progress'), position }),
  z.strictObject({ kind: z.literal('event'), ...badEvent }),
  z.strictObject({ kind: z.literal('file'), what: z.enum(['changed', 'missing']), record: count }),
  z.strictObject({ kind: z.literal('database-is-older'), database: count, file: count }),
  z.strictObject({ kind: z.literal('stored-heads'), treeHead: count }),
  z.strictObject({
    kind: z.literal('end'),
    events: count,
    streams: count,
    signed,
    hasFile: z.boolean().describe('Whether the process has the file of stream heads.'),
    restores: z.array(z.string()).describe('Why operators have restored the log to an older state.'),
    problems: count,
  }),
]);
