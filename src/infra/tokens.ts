import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomUUID,
} from 'node:crypto';
import jwt from 'jsonwebtoken';
import { z } from 'zod';

const jwk = z.looseObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  d: z.string(),
});
const jwkOrSet = z.union([z.object({ keys: z.array(jwk).min(1) }), jwk]);

export type SigningKey = Readonly<{ kid: string; privateKey: KeyObject; publicKey: KeyObject }>;

/** A fresh P-256 key as the text of a JWK. */
export const generateJwk = (): string =>
  JSON.stringify(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }));

/** The keys of a JWK or JWK set; the first signs, all verify. Throws where the text is neither. */
export function readSigningKeys(text: string): [SigningKey, ...SigningKey[]] {
  const parsed = jwkOrSet.parse(JSON.parse(text));
  const [first, ...others] = ('keys' in parsed ? parsed.keys : [parsed]) as z.infer<typeof jwk>[];
  if (!first) throw new Error('A JWK set needs a key');
  return [signingKey(first), ...others.map(signingKey)];
}

function signingKey({ kty, crv, x, y, d }: z.infer<typeof jwk>): SigningKey {
  const privateKey = createPrivateKey({ key: { kty, crv, x, y, d }, format: 'jwk' });
  // RFC 7638: the thumbprint is over the required members in this order.
  const kid = createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
  return { kid, privateKey, publicKey: createPublicKey(privateKey) };
}

const issuer = 'irontrack';
const algorithm = 'ES256';

export type TokenPair = Readonly<{ access: string; refresh: string }>;

/** Access and refresh tokens of one sign-in. `typ` keeps each from passing for the other. */
export const tokensWith = (
  keys: readonly [SigningKey, ...SigningKey[]],
  accessSeconds: number,
  refreshSeconds: number,
) => {
  const [signing] = keys;
  const sign = (typ: 'access' | 'refresh', claims: object, expiresIn: number): string =>
    jwt.sign({ ...claims, typ }, signing.privateKey, {
      algorithm,
      keyid: signing.kid,
      issuer,
      audience: `${issuer}:${typ}`,
      expiresIn,
      jwtid: randomUUID(),
    });
  return {
    accessSeconds,
    refreshSeconds,
    issue: ({ id, email }: { id: string; email: string }): TokenPair => ({
      access: sign('access', { sub: id, email }, accessSeconds),
      refresh: sign('refresh', { sub: id }, refreshSeconds),
    }),
    /** The key that a token's header names, if it is one of ours. */
    verification: {
      algorithms: [algorithm] as ['ES256'],
      issuer,
      audience: (typ: 'access' | 'refresh') => `${issuer}:${typ}`,
      publicKey: (kid: unknown): KeyObject | null => keys.find((key) => key.kid === kid)?.publicKey ?? null,
    },
  };
};
