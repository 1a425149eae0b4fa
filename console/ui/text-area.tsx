import { useId } from 'preact/hooks';

type Props = Readonly<{ label: string; name: string; value?: string; maxLength?: number; required?: boolean }>;

export function TextArea({ label, value, ...input }: Props) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <textarea id={id} rows={3} defaultValue={value} {...input} />
    </div>
  );
}
