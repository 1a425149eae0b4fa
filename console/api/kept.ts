import { storage } from './client.ts';
import { isNetworkFailure } from './online.ts';

/** Reads an answer and keeps it in this browser. Without network it is the one that was kept last. */
export const kept =
  <Data>(key: string, load: () => Promise<Data>): (() => Promise<Data>) =>
  async () => {
    if (!navigator.onLine) {
      const known = await storage.load<Data>(key);
      if (known !== null) return known;
    }
    try {
      const data = await load();
      await storage.keep(key, data);
      return data;
    } catch (error) {
      const known = isNetworkFailure(error) ? await storage.load<Data>(key) : null;
      if (known === null) throw error;
      return known;
    }
  };
