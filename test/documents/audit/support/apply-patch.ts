import type { PatchOperation } from '../../../../src/documents/audit/json-patch.ts';

type Container = Record<string, unknown> | unknown[];

/** Applies a JSON Patch as RFC 6902 says, and throws for a place that does not exist. */
export const applied = (value: unknown, patch: readonly PatchOperation[]): unknown =>
  patch.reduce((before, operation) => apply(structuredClone(before), operation), value);

function apply(value: unknown, operation: PatchOperation): unknown {
  const names = operation.path.split('/').slice(1).map(unescaped);
  const name = names.pop();
  if (name === undefined) return operation.op === 'remove' ? undefined : operation.value;
  const parent = names.reduce((at, each) => (at as Record<string, unknown>)[each], value) as Container;
  if (Array.isArray(parent)) changeList(parent, Number(name), operation);
  else changeObject(parent, name, operation);
  return value;
}

function changeList(list: unknown[], at: number, operation: PatchOperation): void {
  const last = operation.op === 'add' ? list.length : list.length - 1;
  if (!(at >= 0 && at <= last)) throw new Error(`The list has no place ${at}`);
  if (operation.op === 'remove') list.splice(at, 1);
  else list.splice(at, operation.op === 'add' ? 0 : 1, operation.value);
}

function changeObject(object: Record<string, unknown>, name: string, operation: PatchOperation): void {
  if (operation.op !== 'add' && !Object.hasOwn(object, name)) throw new Error(`The object has no member ${name}`);
  if (operation.op === 'remove') delete object[name];
  // An assignment to `__proto__` would not make a member.
  else
    Object.defineProperty(object, name, {
      value: operation.value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
}

const unescaped = (text: string): string => text.replaceAll('~1', '/').replaceAll('~0', '~');
