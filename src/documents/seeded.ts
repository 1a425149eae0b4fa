/** What was written by the seeds on the one hand, by people on the other: which of it is whose is told member by member. */

/** Texts, numbers, or lists in their order. */
const isEqual = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** The members of `other` that are not what they are in `one`. */
export const differing = <Content extends object>(one: Content, other: Content): (keyof Content)[] =>
  (Object.keys(other) as (keyof Content)[]).filter((member) => !isEqual(one[member], other[member]));

const only = <Content extends object>(content: Content, members: readonly (keyof Content)[]): Partial<Content> =>
  Object.fromEntries(members.map((member) => [member, content[member]])) as Partial<Content>;

/**
 * Leads `current` to what the seeds want now, where that is not what they `gave` last; all else stays as people have it. `adopted`: what
 * people had changed to the same before. Null where the seeds say what they said last.
 */
export function mergeSeed<Content extends object>(
  gave: Content | null,
  current: Content,
  wanted: Content,
): Readonly<{ content: Content; adopted: readonly (keyof Content)[] }> | null {
  const changed = gave === null ? (Object.keys(wanted) as (keyof Content)[]) : differing(gave, wanted);
  if (changed.length === 0) return null;
  const moved = differing(current, wanted);
  return {
    content: { ...current, ...only(wanted, changed) },
    adopted: changed.filter((member) => !moved.includes(member)),
  };
}

/** What the seeds gave last, after an event by them that led from `before` to `content`. */
export const givenBySeeds = <Content extends object>(
  gave: Content | null,
  before: Content,
  content: Content,
  adopted: readonly (keyof Content)[],
): Content => ({ ...(gave ?? content), ...only(content, [...differing(before, content), ...adopted]) });
