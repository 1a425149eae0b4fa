import type { KeyObject } from 'node:crypto';
import jwt, { type JwtPayload, type VerifyOptions } from 'jsonwebtoken';
import { LRUCache } from 'lru-cache';

/** Tokens whose verification is remembered; each takes less than a kilobyte. */
const maxRemembered = 10_000;

type Verified = Readonly<{ claims: JwtPayload & { exp: number }; key: KeyObject; options: VerifyOptions }>;
type Done = (error: Error | null, claims?: unknown) => void;
type Key = Readonly<{ kid: string; publicKey: KeyObject }>;

/**
 * Verifies as jsonwebtoken does, and remembers what was good, for ES256 costs more than all the rest of a request. Tokens are known
 * as a whole: what differs in any part, be it the signature alone, is verified by itself. Expiry counts each time.
 */
export function createTokenVerifier(keys: readonly Key[]) {
  const good = new LRUCache<string, Verified>({ max: maxRemembered });
  return {
    /** The key of ours that a token's header names. */
    keyOf(token: string): KeyObject | null {
      const known = good.get(token);
      if (known) return known.key;
      const kid = kidOf(token);
      return keys.find((key) => key.kid === kid)?.publicKey ?? null;
    },
    /** In the form of passport-jwt's hook; `options` are one object for all calls that mean the same. */
    verify(token: string, key: KeyObject, options: VerifyOptions, done: Done): void {
      const known = good.get(token);
      const isAlike = known?.key === key && known.options === options;
      if (isAlike && known.claims.exp > Math.floor(Date.now() / 1_000)) {
        done(null, known.claims);
        return;
      }
      jwt.verify(token, key, options, (error, claims) => {
        if (error) return done(error);
        if (typeof claims === 'object' && 'exp' in claims && typeof claims.exp === 'number') {
          good.set(token, { claims: Object.freeze({ ...claims, exp: claims.exp }), key, options });
        }
        done(null, claims);
      });
    },
  };
}

function kidOf(token: string): unknown {
  try {
    const header: unknown = JSON.parse(Buffer.from(token.split('.', 1)[0] ?? '', 'base64url').toString());
    return typeof header === 'object' && header !== null && 'kid' in header ? header.kid : undefined;
  } catch {
    return undefined;
  }
}
