import { isExercise, isPlan, isUnit, type NamedThings, scheduleThing, type Thing, wholeOf } from './named-things.ts';

/** Commands to one aggregate, by their indexes, in the order in which they are decided. */
export type Group = readonly number[];
/** Groups that follow one another: those of a session, or of all exercises, units or plans, because their names collide. */
export type Sequence = readonly Group[];
/** Sequences of groups. Different sequences of a round may be executed at the same time. */
export type Round = readonly Sequence[];

/** The key of a sequence of commands: the commands to all exercises are one, as are those to all units or plans. */
const sequenceOf = (aggregate: Thing): string => {
  if (isExercise(aggregate)) return 'exercises';
  if (isUnit(aggregate)) return 'units';
  return isPlan(aggregate) ? 'plans' : aggregate;
};

/**
 * Whether other aggregates refer to this one. Its commands are then in other rounds than the commands that refer to it.
 */
const isReferredTo = (thing: Thing): boolean =>
  isExercise(thing) || thing === scheduleThing || ((isUnit(thing) || isPlan(thing)) && wholeOf(thing) === null);

/**
 * Splits ordered commands into rounds. A command that uses an exercise, a unit, a plan or the schedule is in a later round than the
 * commands to it before, and in an earlier round than those after it. The deletion of a unit is in a later round than the
 * commands to plans before it, because one of them may have removed the unit from a plan.
 */
export function roundsOf(commands: readonly NamedThings[], order: readonly number[]): readonly Round[] {
  const rounds: Map<Thing, [Thing, number[]][]>[] = [];
  /**
   * The last round so far, by key. `latest`: of each sequence. `changed`: of the commands to each aggregate. `used`: of
   * the commands to other aggregates that use it.
   */
  const [latest, changed, used] = [new Map<Thing, number>(), new Map<Thing, number>(), new Map<Thing, number>()];
  for (const at of order) {
    const { aggregate: own, uses = [], removes = [], readsAggregate = false } = commands[at] ?? { aggregate: null };
    const aggregate = own ?? `new/${at}`;
    const sequence = sequenceOf(aggregate);
    const others = uses.filter((thing) => isReferredTo(thing) && thing !== aggregate);
    const afterChanges = others.map((thing) => (changed.get(thing) ?? -1) + 1);
    const afterPlans = isUnit(aggregate) && removes.includes(aggregate) ? (latest.get('plans') ?? -1) + 1 : 0;
    const afterUses = (used.get(aggregate) ?? -1) + 1;
    const round = Math.max(latest.get(sequence) ?? 0, afterUses, afterPlans, ...afterChanges);
    latest.set(sequence, round);
    changed.set(aggregate, round);
    for (const thing of others) used.set(thing, Math.max(round, used.get(thing) ?? 0));
    while (rounds.length <= round) rounds.push(new Map());
    const groups = rounds[round]?.get(sequence) ?? [];
    const last = groups.at(-1);
    if (last?.[0] === aggregate && !readsAggregate) last[1].push(at);
    else groups.push([aggregate, [at]]);
    rounds[round]?.set(sequence, groups);
  }
  return rounds.map((sequences) => [...sequences.values()].map((groups) => groups.map(([, group]) => group)));
}
