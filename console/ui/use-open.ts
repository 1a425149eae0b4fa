import { useSignal } from '@preact/signals';

/** Whether a dialog is open, and what opens and closes it. */
export function useOpen() {
  const isOpen = useSignal(false);
  return {
    isOpen: isOpen.value,
    open: () => {
      isOpen.value = true;
    },
    close: () => {
      isOpen.value = false;
    },
  };
}
