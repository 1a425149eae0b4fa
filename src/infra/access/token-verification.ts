import type { KeyObject } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { TokenClaims, TokenVerification } from '../../ports/tokens.ts';

/** How many verified tokens a process remembers. One remembered token needs less than a kilobyte of memory. */
const maxRemembered = 10_000;

type PublicKey = Readonly<{ kid: string; publicKey: KeyObject }>;

/**
 * Finds the key of a token by its `kid`, and remembers tokens that were verified. A token is remembered by its whole
 * text, so a token with another signature is verified anew. The expiry of a remembered token is checked each time.
 */
export function createTokenVerification(
  keys: readonly PublicKey[],
): Pick<TokenVerification, 'keyOf' | 'recall' | 'remember'> {
  const verified = new LRUCache<string, TokenClaims>({ max: maxRemembered });
  return {
    keyOf(token) {
      const kid = kidOf(token);
      return keys.find((key) => key.kid === kid)?.publicKey ?? null;
    },
    recall(token) {
      const claims = verified.get(token);
      return claims && claims.exp > Math.floor(Date.now() / 1_000) ? claims : null;
    },
    remember: (token, claims) => void verified.set(token, Object.freeze({ ...claims })),
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
