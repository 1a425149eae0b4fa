import { expect } from 'chai';
import type { Answer } from './client.ts';

/** Expects that the request has succeeded, and returns the body of the answer. */
export async function sent(answer: Promise<Answer>) {
  const { status, text, json } = await answer;
  expect(status, text).to.be.within(200, 204);
  return json;
}

const moving = new Set(['revision', 'createdAt', 'updatedAt', 'grantedAt']);

/** A document without the times and revisions that each change moves. */
export function still(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(still);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, each]) => (moving.has(name) ? [] : [[name, still(each)]])),
  );
}
