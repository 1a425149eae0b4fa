import { createDecoder, type Integer64 } from './codec.ts';
import type { UuidForm } from './uuid.ts';

type StartMessage = 'beginning' | 'end';

export type StreamMessage = {
  streamIdentifier: { streamName: string } | null;
  start?: StartMessage | 'revision';
  revision: Integer64;
};

export type AllMessage = {
  start?: StartMessage | 'position';
  position: { commitPosition: Integer64; preparePosition: Integer64 };
};

type ExpressionMessage = { regex: string; prefix: string[] };

export type FilterMessage = {
  stream: ExpressionMessage | null;
  type: ExpressionMessage | null;
  window?: 'max' | 'count';
  max: number;
  checkpointIntervalMultiplier: number;
};

export type OptionsMessage = {
  source?: 'stream' | 'all';
  stream: StreamMessage;
  all: AllMessage;
  direction: number;
  resolveLinks: boolean;
  extent?: 'count' | 'subscription';
  count: Integer64;
  filter: FilterMessage | null;
  uuidOption: { form?: UuidForm } | null;
};

export const decodeReadMessage = createDecoder<{ options: OptionsMessage | null }>('ReadReq');
