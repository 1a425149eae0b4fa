import { bigintOf, safeIntegerOf } from './codec.ts';
import {
  type AllMessage,
  decodeReadMessage,
  type FilterMessage,
  type OptionsMessage,
  type StreamMessage,
} from './read-messages.ts';
import type { UuidForm } from './uuid.ts';

/**
 * Where a read begins: at a revision or position, or at one end of what is read; `undefined` if the request does not
 * say.
 */
export type Start = 'start' | 'end' | number | undefined;

/** A filter on stream names or event types: a regular expression or, if `regex` is empty, a list of prefixes. */
export type FilterOptions = {
  subject: 'stream' | 'type';
  regex: string;
  prefixes: string[];
  /** The number of examined events between two checkpoint messages of a filtered subscription. */
  checkpointInterval: number;
};

export type ReadRequest = {
  /** The name of the stream to read; `undefined` for `$all`. */
  stream: string | undefined;
  start: Start;
  /**
   * Whether the read starts at a position that no event can have: its commit position is below its prepare position.
   */
  impossiblePosition: boolean;
  backwards: boolean;
  resolveLinks: boolean;
  /** The number of events to read; `undefined` for a subscription. */
  count: number | undefined;
  filter: FilterOptions | undefined;
  uuids: UuidForm | undefined;
};

type Source = Pick<ReadRequest, 'stream' | 'start' | 'impossiblePosition'>;

function streamSource({ streamIdentifier, start, revision }: StreamMessage): Source {
  const stream = streamIdentifier?.streamName ?? '';
  return { stream, start: startOf(start, () => safeIntegerOf(revision)), impossiblePosition: false };
}

function allSource({ start, position }: AllMessage): Source {
  if (start !== 'position') return { stream: undefined, start: startOf(start), impossiblePosition: false };
  const { commitPosition, preparePosition } = position;
  return {
    stream: undefined,
    start: safeIntegerOf(commitPosition),
    impossiblePosition: bigintOf(commitPosition) < bigintOf(preparePosition),
  };
}

function startOf(start: string | undefined, exact?: () => number): Start {
  if (start === 'beginning') return 'start';
  if (start === 'end') return 'end';
  return start === undefined ? undefined : exact?.();
}

const DEFAULT_WINDOW = 32;

function filterOf({ stream, type, window, max, checkpointIntervalMultiplier }: FilterMessage): FilterOptions {
  const { regex = '', prefix = [] } = stream ?? type ?? {};
  const windowSize = window === 'max' ? Math.max(1, max) : DEFAULT_WINDOW;
  return {
    subject: stream ? 'stream' : 'type',
    regex,
    prefixes: prefix,
    checkpointInterval: windowSize * Math.max(1, checkpointIntervalMultiplier),
  };
}

const withoutSource: Source = { stream: undefined, start: undefined, impossiblePosition: false };

function sourceOf({ source, stream, all }: OptionsMessage): Source {
  if (source === undefined) return withoutSource;
  return source === 'stream' ? streamSource(stream) : allSource(all);
}

function countOf({ extent, count }: OptionsMessage): number | undefined {
  if (extent === 'subscription') return undefined;
  return extent === 'count' ? safeIntegerOf(count) : 0;
}

const withoutOptions: ReadRequest = {
  ...withoutSource,
  backwards: false,
  resolveLinks: false,
  count: 0,
  filter: undefined,
  uuids: undefined,
};

export function decodeRead(bytes: Uint8Array): ReadRequest {
  const { options } = decodeReadMessage(bytes);
  if (!options) return withoutOptions;
  return {
    ...sourceOf(options),
    backwards: options.direction === 1,
    resolveLinks: options.resolveLinks,
    count: countOf(options),
    filter: options.filter ? filterOf(options.filter) : undefined,
    uuids: options.uuidOption?.form,
  };
}
