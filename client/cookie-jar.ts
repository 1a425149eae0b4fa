/**
 * Keeps the cookies of one service where the platform does not, as in Node. It remembers names and values only, because
 * every cookie of the service is for all its paths.
 */
export type CookieJar = Readonly<{
  /** The value of the request header `Cookie`, or null without cookies. */
  header: () => string | null;
  /** Stores the cookies that a response sets, and removes those that it clears. */
  store: (response: Response) => void;
}>;

export function createCookieJar(): CookieJar {
  const cookies = new Map<string, string>();
  return {
    header: () => (cookies.size === 0 ? null : [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')),
    store({ headers }) {
      for (const line of headers.getSetCookie()) {
        const [pair = ''] = line.split(';', 1);
        const end = pair.indexOf('=');
        const [name, value] = [pair.slice(0, end), pair.slice(end + 1)];
        if (value === '') cookies.delete(name);
        else cookies.set(name, value);
      }
    },
  };
}
