import { expect } from 'chai';
import { groups } from '../../console/views/thresholds/groups.ts';
import { thresholdNames } from '../../src/events/signal-values.ts';

describe('the form of thresholds', () => {
  it('has each threshold once', () => {
    expect(Object.values(groups).flat()).to.have.members(thresholdNames);
  });
});
