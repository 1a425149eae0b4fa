import { instantOf } from '../../events/ids.ts';
import type { Clock } from '../../ports/clock.ts';

export const systemClock: Clock = () => instantOf(Date.now());
