import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { z } from 'zod';

const jwk = z.looseObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  d: z.string(),
});
const jwkOrSet = z.union([z.object({ keys: z.array(jwk).min(1) }), jwk]);
type Jwk = z.infer<typeof jwk>;

export type SigningKey = Readonly<{ kid: string; privateKey: KeyObject; publicKey: KeyObject }>;

/** Generates a P-256 key and returns it as the text of a JWK. */
export const generateJwk = (): string =>
  JSON.stringify(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }));

/**
 * Reads the keys of a JWK or of a JWK set. The first key signs tokens; all keys verify them. Throws when the text is
 * neither.
 */
export function readSigningKeys(text: string): [SigningKey, ...SigningKey[]] {
  const parsed = jwkOrSet.parse(JSON.parse(text));
  const [first, ...others] = ('keys' in parsed ? parsed.keys : [parsed]) as Jwk[];
  if (!first) throw new Error('A JWK set needs at least one key');
  return [signingKeyOf(first), ...others.map(signingKeyOf)];
}

const probe = Buffer.from('irontrack');

function signingKeyOf({ kty, crv, x, y, d }: Jwk): SigningKey {
  const privateKey = createPrivateKey({ key: { kty, crv, x, y, d }, format: 'jwk' });
  const publicKey = createPublicKey(privateKey);
  // Node accepts a JWK whose private and public parts do not belong together. Such a key could not verify what it
  // signs, so it is refused.
  if (!verify('sha256', probe, publicKey, sign('sha256', probe, privateKey)))
    throw new Error('The private and public parts of a key do not match');
  // The key id is the thumbprint of RFC 7638: a hash of the required members of the JWK, in this order.
  const kid = createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
  return { kid, privateKey, publicKey };
}
