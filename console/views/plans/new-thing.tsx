import { Field } from '../../ui/field.tsx';
import { textsOf } from '../../ui/form-values.ts';
import { Icon } from '../../ui/icon.tsx';
import { Failure } from '../../ui/load.tsx';
import type { SubmitEvent } from '../../ui/submit-event.ts';
import { useAction } from '../../ui/use-action.ts';

/** Makes a thing that has only a name at first. */
export function NewThing({ label, onMake }: { label: string; onMake: (name: string) => Promise<void> }) {
  const { run, isRunning, error } = useAction();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const { name = '' } = textsOf(event.currentTarget);
    void run(() => onMake(name));
  };
  return (
    <form class="inline-form" onSubmit={submit}>
      <Field label={label} name="name" required maxLength={100} autoComplete="off" />
      <button type="submit" class="button" disabled={isRunning} aria-label={label}>
        <Icon name="plus" />
      </button>
      {error !== undefined && <Failure error={error} />}
    </form>
  );
}
