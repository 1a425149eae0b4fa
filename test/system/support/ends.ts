import { expect } from 'chai';
import type { Ended } from '../../support/system.ts';

/** A refusal: something to read about it, nothing that a script would take for data. */
export const expectRefusal = ({ code, stdout, stderr }: Ended, message: RegExp): void => {
  expect(stderr).to.match(message);
  expect([code, stdout]).to.deep.equal([1, '']);
  expect(stderr).not.to.match(/^\s+at /m);
};

/** What a verb prints, a line each, once it has gone well. */
export function linesOf({ code, stdout, stderr }: Ended): string[] {
  expect(code, stderr).to.equal(0);
  return stdout.split('\n').filter((line) => line !== '');
}

/** The one JSON document that a verb prints. */
export function documentOf(ended: Ended) {
  const lines = linesOf(ended);
  expect(lines).to.have.length(1);
  return JSON.parse(lines[0] ?? '');
}
