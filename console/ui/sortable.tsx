import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { t } from '../i18n/language.ts';
import { Icon } from './icon.tsx';

type Props<Item> = Readonly<{
  label: string;
  items: readonly Item[];
  nameOf: (item: Item) => string;
  /** Puts an item at the place of another one. */
  onMove: (id: string, to: number) => void;
  children: (item: Item) => ComponentChildren;
}>;

/** A list whose items are moved by dragging, and with buttons for the keyboard and for fingers. */
export function Sortable<Item extends Readonly<{ id: string }>>(props: Props<Item>) {
  const { label, items, nameOf, onMove, children } = props;
  const dragged = useSignal<string | null>(null);
  return (
    <ol class="list" aria-label={label}>
      {items.map((item, at) => (
        <li
          key={item.id}
          class={dragged.value === item.id ? 'list-row sortable-row dragged' : 'list-row sortable-row'}
          draggable
          onDragStart={() => {
            dragged.value = item.id;
          }}
          onDragEnd={() => {
            dragged.value = null;
          }}
          onDragOver={(event) => event.preventDefault()}
          onDrop={(event) => {
            event.preventDefault();
            if (dragged.value && dragged.value !== item.id) onMove(dragged.value, at);
          }}
        >
          <Icon name="grip" />
          {children(item)}
          <MoveButton name={nameOf(item)} by={-1} isPossible={at > 0} onClick={() => onMove(item.id, at - 1)} />
          <MoveButton
            name={nameOf(item)}
            by={1}
            isPossible={at < items.length - 1}
            onClick={() => onMove(item.id, at + 1)}
          />
        </li>
      ))}
    </ol>
  );
}

type MoveProps = Readonly<{ name: string; by: -1 | 1; isPossible: boolean; onClick: () => void }>;

const MoveButton = ({ name, by, isPossible, onClick }: MoveProps) => (
  <button
    type="button"
    class="icon-button"
    disabled={!isPossible}
    aria-label={t(by < 0 ? 'sort.up' : 'sort.down', { name })}
    onClick={onClick}
  >
    <Icon name={by < 0 ? 'up' : 'down'} />
  </button>
);
