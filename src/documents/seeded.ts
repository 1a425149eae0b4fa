import type { StreamEvent } from '../events/event.ts';
import { isSameJson } from '../events/json.ts';

/**
 * Seed data and people change the same content. A three-way merge decides member by member: a member that the seed data
 * has not changed since its last run keeps the value that people gave it.
 */

export const isBySeed = ({ metadata }: StreamEvent): boolean => metadata.actor.via === 'seed';

/** The members whose values differ between two contents. */
export const changedMembers = <Content extends object>(before: Content, after: Content): (keyof Content)[] =>
  (Object.keys(after) as (keyof Content)[]).filter((member) => !isSameJson(before[member], after[member]));

const pick = <Content extends object>(content: Content, members: readonly (keyof Content)[]): Partial<Content> =>
  Object.fromEntries(members.map((member) => [member, content[member]])) as Partial<Content>;

/**
 * Merges the content of the new seed data (`wanted`) into the current content; null if it equals `seeded`, what the
 * seed data last set. `adopted`: the members whose new seed value equals the value that people had set.
 */
export function mergeSeed<Content extends object>(
  seeded: Content | null,
  current: Content,
  wanted: Content,
): Readonly<{ content: Content; adopted: readonly (keyof Content)[] }> | null {
  const changed = seeded === null ? (Object.keys(wanted) as (keyof Content)[]) : changedMembers(seeded, wanted);
  if (changed.length === 0) return null;
  const differing = changedMembers(current, wanted);
  return {
    content: { ...current, ...pick(wanted, changed) },
    adopted: changed.filter((member) => !differing.includes(member)),
  };
}

/**
 * Updates `seeded`, the values that the seed data last set, after an event of the seed data that changed `before` to
 * `content`. Only changed and `adopted` members are updated, because people may have set the others in `content`.
 */
export const seededContentAfter = <Content extends object>(
  seeded: Content | null,
  before: Content,
  content: Content,
  adopted: readonly (keyof Content)[] = [],
): Content => ({ ...(seeded ?? content), ...pick(content, [...changedMembers(before, content), ...adopted]) });
