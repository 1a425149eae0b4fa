import { useSignal } from '@preact/signals';
import { describeSet } from '../../i18n/describe-set.ts';
import { t } from '../../i18n/language.ts';
import type { Entry, LoggedSet } from '../../session/apply-command.ts';
import type { EntryCommands } from '../../session/commands.ts';
import { SetDialog } from './set-dialog.tsx';

/** The sets of an exercise. Each opens a dialog in which it can be corrected, moved and removed. */
export function SetList({ entry, commands }: { entry: Entry; commands: EntryCommands }) {
  const edited = useSignal<string | null>(null);
  const set = entry.sets.find(({ id }) => id === edited.value);
  if (entry.sets.length === 0) return null;
  return (
    <>
      <ol class="sets">
        {entry.sets.map((each, index) => (
          <li key={each.id}>
            <button
              type="button"
              class="set"
              onClick={() => {
                edited.value = each.id;
              }}
            >
              <SetText set={each} number={index + 1} />
            </button>
          </li>
        ))}
      </ol>
      {set && (
        <SetDialog
          entry={entry}
          set={set}
          commands={commands}
          onClose={() => {
            edited.value = null;
          }}
        />
      )}
    </>
  );
}

const SetText = ({ set, number }: { set: LoggedSet; number: number }) => (
  <>
    <span class="muted">{number}</span>
    <span>
      {describeSet(set)}
      {set.notes && <small class="muted">{set.notes}</small>}
    </span>
    {set.type !== 'normal' && <b class="chip">{t(`set.type.${set.type}`)}</b>}
  </>
);
