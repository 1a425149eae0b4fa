import { invalid } from '../../errors.ts';
import type { Gear } from '../../events/profile.ts';
import { barWeight, gearStep, maxDumbbells, maxPlates, pairs, pieceWeight } from '../../events/training-values.ts';
import { isDecimalIn, isInteger } from '../../events/values.ts';

/** Refuses a gear that breaks a rule of events/values.ts, or that lists a plate or a dumbbell twice. */
export function checkGear(field: string, { bar, plates, dumbbells, step }: Gear): void {
  const check = (part: string, isAllowed: boolean) => {
    if (!isAllowed) throw invalid(`${field}.${part}`, 'This value is not allowed.');
  };
  check('bar', isDecimalIn(bar, barWeight));
  check('step', isDecimalIn(step, gearStep));
  check('plates', plates.length <= maxPlates && areDistinct(plates.map(({ value }) => value)));
  check('dumbbells', dumbbells.length <= maxDumbbells && areDistinct(dumbbells));
  for (const [at, plate] of plates.entries()) {
    check(`plates.${at}.value`, isDecimalIn(plate.value, pieceWeight));
    check(`plates.${at}.pairs`, plate.pairs === null || isInteger(plate.pairs, pairs));
  }
  for (const [at, dumbbell] of dumbbells.entries()) check(`dumbbells.${at}`, isDecimalIn(dumbbell, pieceWeight));
}

const areDistinct = (values: readonly number[]): boolean => new Set(values).size === values.length;
