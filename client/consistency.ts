import type { Middleware } from 'openapi-fetch';

/** Remembers the position of the last write, and adds the tokens that later reads must contain. */
export function createConsistency() {
  const tokens: string[] = [];
  let lastWrite: string | null = null;
  const middleware: Middleware = {
    onRequest({ request }) {
      if (tokens.length > 0) request.headers.set('X-Consistency-Token', tokens.join(','));
      return request;
    },
    onResponse({ response }) {
      lastWrite = response.headers.get('X-Consistency-Token') ?? lastWrite;
    },
  };
  return {
    middleware,
    lastWrite: () => lastWrite,
    readAfter(token: string) {
      // The service accepts 64 tokens. The newest ones matter, because older ones have been reached meanwhile.
      if (!tokens.includes(token)) tokens.push(token);
      if (tokens.length > 16) tokens.shift();
    },
  };
}
