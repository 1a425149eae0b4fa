/// <reference lib="webworker" />

/**
 * The service worker: it keeps the files of the application, so that it opens without network. It never keeps an answer of
 * the API, and it stores no data of an account.
 */
/** The build replaces these names. */
declare const __FILES__: readonly string[];
declare const __VERSION__: string;

const worker = self as unknown as ServiceWorkerGlobalScope;
const files: ReadonlySet<string> = new Set(__FILES__);
const cacheName = `irontrack-${__VERSION__}`;
const page = '/index.html';
/** Addresses that are no pages of the application. A slow download or sign-in of an app must not become one. */
const others = /^\/(api|docs|oauth)(\/|$)/;
/** How long a page waits for a slow network before it opens from the cache. */
const patienceMs = 3_000;

worker.addEventListener('install', (event) => {
  event.waitUntil(keepFiles().then(() => worker.skipWaiting()));
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(dropOtherCaches().then(() => worker.clients.claim()));
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== worker.location.origin || others.test(pathname)) return;
  // The service decides which page an address has, so that a new build and other pages are seen at once.
  if (request.mode === 'navigate') event.respondWith(fromNetwork(request));
  else if (files.has(pathname)) event.respondWith(fromCache(request));
});

async function keepFiles(): Promise<void> {
  const cache = await caches.open(cacheName);
  // Names in `assets` contain a hash of the content, so the cache of the browser may answer for them.
  await Promise.all(
    [...files].map((path) =>
      cache.add(new Request(path, { cache: path.startsWith('/assets/') ? 'default' : 'no-cache' })),
    ),
  );
}

async function dropOtherCaches(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== cacheName).map((name) => caches.delete(name)));
}

async function fromNetwork(request: Request): Promise<Response> {
  const waiting = new AbortController();
  const timer = setTimeout(() => waiting.abort(), patienceMs);
  try {
    return await fetch(request, { signal: waiting.signal });
  } catch {
    return (await caches.match(page)) ?? Response.error();
  } finally {
    clearTimeout(timer);
  }
}

const fromCache = async (request: Request): Promise<Response> => (await caches.match(request)) ?? fetch(request);
