import { expect } from 'chai';
import type { Ended } from '../../support/command.ts';

/** Expects a failed command: a message without a stack on standard error, and no data on standard output. */
export const expectRefusal = ({ code, stdout, stderr }: Ended, message: RegExp): void => {
  expect(stderr).to.match(message);
  expect([code, stdout]).to.deep.equal([1, '']);
  expect(stderr).not.to.match(/^\s+at /m);
};

/** The lines that a successful command prints. */
export function linesOf({ code, stdout, stderr }: Ended): string[] {
  expect(code, stderr).to.equal(0);
  return stdout.split('\n').filter((line) => line !== '');
}

/** The JSON documents that a successful command prints, one per line. */
export const documentsOf = (ended: Ended) => linesOf(ended).map((line) => JSON.parse(line));

/** The one JSON document that a successful command prints. */
export function documentOf(ended: Ended) {
  const documents = documentsOf(ended);
  expect(documents).to.have.length(1);
  return documents[0];
}
