import { Agent, request } from 'node:http';

/** What a load did: its rate, and the time of each answer in milliseconds. */
export type Measured = Readonly<{ perSecond: number; p50: number; p99: number; failed: number }>;

const agent = new Agent({ keepAlive: true, maxSockets: 256 });

export type Sent = Readonly<{ method?: string; headers?: Record<string, string>; body?: string }>;

/** One request over a kept connection; answers its status, headers and text. */
export function send(url: string, { method = 'GET', headers = {}, body }: Sent = {}) {
  return new Promise<{ status: number; cookies: string; text: string }>((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const sent = request(url, { method, agent, headers: { ...headers, ...length } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const cookies = (response.headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; ');
        resolve({ status: response.statusCode ?? 0, cookies, text: Buffer.concat(chunks).toString() });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Keeps `inFlight` calls going for `seconds`, after a second of warming up. */
export async function load(
  inFlight: number,
  seconds: number,
  call: (n: number) => Promise<boolean>,
): Promise<Measured> {
  // Servers close what nobody has used for some seconds, perhaps in this moment.
  for (const idle of Object.values(agent.freeSockets).flat()) idle?.destroy();
  const times: number[] = [];
  let [made, failed] = [0, 0];
  const began = performance.now() + 1_000;
  const ends = began + seconds * 1_000;
  const worker = async () => {
    for (let start = performance.now(); start < ends; start = performance.now()) {
      made += 1;
      const good = await call(made);
      if (start < began) continue;
      if (good) times.push(performance.now() - start);
      else failed += 1;
    }
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  return { perSecond: times.length / seconds, ...percentiles(times), failed };
}

/** Makes `perSecond` calls a second for `seconds`, however long each takes. */
export async function steady(perSecond: number, seconds: number, call: (n: number) => Promise<void>): Promise<void> {
  const calls: Promise<void>[] = [];
  const began = performance.now();
  while (performance.now() - began < seconds * 1_000) {
    const due = Math.floor(((performance.now() - began) / 1_000) * perSecond);
    while (calls.length < due) calls.push(call(calls.length));
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  await Promise.all(calls);
}

export function percentiles(times: readonly number[]): { p50: number; p99: number } {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99) };
}
