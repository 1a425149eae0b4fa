import type { Distance, Performance, Weight } from '../../events/session.ts';
import type { SetType } from '../../events/values.ts';
import type { Header } from '../csv/columns.ts';
import type { Cell } from './export-row.ts';
import {
  distanceOf,
  distanceUnits,
  notesOf,
  oneOf,
  RowError,
  repsOf,
  rpeOf,
  secondsOf,
  weightOf,
  weightUnits,
} from './values.ts';

/** Units for where a row names none. */
export type Units = Pick<Header, 'weightUnit' | 'distanceUnit'>;

/**
 * What was done in the set of this row. Reps stay alone in a set, so that seconds and distance beside them go into its note;
 * a 0 of reps beside them only says that nothing was counted.
 */
export function performanceOf(cell: Cell, type: SetType, note: string | null, units: Units): Performance {
  const weight = weightIn(cell, units);
  const distance = distanceIn(cell, weight?.unit ?? null, units);
  const seconds = secondsOf(cell('seconds'));
  const counted = repsOf(cell('reps'));
  const reps = counted === 0 && (seconds !== null || distance !== null) ? null : counted;
  const alone = reps === null;
  return {
    type,
    weight,
    reps,
    seconds: alone ? seconds : null,
    distance: alone ? distance : null,
    rpe: rpeOf(cell('rpe')),
    rir: null,
    performedAt: null,
    personal: { notes: alone ? note : withMeasures(note, distance, seconds) },
  };
}

function weightIn(cell: Cell, { weightUnit }: Units): Weight | null {
  const value = weightOf(cell('weight'));
  if (value === null) return null;
  const named = cell('weightUnit');
  const unit = named.trim() === '' ? weightUnit : oneOf(named, weightUnits, 'The unit of weight');
  if (unit === null) throw new RowError('It has a weight, but does not say whether kg or lb.');
  return { value, unit };
}

function distanceIn(cell: Cell, weightUnitOfRow: Weight['unit'] | null, units: Units): Distance | null {
  const value = distanceOf(cell('distance'));
  if (value === null) return null;
  const named = cell('distanceUnit');
  if (named.trim() !== '') return { value, unit: oneOf(named, distanceUnits, 'The unit of distance') };
  // Where a file names no unit, Strong wrote what it showed: km beside kg, miles beside lb.
  const shown = (weightUnitOfRow ?? units.weightUnit) === 'lb' ? 'mi' : 'km';
  return { value, unit: units.distanceUnit ?? shown };
}

function withMeasures(note: string | null, distance: Distance | null, seconds: number | null): string | null {
  const measures = [distance && `${distance.value} ${distance.unit}`, seconds !== null && `${seconds} s`];
  const text = measures.filter((measure) => typeof measure === 'string').join(', ');
  if (text === '') return note;
  return notesOf(note === null ? text : `${note}\n${text}`, 'The note, with what was measured beside the reps,');
}
