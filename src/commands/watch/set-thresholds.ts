import type { WatchDocument } from '../../documents/watch.ts';
import { invalid } from '../../errors.ts';
import type { AccountId } from '../../events/ids.ts';
import { isSameJson } from '../../events/json.ts';
import { type ThresholdName, type Thresholds, thresholdNames, thresholdRanges } from '../../events/signal-values.ts';
import type { WatchEvent, WatchId } from '../../events/watch.ts';

/** Replaces the thresholds that a coach has set. What is missing is not set any more. */
export type SetThresholds = Readonly<{
  type: 'SetThresholds';
  data: Readonly<{ watchId: WatchId; athleteId: AccountId | null; thresholds: Partial<Thresholds> }>;
}>;

export function setThresholds({ data }: SetThresholds, watch: WatchDocument | null): WatchEvent[] {
  for (const [name, value] of Object.entries(data.thresholds)) checkThreshold(name, value);
  // In one order, so that the same numbers are the same event.
  const thresholds: Partial<Record<ThresholdName, number>> = {};
  for (const name of thresholdNames) {
    const value = data.thresholds[name];
    if (value !== undefined) thresholds[name] = value;
  }
  if (isSameJson(watch?.thresholds ?? {}, thresholds)) return [];
  return [{ type: 'ThresholdsChanged', data: { thresholds } }];
}

function checkThreshold(name: string, value: number): void {
  const range = (thresholdRanges as Readonly<Record<string, { min: number; max: number }>>)[name];
  if (range && value >= range.min && value <= range.max) return;
  throw invalid(
    name,
    range ? `This is not a number from ${range.min} to ${range.max}.` : 'There is no such threshold.',
  );
}
