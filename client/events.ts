/** Splits a stream of server-sent events into the data of each event. Comments, and the types and ids of events, are left out. */
export async function* eventsIn(body: ReadableStream<Uint8Array>): AsyncGenerator<string, void, undefined> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const blocks = (rest + decoder.decode(value, { stream: true })).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const data = dataIn(block);
        if (data !== '') yield data;
      }
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

const prefix = 'data: ';
const dataIn = (block: string): string =>
  block
    .split('\n')
    .filter((line) => line.startsWith(prefix))
    .map((line) => line.slice(prefix.length))
    .join('\n');
