import type { Client } from './client.ts';
import { expectDefined, expectDocumented } from './contract.ts';
import type { TestApp } from './test-app.ts';

/** The schemas of the data of events, by the name of the event. */
const schemas: Readonly<Record<string, string>> = { changes: 'Changes', audit: 'HistoryEvent' };

/** One event of a stream: its fields; `comment` for a comment. */
export type StreamedEvent = Readonly<Partial<Record<'event' | 'id' | 'data' | 'retry' | 'comment', string>>>;

/** An open stream of server-sent events. */
export type EventStream = Readonly<{
  status: number;
  response: Response;
  /** Returns the next event; null at the end of the stream. */
  next: () => Promise<StreamedEvent | null>;
  /** Returns the data of the next event that has some, parsed; null at the end of the stream. */
  // biome-ignore lint/suspicious/noExplicitAny: tests read data of every shape
  nextData: () => Promise<any>;
  close: () => void;
}>;

/**
 * Opens a stream of changes, such as `/changes/live`, as the client. It fails the test when the OpenAPI document does not
 * have the response or the data of an event.
 */
export async function openStream(
  { origin }: Pick<TestApp, 'origin'>,
  { cookie }: Pick<Client, 'cookie'>,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<EventStream> {
  const leaving = new AbortController();
  const sent = { ...(cookie !== null && { cookie }), ...headers };
  const response = await fetch(`${origin}/api/v1${path}`, { headers: sent, signal: leaving.signal });
  const { status, headers: received } = response;
  if (status === 200) {
    expectDefined({ method: 'GET', path: new URL(response.url).pathname }, { status, headers: received, text: '' });
  }
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const next = async (): Promise<StreamedEvent | null> => {
    for (;;) {
      const end = text.indexOf('\n\n');
      if (end >= 0) {
        const event = parseEvent(text.slice(0, end));
        text = text.slice(end + 2);
        return event;
      }
      const read = await reader?.read();
      if (!read || read.done) return null;
      text += read.value;
    }
  };
  return {
    ...{ status: response.status, response, next },
    async nextData() {
      for (;;) {
        const event = await next();
        if (event === null) return null;
        if (event.data === undefined) continue;
        const data: unknown = JSON.parse(event.data);
        const schema = schemas[event.event ?? ''];
        if (schema) expectDocumented(['components', 'schemas', schema], data, 'the data of an event');
        return data;
      }
    },
    close: () => leaving.abort(),
  };
}

const parseEvent = (text: string): StreamedEvent =>
  Object.fromEntries(
    text.split('\n').map((line) => {
      const [name = '', ...value] = line.split(': ');
      return [name === '' ? 'comment' : name, value.join(': ')];
    }),
  );
