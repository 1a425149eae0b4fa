import type { HttpConfig } from '../dependencies.ts';

/**
 * The content security policy of the web application. It runs scripts and styles of this service only, none of them inline,
 * and asks no other host. Pictures of exercises may come from the host that the operator has named for them.
 */
export const consolePolicyOf = ({ imageBase }: Pick<HttpConfig, 'imageBase'>): string =>
  [
    ...["default-src 'none'", "script-src 'self'", "style-src 'self'", `img-src 'self' data:${pictureHost(imageBase)}`],
    ...["connect-src 'self'", "manifest-src 'self'", "worker-src 'self'", "base-uri 'none'", "form-action 'self'"],
    "frame-ancestors 'none'",
  ].join(';');

/** The origin of the pictures. The host of examples, which is the default, has none. */
function pictureHost(imageBase: string): string {
  const { origin, hostname } = new URL(imageBase);
  return hostname === 'cdn.example.com' ? '' : ` ${origin}`;
}
