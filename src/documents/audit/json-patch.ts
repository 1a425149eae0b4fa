import { isSameJson } from '../../events/json.ts';

/** An operation of JSON Patch (RFC 6902). */
export type PatchOperation =
  | Readonly<{ op: 'add' | 'replace'; path: string; value: unknown }>
  | Readonly<{ op: 'remove'; path: string }>;

type Members = Readonly<Record<string, unknown>>;

/** The operations that turn one JSON value into another one, in the order in which they are applied. */
export function patchBetween(before: unknown, after: unknown, path = ''): readonly PatchOperation[] {
  if (isSameJson(before, after)) return [];
  if (Array.isArray(before) && Array.isArray(after)) return patchOfLists(before, after, path);
  if (isObject(before) && isObject(after)) return patchOfObjects(before, after, path);
  return [{ op: 'replace', path, value: after }];
}

const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function patchOfObjects(before: Members, after: Members, path: string): readonly PatchOperation[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name): readonly PatchOperation[] => {
    const place = `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const [old, current] = [before[name], after[name]];
    if (current === undefined) return old === undefined ? [] : [{ op: 'remove', path: place }];
    return old === undefined ? [{ op: 'add', path: place, value: current }] : patchBetween(old, current, place);
  });
}

/** Items at the start and at the end that are the same need no operation, so one added item is one operation. */
function patchOfLists(before: readonly unknown[], after: readonly unknown[], path: string): readonly PatchOperation[] {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && isSameJson(before[start], after[start])) start += 1;
  let end = 0;
  while (end < shorter - start && isSameJson(before.at(-1 - end), after.at(-1 - end))) end += 1;
  const [old, current] = [before.slice(start, before.length - end), after.slice(start, after.length - end)];
  const common = Math.min(old.length, current.length);
  const at = (index: number): string => `${path}/${start + index}`;
  return [
    ...current.slice(0, common).flatMap((item, index) => patchBetween(old[index], item, at(index))),
    ...old.slice(common).map((): PatchOperation => ({ op: 'remove', path: at(common) })),
    ...current.slice(common).map((value, index): PatchOperation => ({ op: 'add', path: at(common + index), value })),
  ];
}
