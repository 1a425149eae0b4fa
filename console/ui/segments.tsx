type Props<Value extends string> = Readonly<{
  label: string;
  value: Value;
  options: readonly (readonly [value: Value, text: string])[];
  onChange: (value: Value) => void;
}>;

/** A choice between a few values that are all visible. */
export const Segments = <Value extends string>({ label, value, options, onChange }: Props<Value>) => (
  <fieldset class="segments">
    <legend class="hidden">{label}</legend>
    {options.map(([each, text]) => (
      <button key={each} type="button" aria-pressed={each === value} onClick={() => onChange(each)}>
        {text}
      </button>
    ))}
  </fieldset>
);
