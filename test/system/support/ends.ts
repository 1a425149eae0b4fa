import { expect } from 'chai';
import type { Ended } from '../../support/command.ts';

/**
 * Expects that the command has failed: with a message without a stack trace on standard error, and with nothing on
 * standard output.
 */
export const expectRefusal = ({ code, stdout, stderr }: Ended, message: RegExp): void => {
  expect(stderr).to.match(message);
  expect([code, stdout]).to.deep.equal([1, '']);
  expect(stderr).not.to.match(/^\s+at /m);
};

/** Expects that the command has succeeded, and returns the lines that it has printed. */
export function linesOf({ code, stdout, stderr }: Ended): string[] {
  expect(code, stderr).to.equal(0);
  return stdout.split('\n').filter((line) => line !== '');
}

/** Expects that the command has succeeded, and returns the JSON documents that it has printed, one on each line. */
export const documentsOf = (ended: Ended) => linesOf(ended).map((line) => JSON.parse(line));

/** Expects that the command has succeeded, and returns the only JSON document that it has printed. */
export function documentOf(ended: Ended) {
  const documents = documentsOf(ended);
  expect(documents).to.have.length(1);
  return documents[0];
}
