/** Keeps the files of the application, so that it opens without network. Pages without TLS on other machines cannot. */
export function registerServiceWorker(): void {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return;
  void navigator.serviceWorker.register('/sw.js');
}

/** A part that a newer build has replaced cannot be loaded. The page is loaded again, which gets the newer build. */
addEventListener('vite:preloadError', (event) => {
  const { lastReload } = sessionStorage;
  if (!navigator.onLine || Date.now() - Number(lastReload ?? 0) < 10_000) return;
  event.preventDefault();
  sessionStorage.lastReload = String(Date.now());
  location.reload();
});
