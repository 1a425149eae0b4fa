/** A log cannot be copied to this event store. The message says in words what to do. */
export class CopyRefused extends Error {
  override readonly name = 'CopyRefused';
}

export const otherEvents = (): CopyRefused =>
  new CopyRefused(
    'The target has events of IronTrack that are no copies of this log. Copy to an event store without events of IronTrack.',
  );
