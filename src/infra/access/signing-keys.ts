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
  // Tells the newest key of a set: the steps of a rotation number it. Keys that no step has made have none.
  serial: z.int().optional().catch(undefined),
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

/** The JWKs in the text of a JWK or of a JWK set. */
const jwksOf = (text: string): readonly Jwk[] => {
  const parsed = jwkOrSet.parse(JSON.parse(text));
  return ('keys' in parsed ? parsed.keys : [parsed]) as Jwk[];
};
const setOf = (keys: readonly unknown[]): string => JSON.stringify({ keys });

const serialOf = ({ serial = 0 }: Jwk): number => serial;
const asNewest = (key: Jwk, keys: readonly Jwk[]): Jwk => ({ ...key, serial: Math.max(...keys.map(serialOf)) + 1 });

const newKeyFor = (text: string): Jwk => asNewest(JSON.parse(generateJwk()), jwksOf(text));

/** Whether the newest key of a set signs; undefined when the keys do not tell, because no step has numbered them. */
export function signsWithNewest(text: string): boolean | undefined {
  const [first = 0, ...others] = jwksOf(text).map(serialOf);
  const newest = Math.max(...others);
  return first === newest ? undefined : first > newest;
}

/** The steps in which processes that do not change at the same moment get another signing key. */
export const rotations = {
  /** A new key verifies, and the old one still signs. */
  add: (text: string): string => setOf([...jwksOf(text), newKeyFor(text)]),
  /** The newest key signs, and the others still verify. */
  promote: (text: string): string => {
    const keys = jwksOf(text);
    const newest = keys.reduce((newer, key) => (serialOf(key) >= serialOf(newer) ? key : newer));
    return setOf([asNewest(newest, keys), ...keys.filter((key) => key !== newest)]);
  },
  /** Only the key that signs verifies. */
  retire: (text: string): string => setOf(jwksOf(text).slice(0, 1)),
  /** A new key signs at once, and the one before it still verifies. */
  replace: (text: string): string => setOf([newKeyFor(text), ...jwksOf(text).slice(0, 1)]),
} as const;

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
