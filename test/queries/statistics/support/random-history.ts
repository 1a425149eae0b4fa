import { emptyMeasures } from '../../../../src/events/performance.ts';
import { distanceUnits, setTypes, weightUnits } from '../../../../src/events/values.ts';
import type { MemoryLog, NewEvent } from '../../../projections/support/memory-log.ts';
import { choices, createRandom, createTrainingScript, idFor, ownerId } from '../../../projections/support/training.ts';

/** The exercises of the histories: two of the catalogue, one of the first athlete, one deleted, one unknown. */
export const exerciseIds = [1, 2, 3, 4, 5].map((number) => idFor(5, number));

const zones = ['Pacific/Kiritimati', 'America/Los_Angeles', 'Europe/Berlin', 'Pacific/Pago_Pago'];

/**
 * Appends at least `count` events of random training sessions: with exercises, units, warm-ups, ratings, assistance, times
 * and distances; with corrections, deletions, and changes of the day and the zone.
 */
export function writeRandomHistory(log: Pick<MemoryLog, 'append'>, seed: number, count: number): void {
  const random = createRandom(seed);
  const script = createTrainingScript(2);
  const next = choices(random, 12);
  const any = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const maybe = <Value>(value: Value): Value | null => (random() < 0.3 ? null : value);

  const startedAt = () => {
    // Around the ends of summer time, the ends of weeks, and midnight.
    const day = any(['2026-03-28', '2026-03-29', '2026-03-30', '2026-04-05', '2026-10-25', '2026-10-26', '2026-11-01']);
    return `${day}T${any(['00', '08', '12', '23'])}:${any(['00', '30', '59'])}:00.${String(Math.floor(random() * 1e6)).padStart(6, '0')}Z`;
  };
  const measures = () => {
    const rating = any(['rpe', 'rir', null]);
    return {
      ...emptyMeasures,
      type: any(setTypes),
      weight: maybe({ value: any([100, 102.5, 180, 61.23496995, -20, 0, 60]), unit: any(weightUnits) }),
      reps: maybe(any([0, 1, 2, 5, 8, 12, 13])),
      seconds: random() < 0.8 ? null : any([30, 61.5, 90.125]),
      distance: random() < 0.8 ? null : { value: any([1.5, 400, 2]), unit: any(distanceUnits) },
      rpe: rating === 'rpe' ? any([7, 8.5, 10]) : null,
      rir: rating === 'rir' ? any([0, 1, 3]) : null,
    };
  };
  const varied = (event: NewEvent): NewEvent => {
    if (event.type === 'SetLogged' || event.type === 'SetCorrected') {
      return { ...event, data: { ...event.data, ...measures() } };
    }
    if (event.type === 'ExerciseAdded' || event.type === 'ExerciseCorrected') {
      return { ...event, data: { ...event.data, exerciseId: maybe(any(exerciseIds)) } };
    }
    if (event.type !== 'SessionStarted') return event;
    return { ...event, data: { ...event.data, startedAt: startedAt(), timezone: any(zones) } };
  };
  const deleted = new Set<string>();
  for (let written = 0; written < count; ) {
    const events = script(next.next().value).map(varied);
    for (const { stream, type } of events) if (type === 'SessionDeleted') deleted.add(stream);
    const [first] = events;
    if (first && !deleted.has(first.stream) && first.type === 'SessionRenamed') {
      const times = { startedAt: startedAt(), endedAt: null, timezone: any(zones), correction: false };
      events.push({ ...first, type: 'SessionTimesCorrected', data: times });
    }
    log.append(...events);
    written += events.length;
  }
}

/** Appends body weights of both athletes, some on the days of the sessions, some corrected, removed, or of another kind. */
export function writeRandomBodyWeights(log: Pick<MemoryLog, 'append'>, seed: number): void {
  const random = createRandom(seed + 1_000);
  const any = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const personal = () => ({
    ...{ kind: any(['body_weight', 'body_weight', 'lean_mass']), unit: any(weightUnits), notes: null },
    ...{ value: any(['80', '15', '180.5', '61.23496995', '45']), time: any([null, '07:30', '21:00']) },
    day: any(['2026-03-28', '2026-03-29', '2026-04-04', '2026-04-06', '2026-10-25', '2026-10-31']),
  });
  for (let number = 1; number <= 16; number += 1) {
    const [measurementId, owner] = [idFor(8, number), ownerId(number % 2)];
    const common = { stream: `measurement-${measurementId}`, owner };
    const data = { measurementId, userId: owner, importId: null, personal: personal() };
    log.append({ ...common, type: 'MeasurementRecorded', data });
    const change = random();
    if (change < 0.2) log.append({ ...common, type: 'MeasurementRemoved', data: {} });
    else if (change < 0.4) log.append({ ...common, type: 'MeasurementCorrected', data: { personal: personal() } });
  }
}
