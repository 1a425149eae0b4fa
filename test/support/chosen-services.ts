const kinds = ['embedded', 'given', 'containers'] as const;
const addresses = ['EVENTSTORE_URL', 'DATABASE_URL', 'REDIS_URL'] as const;

/** Which services the tests use, and where given ones are. */
export type ChosenServices = Readonly<{
  kind: (typeof kinds)[number];
  urls: Readonly<Record<(typeof addresses)[number], string>>;
}>;

/**
 * `IRONTRACK_TEST_SERVICES` chooses the services of the tests: embedded ones (the default), containers of the real ones, or
 * those that run elsewhere, at the addresses in the environment.
 */
export function chosenServices(env: NodeJS.ProcessEnv = process.env): ChosenServices {
  const kind = kinds.find((each) => each === (env.IRONTRACK_TEST_SERVICES || 'embedded'));
  if (!kind) throw new Error(`IRONTRACK_TEST_SERVICES is none of ${kinds.join(', ')}`);
  const missing = addresses.filter((name) => !env[name]);
  if (kind === 'given' && missing.length > 0) throw new Error(`Given services need ${missing.join(', ')}`);
  const urls = Object.fromEntries(addresses.map((name) => [name, env[name] ?? ''])) as ChosenServices['urls'];
  return { kind, urls };
}

/** The line that a test run prints about its services. It has no password. */
export function describeServices({ kind, urls }: ChosenServices): string {
  if (kind !== 'given') return `Services: ${kind}`;
  return `Services: given, at ${Object.values(urls).map(withoutUser).join(', ')}`;
}

const withoutUser = (url: string): string => url.replace(/\/\/[^@/]*@/, '//').replace(/\?.*$/, '');
