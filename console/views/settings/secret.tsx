import { useId } from 'preact/hooks';

/** A secret that is shown once, to be copied. */
export function Secret({ label, value }: { label: string; value: string }) {
  const id = useId();
  return (
    <div class="field" role="status">
      <label for={id}>{label}</label>
      <input id={id} readOnly value={value} onFocus={({ currentTarget }) => currentTarget.select()} />
    </div>
  );
}
