import { expect } from 'chai';
import { createDateEvidence } from '../../../src/imports/file/date-evidence.ts';

/** The order of day and month that dates prove. A date after `end ` is the end of a workout. */
function orderOf(...dates: readonly string[]) {
  const evidence = createDateEvidence();
  for (const date of dates) evidence.add(date.replace('end ', ''), !date.startsWith('end '));
  return evidence.order();
}

describe('the order of day and month in a file', () => {
  for (const [dates, order] of [
    [[], null],
    [['5 May 2025', '2025-05-13'], null],
    [['13/05/2025'], 'day-month'],
    [['05/13/2025'], 'month-day'],
    [['12/05/2025'], null],
    [['05/12/2025'], null],
    [['12.05.2025'], 'day-month'],
    [['end 13/05/2025'], 'day-month'],
    [['end 05/13/2025'], 'month-day'],
    [['13/05/2025', '05/13/2025'], null],
    [['05/06/2025', '06/06/2025', '02/07/2025'], 'day-month'],
    [['02/07/2025', '06/06/2025', '05/06/2025'], 'day-month'],
    [['06/05/2025', '06/06/2025', '07/02/2025'], 'month-day'],
    [['07/02/2025', '06/06/2025', '06/05/2025'], 'month-day'],
    [['05/06/2025', '05/06/2025'], null],
    [['05/06/2025', '06/07/2025'], null],
    [['05/06/2025', '05/06/2025', '06/06/2025', '02/07/2025'], 'day-month'],
    [['05/06/2025', '02/07/2025', '03/06/2025'], null],
    [['05/06/2025', 'end 06/06/2025', '02/07/2025', 'end 01/01/2025', '03/08/2025'], 'day-month'],
    [['10/12/2025', '02/01/2026', '01/02/2026'], 'day-month'],
  ] as const) {
    it(`is ${order ?? 'unknown'} from ${dates.join(', ') || 'no dates'}`, () => {
      expect(orderOf(...dates)).to.equal(order);
    });
  }
});
