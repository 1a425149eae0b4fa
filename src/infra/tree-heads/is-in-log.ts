import type { Log } from '../../ports/log.ts';
import type { TreeHead } from '../../ports/tree-heads.ts';

const pageSize = 1_000;

/** Whether the log has the last event that a tree head covers, at its position. */
export async function isInLog(
  log: Pick<Log, 'page' | 'idAt' | 'head'>,
  { position, event, after }: Pick<TreeHead, 'position' | 'event' | 'after'>,
): Promise<boolean> {
  if ((await log.head()) < position) return false;
  // An event store may fail to read from a position that no event of its log has. Only the slower search is certain.
  const found = await log.idAt(position).catch(() => null);
  if (found !== null) return found === event;
  for (let last = after; ; ) {
    const page = await log.page(last, pageSize);
    if (page.some((each) => each.position === position && each.id === event)) return true;
    last = page.at(-1)?.position ?? position;
    if (page.length < pageSize || last >= position) return false;
  }
}
