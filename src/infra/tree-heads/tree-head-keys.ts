import { createPrivateKey, createPublicKey, hash, type KeyObject, sign, verify } from 'node:crypto';
import { z } from 'zod';
import type { Instant } from '../../events/ids.ts';
import type { PublicKey, SignedTreeHead, TreeHead } from '../../ports/tree-heads.ts';
import { subkey } from '../local/subkey.ts';
import { canonicalJson } from '../log/canonical-json.ts';

/** Signs tree heads, and checks their signatures. */
export type TreeHeadKeys = Readonly<{
  publicKey: PublicKey;
  signTreeHead: (treeHead: Omit<TreeHead, 'key'>) => SignedTreeHead;
  /** Signs any other text; returns the signature in base64url. */
  signText: (text: string) => string;
  isSignatureOf: (text: string, signature: string) => boolean;
}>;

/** What precedes the 32 bytes of a private key in PKCS#8 (RFC 8410). */
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');

/**
 * Derives the key that signs tree heads (Ed25519) from the root key. So every process has it, nothing has to be stored, and
 * a new `MASTER_KEY` does not change it.
 */
export function createTreeHeadKeys(root: Uint8Array): TreeHeadKeys {
  const der = Buffer.concat([pkcs8Prefix, subkey(root, 'tree heads')]);
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const verifying = createPublicKey(privateKey);
  const publicKey = publicKeyOf(verifying);
  const signText = (text: string) => sign(null, Buffer.from(text), privateKey).toString('base64url');
  return {
    publicKey,
    signText,
    isSignatureOf: (text, signature) => verify(null, Buffer.from(text), verifying, Buffer.from(signature, 'base64url')),
    signTreeHead(unsigned) {
      const treeHead = { ...unsigned, key: publicKey.kid };
      const text = textOf(treeHead);
      return { treeHead, text, signature: signText(text) };
    },
  };
}

function publicKeyOf(key: KeyObject): PublicKey {
  const { x = '' } = key.export({ format: 'jwk' });
  const thumbprint = hash('sha256', canonicalJson({ crv: 'Ed25519', kty: 'OKP', x }), 'base64url');
  return { kty: 'OKP', crv: 'Ed25519', x, kid: thumbprint, alg: 'EdDSA', use: 'sig' };
}

const textOf = ({ position, after, ...rest }: TreeHead): string =>
  canonicalJson({ ...rest, position: String(position), after: String(after) });

const position = z
  .string()
  .regex(/^\d{1,19}$/)
  .transform(BigInt);
const count = z.int().min(0);
const treeHeadSchema = z.strictObject({
  number: count,
  at: z.string().transform((text) => text as Instant),
  position,
  event: z.string(),
  after: position,
  events: count,
  streams: count,
  root: z.string(),
  previous: z.string().nullable(),
  key: z.string(),
  restored: z.string().exactOptional(),
  log: count.exactOptional(),
});

/** Parses the text of a tree head. */
export const parseTreeHead = (text: string): TreeHead => treeHeadSchema.parse(JSON.parse(text));

/** Whether the positions of two tree heads are of the same log. */
export const isOfSameLog = (one: TreeHead | undefined, other: TreeHead | undefined): boolean =>
  (one?.log ?? 0) === (other?.log ?? 0);

/** The hash with which the next tree head names this one. */
export const hashOfTreeHead = (text: string): string => hash('sha256', text, 'hex');
