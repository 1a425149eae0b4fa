import type { AnyEvent } from '../../events/event.ts';

type Members = Readonly<Record<string, unknown>>;

/** Members of events that say nothing to people: the keyed hash of a claim, and the id of a password hash. */
const hidden: ReadonlySet<string> = new Set(['key', 'credentialId']);

/**
 * The data of an event as clients see it: its texts are members like the others. Where the data has a member of the same
 * name, such as the id of a plan, the text is called `planName`.
 */
export function shownDataOf({ data }: AnyEvent): Members {
  const { personal = {}, ...rest } = data as Members & Readonly<{ personal?: Members }>;
  const shown: Record<string, unknown> = {};
  for (const name of Object.keys(rest)) if (!hidden.has(name)) shown[name] = rest[name];
  for (const name of Object.keys(personal)) shown[name in rest ? nameTextOf(name) : name] = personal[name];
  return shown;
}

/** The name of texts beside ids: `planName`, `alternativeNames`. */
const nameTextOf = (name: string): string => (name.endsWith('s') ? `${name.slice(0, -1)}Names` : `${name}Name`);
