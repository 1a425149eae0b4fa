import { clamped } from '../store/events.ts';
import { decodeStreamName } from './requests.ts';
import { forEachField } from './wire.ts';

/** Where a read begins: a revision or position, or an end of the stream; undefined if the request does not say. */
type Start = 'start' | 'end' | number | undefined;

/** What to look at in an event, and what it must look like: a pattern wins over the prefixes. */
export type FilterOptions = {
  subject: 'stream' | 'type';
  regex: string;
  prefixes: string[];
  /** Events between two checkpoints: multiplier × window. */
  checkpointInterval: number;
};

export type ReadRequest = {
  /** Undefined for `$all`. */
  stream: string | undefined;
  start: Start;
  /** A commit position below its prepare position, which no event has. */
  impossiblePosition: boolean;
  backwards: boolean;
  resolveLinks: boolean;
  /** Undefined for a subscription. */
  count: number | undefined;
  filter: FilterOptions | undefined;
  uuids: 'string' | 'structured' | undefined;
};

function decodeStart(buffer: Buffer, request: ReadRequest): void {
  const isStream = request.stream !== undefined;
  forEachField(buffer, (field, bytes, value) => {
    const part = isStream ? field - 1 : field;
    if (isStream && field === 1) request.stream = decodeStreamName(bytes);
    else if (part === 1 && isStream) request.start = clamped(value);
    else if (part === 1) {
      const position = { commit: 0n, prepare: 0n };
      forEachField(bytes, (half, _, number) => {
        if (half === 1) position.commit = number;
        if (half === 2) position.prepare = number;
      });
      request.start = clamped(position.commit);
      request.impossiblePosition = position.commit < position.prepare;
    } else if (part === 2) request.start = 'start';
    else if (part === 3) request.start = 'end';
  });
}

const DEFAULT_WINDOW = 32;

function decodeFilter(buffer: Buffer): FilterOptions {
  const filter: FilterOptions = { subject: 'type', regex: '', prefixes: [], checkpointInterval: 0 };
  let window = DEFAULT_WINDOW;
  let multiplier = 1;
  forEachField(buffer, (field, bytes, value) => {
    if (field === 1 || field === 2) {
      filter.subject = field === 1 ? 'stream' : 'type';
      forEachField(bytes, (part, content) => {
        if (part === 1) filter.regex = content.toString('utf8');
        if (part === 2) filter.prefixes.push(content.toString('utf8'));
      });
    }
    if (field === 3) window = Number(value);
    if (field === 5) multiplier = Number(value);
  });
  filter.checkpointInterval = Math.max(1, window) * Math.max(1, multiplier);
  return filter;
}

function decodeOptions(buffer: Buffer, request: ReadRequest): void {
  forEachField(buffer, (field, bytes, value) => {
    switch (field) {
      case 1:
        request.stream = '';
        decodeStart(bytes, request);
        break;
      case 2:
        request.stream = undefined;
        decodeStart(bytes, request);
        break;
      case 3:
        request.backwards = value === 1n;
        break;
      case 4:
        request.resolveLinks = value !== 0n;
        break;
      case 5:
        request.count = clamped(value);
        break;
      case 6:
        request.count = undefined;
        break;
      case 7:
        request.filter = decodeFilter(bytes);
        break;
      case 9:
        forEachField(bytes, (form) => {
          request.uuids = form === 1 ? 'structured' : 'string';
        });
        break;
      default:
    }
  });
}

export function decodeRead(buffer: Buffer): ReadRequest {
  const request: ReadRequest = {
    stream: undefined,
    start: undefined,
    impossiblePosition: false,
    backwards: false,
    resolveLinks: false,
    count: 0,
    filter: undefined,
    uuids: undefined,
  };
  forEachField(buffer, (field, bytes) => {
    if (field === 1) decodeOptions(bytes, request);
  });
  return request;
}
