import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { SignalKind } from '../../../../src/events/signal-values.ts';
import { signalsIn } from './cases.ts';
import type { Asked } from './told.ts';

type Row = readonly [title: string, asked: Asked];

/** Defines a test for each history that is at a limit: with the signal, and without it. */
export function describeLimits(kind: SignalKind, told: readonly Row[], silent: readonly Row[]): void {
  const isTold = (asked: Asked) => signalsIn(asked).some((each) => each.kind === kind);
  describe(`the limits of the signal ${kind}`, () => {
    for (const [title, asked] of told) it(`tell ${title}`, () => expect(isTold(asked)).to.equal(true));
    for (const [title, asked] of silent) it(`do not tell ${title}`, () => expect(isTold(asked)).to.equal(false));
  });
}
