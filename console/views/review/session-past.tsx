import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { useAthleteZone } from '../../coaching/use-athlete.ts';
import type { Session } from '../../session/apply-command.ts';
import { AthleteComments } from './athlete-comments.tsx';
import { Changes } from './changes.tsx';
import { RevisionSlider } from './revision-slider.tsx';
import { SessionState } from './session-state.tsx';
import { type SessionEvent, useSessionAt } from './use-session-events.ts';

type Props = Readonly<{ athleteId: string; sessionId: string; events: readonly SessionEvent[]; other: string }>;

/** The slider over the revisions of a session, the session as it was then, and what is different now. */
export function SessionPast({ athleteId, sessionId, events, other }: Props) {
  const last = events.length - 1;
  // Null follows the latest revision, also while the athlete trains.
  const chosen = useSignal<number | null>(null);
  const at = Math.min(chosen.value ?? last, last);
  const event = events[at];
  const { data, error } = useSessionAt(athleteId, sessionId, event?.revision ?? 0);
  const latest = useSessionAt(athleteId, sessionId, events[last]?.revision ?? 0).data;
  // The state before remains visible until the next one is read.
  const shown = useRef<Session | null | undefined>(undefined);
  if (data !== undefined) shown.current = data;
  const zone = useAthleteZone(athleteId);
  if (!event) return null;
  return (
    <div class="columns review">
      <section class="stack">
        <RevisionSlider
          {...{ events, at, zone, athleteId }}
          onChange={(index) => {
            chosen.value = index === last ? null : index;
          }}
        />
        <SessionState session={shown.current} error={error} event={event} />
      </section>
      <section class="stack">
        <Changes {...{ athleteId, sessionId, events, at }} />
        <AthleteComments {...{ athleteId, sessionId, other, zone }} session={latest ?? { exercises: [] }} />
      </section>
    </div>
  );
}
